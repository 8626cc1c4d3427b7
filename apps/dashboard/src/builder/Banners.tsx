import type { ReactNode } from 'react';
import { Button } from '@/components/Button';
import { Notice } from '@/components/Notice';
import { Time } from '@/components/Time';
import type { useDraft } from './useDraft';

/** What stands between the owner and a saved draft, with what to do about it. */
export function Banners({ draft }: { draft: ReturnType<typeof useDraft> }) {
  const { state, offer } = draft;
  return (
    <div className="flex flex-col gap-2 border-b px-4 py-2 empty:hidden">
      {offer && (
        <Notice
          look="info"
          action={
            <Actions>
              <Button size="small" onClick={draft.discard}>
                Discard
              </Button>
              <Button size="small" look="primary" onClick={draft.restore}>
                Restore
              </Button>
            </Actions>
          }
        >
          This browser has edits that were never saved, from{' '}
          <Time value={new Date(offer.at).toISOString()} />.
        </Notice>
      )}
      {state.is === 'conflict' && (
        <Notice
          look="warning"
          action={
            <Actions>
              <Button size="small" onClick={draft.loadTheirs}>
                Load theirs
              </Button>
              <Button size="small" onClick={draft.keepMine}>
                Keep mine
              </Button>
              <Button size="small" look="primary" onClick={draft.merge}>
                Merge both
              </Button>
            </Actions>
          }
        >
          Somebody else saved this automation meanwhile. Yours is not saved; what you do not choose
          can be had back by undo.
        </Notice>
      )}
      {state.is === 'offline' && (
        <Notice look="warning">
          The server cannot be reached. Your edits are kept in this browser and saved by themselves
          once it answers.
        </Notice>
      )}
      {state.is === 'refused' && (
        <Notice
          look="danger"
          action={
            <Button size="small" onClick={() => draft.save()}>
              Try again
            </Button>
          }
        >
          Not saved: {state.reason}
        </Notice>
      )}
    </div>
  );
}

function Actions({ children }: { children: ReactNode }) {
  return <div className="flex flex-wrap gap-2">{children}</div>;
}
