import type { Failure } from './failure.ts';
import { AlertIcon, RetryIcon } from './icons.tsx';

/** What went wrong, and the way on. */
export function FailureNotice({
  failure,
  onRetry,
  isBusy,
}: {
  failure: Failure;
  onRetry: () => void;
  isBusy?: boolean;
}) {
  return (
    <div class="failure" role="alert">
      <AlertIcon />
      <div>
        <p>{failure.text}</p>
        {failure.ownerHint && <p class="hint">{failure.ownerHint}</p>}
        {failure.canRetry && (
          <button type="button" class="quiet" onClick={onRetry} disabled={isBusy}>
            <RetryIcon />
            Try again
          </button>
        )}
      </div>
    </div>
  );
}
