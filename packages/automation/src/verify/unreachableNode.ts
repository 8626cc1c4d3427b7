import { type Check, quoted } from './check.ts';

export const unreachableNode: Check = {
  severity: 'error',
  *find({ flow }) {
    // Without a trigger nothing can be reached, and that is said already.
    if (flow.triggers.length === 0) return;
    const connected = new Set(flow.allEdges.flatMap(({ source, target }) => [source, target]));
    for (const { id, label } of flow.nodes.filter((node) => !flow.reach.arrives(node)))
      yield {
        nodeId: id,
        message: connected.has(id)
          ? `${quoted(label)} never runs, since no way from the trigger leads to it. Connect it to the node that it should follow, or remove it.`
          : `${quoted(label)} is not connected yet. Draw a line to it from the node that it should follow.`,
      };
  },
};
