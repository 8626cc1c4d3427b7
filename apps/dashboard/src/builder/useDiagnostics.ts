import type { ReferenceStates } from '@echoai/automation/fields/referencesOf';
import type { WorkflowGraph } from '@echoai/contract';
import { useEffect, useRef, useState } from 'react';
import type { Diagnostic } from '@/automations/diagnosticsOf';

/** How long editing must rest before the graph is checked, in milliseconds. */
const rest = 100;

/**
 * What is wrong with a graph, checked in a worker as it is edited; undefined until the first answer,
 * null when this page cannot check.
 * What depends on other workflows (circles of them) is checked by the server on activation.
 *
 * @param references how what the graph names is, such as connections; undefined while it is looked up
 * for the first time
 * @param isCurrent whether they are of all that the graph names: until then nothing is known to be right
 */
export function useDiagnostics(
  graph: WorkflowGraph,
  references: ReferenceStates | undefined,
  isCurrent: boolean,
): Diagnostic[] | null | undefined {
  const [diagnostics, setDiagnostics] = useState<Diagnostic[] | null>();
  const worker = useRef<Worker>(undefined);
  const latest = useRef(0);

  useEffect(() => {
    const made = new Worker(new URL('./compileWorker.ts', import.meta.url), { type: 'module' });
    made.addEventListener('message', ({ data }: MessageEvent) => {
      // An answer about an earlier graph would mark what was mended already.
      if (data.revision === latest.current) setDiagnostics(data.diagnostics);
    });
    // Its code could not be loaded, or it failed: activating checks as well.
    made.addEventListener('error', () => setDiagnostics(null));
    worker.current = made;
    return () => made.terminate();
  }, []);

  useEffect(() => {
    latest.current += 1;
    const revision = latest.current;
    const message = { graph, references: references ?? {}, revision };
    const timer = setTimeout(() => worker.current?.postMessage(message), rest);
    return () => clearTimeout(timer);
  }, [graph, references]);

  const isKnown = references !== undefined && isCurrent;
  return !isKnown && diagnostics?.length === 0 ? undefined : diagnostics;
}
