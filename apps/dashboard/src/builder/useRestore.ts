import { type Dispatch, useEffect, useRef } from 'react';
import { toast } from 'sonner';
import { client, explain } from '@/lib/client';
import { useSearch } from '@/lib/useSearch';
import { tidy } from './graph/arrange';
import type { BuilderAction, BuilderState } from './graph/builderReducer';
import { isSame } from './graph/isSame';

/**
 * Takes the version that the address names, `restore=2`, into the draft: an edit like others, which
 * is saved and which undo takes back.
 */
export function useRestore({
  workflowId,
  state,
  dispatch,
  offerUndo,
}: {
  workflowId: string;
  state: BuilderState;
  dispatch: Dispatch<BuilderAction>;
  offerUndo: (done: string) => void;
}): void {
  const { search, setSearch } = useSearch();
  const version = Number(search.get('restore') ?? 0);
  const latest = useRef({ state, setSearch, offerUndo });
  latest.current = { state, setSearch, offerUndo };
  const begun = useRef(0);
  useEffect(() => {
    if (!version || begun.current === version) return;
    begun.current = version;
    client.workflows
      .version({ params: { workflowId, version } })
      .then(({ graph }) => {
        const { state, offerUndo } = latest.current;
        const restored = tidy(graph);
        if (isSame(restored, state.graph))
          return void toast(`The draft is the same as version ${version}`);
        dispatch({ type: 'replace', graph: restored });
        offerUndo(`Version ${version} is in the draft`);
      })
      .catch((error) => toast.error(explain(error)))
      .finally(() => {
        begun.current = 0;
        latest.current.setSearch({ restore: null });
      });
  }, [version, workflowId, dispatch]);
}
