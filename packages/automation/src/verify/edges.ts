import { outcomeOf } from '../flow/flow.ts';
import { type Check, quoted } from './check.ts';

export const edgeWithoutNode: Check = {
  severity: 'error',
  *find({ flow: { allEdges, byId } }) {
    for (const { source, target } of allEdges) {
      const [from, to] = [byId.get(source), byId.get(target)];
      if (from && to) continue;
      const side = from ? `from ${quoted(from.label)} leads to` : 'begins at';
      yield {
        nodeId: from?.id ?? to?.id ?? null,
        message: `An edge ${side} a node that does not exist (${from ? target : source}). Remove it, or connect it anew.`,
      };
    }
  },
};

export const edgeWithoutOutcome: Check = {
  severity: 'error',
  *find({ flow: { allEdges, byId } }) {
    for (const edge of allEdges) {
      const node = byId.get(edge.source);
      if (!node?.reading) continue;
      const { outcomes } = node.reading;
      const outcome = outcomeOf(edge);
      if (outcomes.some(({ id }) => id === outcome)) continue;
      const ways = outcomes.map(({ title }) => quoted(title)).join(', ');
      yield {
        nodeId: node.id,
        message: ways
          ? `An edge leaves ${quoted(node.label)} by ${quoted(outcome)}, which it does not have. Connect one of ${ways} instead.`
          : `${quoted(node.label)} ends the workflow, yet an edge leaves it. Remove the edge.`,
      };
    }
  },
};
