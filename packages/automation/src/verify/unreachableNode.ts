import { type Check, quoted } from './check.ts';

export const unreachableNode: Check = {
  severity: 'error',
  *find({ flow }) {
    // Without a trigger nothing can be reached, and that is said already.
    if (flow.triggers.length === 0) return;
    for (const node of flow.nodes)
      if (!flow.reach.arrives(node))
        yield {
          nodeId: node.id,
          message: `${quoted(node.label)} never runs, since no way from the trigger leads to it. Connect it, or remove it.`,
        };
  },
};
