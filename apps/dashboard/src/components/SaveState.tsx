import { Check, CircleAlert, LoaderCircle, Undo2 } from 'lucide-react';
import { Button } from './Button';
import { Status } from './Status';

/** Whether a form that saves as one goes has saved, with a way back. */
export function SaveState({
  state,
  failure,
  undo,
  retry,
}: {
  state: 'idle' | 'saving' | 'saved' | 'failed';
  failure: string | undefined;
  undo: (() => void) | undefined;
  retry: (() => void) | undefined;
}) {
  return (
    <div className="flex min-w-0 flex-wrap items-center gap-2 text-[13px]">
      <span role="status" className="flex">
        {state === 'saving' && (
          <Status tone="neutral" icon={LoaderCircle} isSpinning>
            Saving …
          </Status>
        )}
        {state === 'saved' && (
          <Status tone="neutral" icon={Check}>
            Saved
          </Status>
        )}
        {state === 'failed' && (
          <span className="flex items-center gap-1.5 text-danger-ink">
            <CircleAlert aria-hidden className="size-4 shrink-0" />
            {failure}
          </span>
        )}
      </span>
      {state === 'failed' && retry && (
        <Button size="small" onClick={retry}>
          Try again
        </Button>
      )}
      {state === 'saved' && undo && (
        <Button size="small" look="quiet" onClick={undo}>
          <Undo2 aria-hidden />
          Undo
        </Button>
      )}
    </div>
  );
}
