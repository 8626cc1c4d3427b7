import type { Flow, FlowEdge, FlowNode } from '../../flow/flow.ts';
import { forwards } from '../../flow/forwards.ts';
import { nameOf, provenPresent } from './variableNotSet.ts';

/** A variable of a step, which has it after the outcomes in `given`. */
interface Candidate {
  step: FlowNode;
  path: string;
  given: ReadonlyMap<string, unknown>;
}

/**
 * Which candidates are set on every way to a node. `variableNotSet` walks the ways for one variable
 * and can name one that lacks it; this goes over all variables at once, a bit each, to a fix-point.
 *
 * @returns whether the candidate at a place of the list is set.
 */
export function settledAt({
  node,
  flow,
  candidates,
}: {
  node: FlowNode;
  flow: Flow;
  candidates: Candidate[];
}): (place: number) => boolean {
  const after = changesOf(flow, candidates);
  const words = Math.ceil(candidates.length / 32);
  const before = new Map<FlowNode, Uint32Array>(
    flow.triggers.map((trigger) => [trigger, new Uint32Array(words)]),
  );
  const order = forwards(flow);
  for (let isChanged = true; isChanged; ) {
    isChanged = false;
    for (const source of order)
      for (const edge of source.edges) {
        const bits = after(edge, before.get(source)!);
        const known = before.get(edge.target);
        if (!known) before.set(edge.target, bits);
        if (!known || narrow(known, bits)) isChanged = true;
      }
  }
  const bits = before.get(node);
  return (place) => bits !== undefined && isOn(bits, place);
}

/** What going along an edge sets and unsets, in a copy. */
function changesOf(flow: Flow, candidates: Candidate[]) {
  const places = candidates.map((candidate, place) => ({ ...candidate, place }));
  const ofStep = Map.groupBy(places, ({ step }) => step);
  const proofs = provenPresent(flow);
  const proven = new Map<string, number[]>();
  for (const { path, place } of places)
    for (const way of proofs.get(path) ?? []) proven.set(way, [...(proven.get(way) ?? []), place]);
  return (edge: FlowEdge, before: Uint32Array): Uint32Array => {
    const bits = before.slice();
    for (const place of proven.get(nameOf(edge)) ?? []) turn(bits, place, true);
    for (const { place, given } of ofStep.get(edge.source) ?? [])
      turn(bits, place, given.has(edge.outcome));
    return bits;
  };
}

const isOn = (bits: Uint32Array, place: number) => ((bits[place >> 5]! >>> (place & 31)) & 1) === 1;

function turn(bits: Uint32Array, place: number, on: boolean): void {
  const mask = 1 << (place & 31);
  if (on) bits[place >> 5]! |= mask;
  else bits[place >> 5]! &= ~mask;
}

/** Takes from `known` what `bits` has not. @returns whether that was anything */
function narrow(known: Uint32Array, bits: Uint32Array): boolean {
  let isNarrower = false;
  for (let word = 0; word < known.length; word++) {
    const both = (known[word]! & bits[word]!) >>> 0;
    if (both !== known[word]) isNarrower = true;
    known[word] = both;
  }
  return isNarrower;
}
