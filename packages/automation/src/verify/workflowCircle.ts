import type { WorkflowContext } from './analysis.ts';
import { type Check, quoted } from './check.ts';

export const workflowCircle: Check = {
  severity: 'error',
  *find({ flow, workflow }) {
    if (!workflow) return;
    for (const { id, label, reading } of flow.nodes)
      for (const started of reading?.definition.starts?.(reading.config) ?? []) {
        const circle = wayBack(started, workflow);
        if (!circle) continue;
        const names = circle.map((other) => nameOf(other, workflow)).join(' → ');
        yield {
          nodeId: id,
          message: `${quoted(label)} starts a circle of workflows: this one → ${names}. Remove one of these starts.`,
          path: flow.reach.wayTo(flow.byId.get(id)!),
        };
      }
  },
};

/** The workflows from `started` back to the one that is looked at, a shortest way; null if none. */
function wayBack(started: string, { id, startsIndirectly = {} }: WorkflowContext) {
  const cameFrom = new Map<string, string | null>([[started, null]]);
  for (const workflow of cameFrom.keys()) {
    if (workflow === id) return wayTo(workflow, cameFrom);
    const next = Object.hasOwn(startsIndirectly, workflow) ? startsIndirectly[workflow]! : [];
    for (const other of next) if (!cameFrom.has(other)) cameFrom.set(other, workflow);
  }
  return null;
}

function wayTo(workflow: string, cameFrom: Map<string, string | null>): string[] {
  const way: string[] = [];
  for (let at: string | null = workflow; at !== null; at = cameFrom.get(at) ?? null)
    way.unshift(at);
  return way;
}

function nameOf(workflow: string, { id, titles = {} }: WorkflowContext): string {
  if (workflow === id) return 'this one';
  return quoted(Object.hasOwn(titles, workflow) ? titles[workflow]! : workflow);
}
