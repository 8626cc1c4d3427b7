import { type Check, quoted } from './check.ts';

export const duplicateId: Check = {
  severity: 'error',
  *find({ flow }) {
    for (const { id, data } of flow.duplicates)
      yield {
        nodeId: id,
        message: `${quoted(data.label)} has the id ${id}, which ${quoted(flow.byId.get(id)!.label)} has already. Give it another.`,
      };
    const seen = new Set<string>();
    for (const { id, source } of flow.allEdges) {
      if (seen.has(id))
        yield {
          nodeId: flow.byId.has(source) ? source : null,
          message: `Two edges have the id ${id}. Remove one and draw it again.`,
        };
      seen.add(id);
    }
  },
};
