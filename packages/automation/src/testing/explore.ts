import type { WorkflowGraph, WorkflowNode } from '@echoai/contract/workflowGraph';
import { outcomesOf } from './randomGraph.ts';

/** A place of an execution, with whatever a test remembers of the way there. */
export interface Place<State> {
  node: WorkflowNode;
  state: State;
}

/**
 * Everything that can happen, tried one by one: all pairs of node and state that can be reached. It
 * shares no code with the verifier, which it is there to check, and is fit for small graphs only.
 *
 * @param from ids of the nodes to begin at; the first node if nothing is said.
 * @param leave the states in which a node can be left by an outcome; none when it cannot.
 */
export function everyPlace<State>({
  graph,
  from = [graph.nodes[0]!.id],
  initial,
  leave,
}: {
  graph: WorkflowGraph;
  from?: string[];
  initial: State[];
  leave: (place: Place<State>, outcome: string) => State[];
}): { places: Place<State>[]; next: (place: Place<State>) => Place<State>[] } {
  const nodes = new Map(graph.nodes.map((node) => [node.id, node]));
  const next = (place: Place<State>) =>
    outcomesOf(place.node.data.config).flatMap((outcome) => {
      const edge = graph.edges.find(
        ({ source, sourceHandle }) =>
          source === place.node.id && (sourceHandle ?? 'next') === outcome,
      );
      const states = leave(place, outcome);
      return edge ? states.map((state) => ({ node: nodes.get(edge.target)!, state })) : [];
    });
  const found = new Map<string, Place<State>>();
  const waiting = from.flatMap((id) => initial.map((state) => ({ node: nodes.get(id)!, state })));
  for (let place = waiting.pop(); place; place = waiting.pop()) {
    if (found.has(keyOf(place))) continue;
    found.set(keyOf(place), place);
    waiting.push(...next(place));
  }
  return { places: [...found.values()], next };
}

/** Whether one can go on from a place for ever. */
export function hasEndlessWay<State>(
  places: Place<State>[],
  next: (place: Place<State>) => Place<State>[],
): boolean {
  const finite = new Set<string>();
  for (let size = -1; size < finite.size; ) {
    size = finite.size;
    for (const place of places)
      if (next(place).every((after) => finite.has(keyOf(after)))) finite.add(keyOf(place));
  }
  return finite.size < places.length;
}

export function keyOf<State>({ node, state }: Place<State>): string {
  return JSON.stringify([node.id, state]);
}
