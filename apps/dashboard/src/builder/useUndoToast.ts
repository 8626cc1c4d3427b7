import type { WorkflowGraph } from '@echoai/contract';
import { type Dispatch, useEffect, useRef } from 'react';
import { toast } from 'sonner';
import type { BuilderAction } from './graph/builderReducer';

const id = 'builder-undo';

/**
 * Says what was done, with a way back. It goes with the next edit, which undo would take back
 * instead.
 */
export function useUndoToast(graph: WorkflowGraph, dispatch: Dispatch<BuilderAction>) {
  const isNew = useRef(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each new graph is an edit.
  useEffect(() => {
    if (!isNew.current) toast.dismiss(id);
    isNew.current = false;
  }, [graph]);
  return (done: string) => {
    isNew.current = true;
    const action = { label: 'Undo', onClick: () => dispatch({ type: 'undo' }) };
    toast(done, { id, duration: 8_000, action });
  };
}
