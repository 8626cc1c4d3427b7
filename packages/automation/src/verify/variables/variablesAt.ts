import type { WorkflowGraph } from '@echoai/contract/workflowGraph';
import { type OperatorDefinition, operators } from '../../conditions/operators.ts';
import type { ValueType } from '../../definition.ts';
import { buildFlow, type Definitions, type Flow, type FlowNode } from '../../flow/flow.ts';
import { formatPath } from '../../variablePath.ts';
import type { RootTypes } from '../analysis.ts';
import { settledAt } from './settledAt.ts';
import { compares } from './typeMismatch.ts';
import { givenBy, rootNames, typesOf } from './types.ts';

/** A variable that has been set whenever a node is reached. */
export interface SetVariable {
  /** As `steps.ask.answer`. */
  path: string;
  type: ValueType;
  /** Where it comes from: the label of a node, or the name of a root such as `visitor`. */
  source: string;
}

/** Deepest part of an object that is listed by itself. */
const maxDepth = 5;

/**
 * What the fields of a node may use: the variables that are set on every way that leads to it, those
 * of steps nearest first, each with its type. A node that nothing leads to has those that are there
 * from the beginning.
 */
export function variablesAt({
  graph,
  nodeId,
  definitions,
  roots = {},
}: {
  graph: WorkflowGraph;
  nodeId: string;
  definitions: Definitions;
  roots?: RootTypes;
}): SetVariable[] {
  const flow = buildFlow(graph, definitions);
  const node = flow.byId.get(nodeId);
  return [...(node ? stepsBefore(node, flow) : []), ...ofRoots(flow, roots)];
}

function stepsBefore(node: FlowNode, flow: Flow): SetVariable[] {
  if (!flow.reach.arrives(node)) return [];
  const steps = flow.reach.found.filter((step) => step !== node && step.type !== 'trigger');
  const candidates = steps.reverse().flatMap((step) =>
    pathsOf(step).map((rest) => {
      const given = givenBy(step, rest);
      return { step, given, path: formatPath(['steps', step.id, ...rest]) };
    }),
  );
  const isSet = settledAt({ node, flow, candidates });
  return candidates
    .filter((_candidate, place) => isSet(place))
    .map(({ step, given, path }) => ({
      path,
      type: oneOf([...given.values()]),
      source: step.label,
    }));
}

/** Paths below `steps.<id>`, over all outcomes. */
function pathsOf({ reading }: FlowNode): string[][] {
  const paths = [...(reading?.outputs.values() ?? [])].flatMap((type) =>
    type ? within(type) : [],
  );
  return [...new Map(paths.map((path) => [formatPath(path), path])).values()];
}

function ofRoots(flow: Flow, roots: RootTypes): SetVariable[] {
  const events = flow.triggers.map((trigger) => ({ trigger, paths: pathsOf(trigger) }));
  const [first] = events;
  const ofEvent = (first?.paths ?? [])
    .filter((path) => events.every(({ trigger }) => givenBy(trigger, path).size > 0))
    .map((path) => ({
      path: formatPath(['event', ...path]),
      type: oneOf(typesOf(['event', ...path], flow, roots)),
      source: first!.trigger.label,
    }));
  const others = rootNames
    .filter((name) => name !== 'event' && name !== 'steps')
    .flatMap((name) =>
      within(roots[name as keyof RootTypes] ?? typesOf([name], flow, roots)[0]!).map((rest) => ({
        path: formatPath([name, ...rest]),
        type: oneOf(typesOf([name, ...rest], flow, roots)),
        source: name,
      })),
    );
  return [...ofEvent, ...others];
}

/** The paths within a type, objects before their fields; the type itself unless it is an object. */
function within(type: ValueType, depth = 0): string[][] {
  const itself = type.type === 'object' && depth === 0 ? [] : [[]];
  if (type.type !== 'object' || depth === maxDepth) return itself;
  const fields = Object.entries(type.fields).flatMap(([name, field]) =>
    within(field, depth + 1).map((rest) => [name, ...rest]),
  );
  return [...itself, ...fields];
}

function oneOf(types: ValueType[]): ValueType {
  const [first = { type: 'any' } as const, ...others] = types;
  return others.every(({ type }) => type === first.type) ? first : { type: 'any' };
}

/** Whether a comparison makes sense for a variable of this type; the verifier refuses others. */
export function fitsType(operator: keyof typeof operators, type: ValueType): boolean {
  const { type: compared }: OperatorDefinition = operators[operator];
  return compares(type, compared);
}
