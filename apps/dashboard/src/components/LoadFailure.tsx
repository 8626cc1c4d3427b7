import { explain, isUnreachable } from '@/lib/client';
import { Button } from './Button';
import { Notice } from './Notice';

/** In place of what could not be loaded. */
export function LoadFailure({ error, retry }: { error: unknown; retry: () => void }) {
  // The banner of the shell says this one, and retries.
  if (isUnreachable(error)) return null;
  return (
    <Notice
      look="danger"
      action={
        <Button size="small" onClick={retry}>
          Try again
        </Button>
      }
    >
      {explain(error)}
    </Notice>
  );
}
