import type { WorkflowEdge } from '@echoai/contract';
import { outcomeOf } from '../builder/graph/outcomes';

/** A visit of a node, in an execution or a simulation. */
export interface TraceStep {
  nodeId: string;
  label: string;
  kind: string;
  outcome: string | null;
  output: unknown;
}

/** The edges that were taken by the steps up to and with `last`, by id. */
export function edgesTaken(steps: TraceStep[], last: number, edges: WorkflowEdge[]): Set<string> {
  const left = new Set(
    steps.slice(0, last + 1).flatMap(({ nodeId, outcome }) => outcome && `${nodeId} ${outcome}`),
  );
  return new Set(
    edges.filter((edge) => left.has(`${edge.source} ${outcomeOf(edge)}`)).map(({ id }) => id),
  );
}

/** What nodes have given after a step, by node, in the order in which they gave it first. */
export interface TraceVariable {
  nodeId: string;
  label: string;
  value: unknown;
  /** Whether this step set it; `before` is then what it was, if it was. */
  isNew: boolean;
  before?: unknown;
}

export function variablesAfter(steps: TraceStep[], last: number): TraceVariable[] {
  const variables = new Map<string, TraceVariable>();
  for (const [place, { nodeId, label, outcome, output }] of steps.slice(0, last + 1).entries()) {
    // What was not left yet has given nothing.
    if (outcome === null) continue;
    const known = variables.get(nodeId);
    const isNew = place === last;
    variables.set(nodeId, {
      ...{ nodeId, label, value: output, isNew },
      ...(isNew && known ? { before: known.value } : {}),
    });
  }
  return [...variables.values()];
}

/** How often each node was visited up to and with `last`, and the place of its latest visit. */
export function visitsUpTo(
  steps: TraceStep[],
  last: number,
): Map<string, { count: number; latest: number }> {
  const visits = new Map<string, { count: number; latest: number }>();
  for (const [latest, { nodeId }] of steps.slice(0, last + 1).entries())
    visits.set(nodeId, { count: (visits.get(nodeId)?.count ?? 0) + 1, latest });
  return visits;
}
