import { cyclicParts, shortestCycle } from '../flow/cycles.ts';
import type { FlowEdge } from '../flow/flow.ts';
import { type Check, quoted } from './check.ts';

/**
 * A way round that nothing bounds: no node on it waits, and none counts how often it is passed. That
 * a condition may leave it does not count: it need not ever hold.
 */
export const endlessLoop: Check = {
  severity: 'error',
  *find({ flow }) {
    for (const part of cyclicParts(flow.reach.found, isUnbounded)) {
      const cycle = shortestCycle(part, isUnbounded);
      const labels = cycle.map(({ label }) => quoted(label)).join(' → ');
      yield {
        nodeId: cycle[0]!.id,
        message: `The loop ${labels} can go round without end, since nothing in it waits or counts. Put a wait or a loop node into it.`,
        path: [...cycle, cycle[0]!].map(({ id }) => id),
      };
    }
  },
};

/**
 * Whether one can go this way again and again without waiting. A counting node lets through only the
 * way out that it takes when its count is over: that one begins the next count.
 */
function isUnbounded({ source, target, outcome }: FlowEdge): boolean {
  // Of nodes that cannot be read nothing is known, and that is said already.
  if (!source.reading || !target.reading) return false;
  if (source.reading.definition.waits || target.reading.definition.waits) return false;
  if (!source.reading.definition.counts) return true;
  return outcome === (source.reading.definition.endsBy ?? 'done');
}
