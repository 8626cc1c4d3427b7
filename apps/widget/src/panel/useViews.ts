import { useEffect, useState } from 'preact/hooks';
import type { Failure } from './failure.ts';

export type Views = typeof import('./views.ts');

const notLoaded: Failure = { code: 'part-not-loaded', canRetry: true };

/** The views beside the chat, fetched once they are wanted. */
export function useViews(isWanted: boolean): { views?: Views; failure?: Failure } {
  const [state, setState] = useState<{ views?: Views; failure?: Failure }>({});
  useEffect(() => {
    if (!isWanted) return;
    import('./views.ts').then(
      (views) => setState({ views }),
      () => setState({ failure: notLoaded }),
    );
  }, [isWanted]);
  return state;
}
