import type { Outcome } from '@echoai/automation/definition';
import { nodeDefinitions } from '@echoai/automation/nodes/index';
import type { WorkflowEdge, WorkflowGraph, WorkflowNode } from '@echoai/contract';

type Config = WorkflowNode['data']['config'];

/** A way out of a node as the canvas shows it. */
export interface Way extends Outcome {
  /** The edge that leaves by it. */
  edge?: WorkflowEdge | undefined;
  /** Whether only an edge knows of it, and the node does not have it. */
  isUnknown?: boolean;
}

const read = new WeakMap<Config, Outcome[]>();

/** The ways out of a node so configured; also of one that is not right yet, as far as can be told. */
export function outcomesOf(config: Config): Outcome[] {
  const known = read.get(config);
  if (known) return known;
  const outcomes = readOutcomes(config);
  read.set(config, outcomes);
  return outcomes;
}

function readOutcomes({ kind, ...rest }: Config): Outcome[] {
  const definition = Object.hasOwn(nodeDefinitions, kind) ? nodeDefinitions[kind] : undefined;
  if (!definition) return [];
  const parsed = definition.config.safeParse(rest);
  try {
    return definition.outcomes(parsed.success ? parsed.data : rest).filter(isOutcome);
  } catch {
    // The ways depend on a part of the configuration that is not there.
    return [];
  }
}

function isOutcome(outcome: { id?: unknown; title?: unknown }): boolean {
  return typeof outcome.id === 'string' && typeof outcome.title === 'string';
}

/** The outcome by which an edge leaves its node. */
export function outcomeOf({ sourceHandle }: Pick<WorkflowEdge, 'sourceHandle'>): string {
  return sourceHandle ?? 'next';
}

/** All ways out of a node with their edges, those of edges that the node does not have last. */
export function waysOf(node: WorkflowNode, edges: WorkflowEdge[]): Way[] {
  const own = edges.filter(({ source }) => source === node.id);
  const outcomes = outcomesOf(node.data.config);
  const ways: Way[] = outcomes.map((outcome) => ({
    ...outcome,
    edge: own.find((edge) => outcomeOf(edge) === outcome.id),
  }));
  for (const edge of own) {
    const id = outcomeOf(edge);
    if (!ways.some((way) => way.id === id)) ways.push({ id, title: id, edge, isUnknown: true });
  }
  return ways;
}

/** Whether the edge leaves by a way out that its node does not have. */
export function isAstray(edge: WorkflowEdge, { nodes }: WorkflowGraph): boolean {
  const source = nodes.find(({ id }) => id === edge.source);
  return (
    source !== undefined && !outcomesOf(source.data.config).some(({ id }) => id === outcomeOf(edge))
  );
}

/** The first way out of a node that leads nowhere; `error` only if nothing else is left. */
export function freeOutcome(node: WorkflowNode, edges: WorkflowEdge[]): string | undefined {
  const free = waysOf(node, edges).filter(({ edge, isUnknown }) => !edge && !isUnknown);
  return (free.find(({ id }) => id !== 'error') ?? free[0])?.id;
}
