import type { FlowNode } from '../flow/flow.ts';

/** Whether a variable may have another value after a node than before it. */
export function changes({ id, reading, type }: FlowNode, path: string): boolean {
  const [root, step] = path.split('.', 2);
  if (root === 'now') return true;
  if (root === 'steps') return step === id || step === undefined;
  if (root !== 'visitor' && root !== 'conversation') return false;
  if (!reading) return true;
  return reading.definition.changes
    ? reading.definition.changes.includes(root)
    : type === 'action' || reading.definition.waits;
}
