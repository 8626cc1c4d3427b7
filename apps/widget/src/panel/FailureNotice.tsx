import { type Failure, wordsOf } from './failure.ts';
import { AlertIcon, RetryIcon } from './icons.tsx';
import { texts } from './texts/texts.ts';

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
  const { text, hint } = wordsOf(failure);
  return (
    <div class="failure" role="alert">
      <AlertIcon />
      <div>
        <p>{text}</p>
        {hint && <p class="hint">{hint}</p>}
        {failure.canRetry && (
          <button type="button" class="quiet" onClick={onRetry} disabled={isBusy}>
            <RetryIcon />
            {texts.tryAgain}
          </button>
        )}
      </div>
    </div>
  );
}
