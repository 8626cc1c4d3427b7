import type { WorkflowGraph } from '@echoai/contract';
import { exportGraph, fileNameOf } from './exportGraph';

/** Gives an automation to the browser as a file. */
export function downloadGraph(name: string, graph: WorkflowGraph): void {
  const url = URL.createObjectURL(
    new Blob([exportGraph(name, graph)], { type: 'application/json' }),
  );
  const link = document.createElement('a');
  link.href = url;
  link.download = fileNameOf(name);
  link.click();
  // The browser has begun to read it by then.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
