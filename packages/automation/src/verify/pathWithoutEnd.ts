import { cyclicParts, shortestCycle } from '../flow/cycles.ts';
import type { FlowNode } from '../flow/flow.ts';
import { type Check, quoted } from './check.ts';

/** A loop from which neither an end nor a wait can be reached, whatever the outcomes are. */
export const pathWithoutEnd: Check = {
  severity: 'error',
  *find({ flow }) {
    const free = canRest(flow.reach.found);
    const trapped = flow.reach.found.filter((node) => !free.has(node));
    for (const part of cyclicParts(trapped, () => true)) {
      const cycle = shortestCycle(part, () => true);
      const [first] = cycle as [FlowNode];
      yield {
        nodeId: first.id,
        message: `From ${quoted(first.label)} no way leads to an end or to a wait: the workflow would never finish. Lead one of the ways out of its loop elsewhere.`,
        path: [...flow.reach.wayTo(first), ...[...cycle.slice(1), first].map(({ id }) => id)],
      };
    }
  },
};

/** Nodes where an execution may end or wait, and all that lead to one. */
function canRest(nodes: FlowNode[]): Set<FlowNode> {
  const sources = new Map<FlowNode, FlowNode[]>(nodes.map((node) => [node, []]));
  for (const node of nodes) for (const { target } of node.edges) sources.get(target)?.push(node);
  const found = new Set(nodes.filter(rests));
  for (const node of found) for (const source of sources.get(node)!) found.add(source);
  return found;
}

function rests({ reading, edges }: FlowNode): boolean {
  if (!reading) return true;
  const { definition, outcomes } = reading;
  if (definition.waits || outcomes.length === 0) return true;
  // To fail where `error` is not connected is an accident and no end.
  return outcomes.some(({ id }) => id !== 'error' && !edges.some(({ outcome }) => outcome === id));
}
