import type { FlowNode } from '../flow/flow.ts';

/** Which nodes may give a variable another value than it had before them. */
export function changesOf(path: string): (node: FlowNode) => boolean {
  const [root, step] = path.split('.', 2);
  if (root === 'now') return () => true;
  if (root === 'steps') return ({ id }) => step === id || step === undefined;
  if (root !== 'visitor' && root !== 'conversation') return () => false;
  return ({ reading, type }) => {
    if (!reading) return true;
    const { changes, waits } = reading.definition;
    return changes ? changes.includes(root) : type === 'action' || waits;
  };
}
