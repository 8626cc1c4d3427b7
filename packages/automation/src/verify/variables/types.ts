import type { ValueType } from '../../definition.ts';
import type { Flow, FlowNode } from '../../flow/flow.ts';
import type { RootTypes } from '../analysis.ts';

const any: ValueType = { type: 'any' };

/** The type at a path within a type; null when there is no such field. */
export function typeAt(type: ValueType, path: string[]): ValueType | null {
  let found = type;
  for (const part of path) {
    const next = within(found, part);
    if (!next) return null;
    found = next;
  }
  return found;
}

/** Liquid knows `size` of texts and lists, and `first` and `last` of lists. */
function within(type: ValueType, part: string): ValueType | null {
  if (type.type === 'any') return any;
  if (type.type === 'object') return Object.hasOwn(type.fields, part) ? type.fields[part]! : null;
  if (part === 'size' && ['text', 'choice', 'list'].includes(type.type)) return { type: 'number' };
  if (type.type !== 'list') return null;
  return /^(\d+|first|last)$/.test(part) ? type.of : null;
}

/** Outcomes of a node after which `steps.<id>.<path>` has a value, with its type. */
export function givenBy({ reading }: FlowNode, path: string[]): Map<string, ValueType> {
  const given = new Map<string, ValueType>();
  for (const [outcome, output] of reading?.outputs ?? []) {
    const type = output && typeAt(output, path);
    if (type) given.set(outcome, type);
  }
  return given;
}

export const rootNames = [
  'event',
  'visitor',
  'conversation',
  'workflow',
  'execution',
  'steps',
  'now',
];

/**
 * The types that a variable may have, by what the definitions say: none when there is no such
 * variable; `any` when it cannot be told.
 */
export function typesOf(path: string[], flow: Flow, roots: RootTypes): ValueType[] {
  const [root = '', ...rest] = path;
  if (root === 'steps') return typesOfStep(rest, flow);
  if (root === 'event') return typesOfEvent(rest, flow);
  if (root === 'now') return rest.length === 0 ? [{ type: 'date' }] : [];
  if (!rootNames.includes(root)) return [];
  const found = typeAt(roots[root as keyof RootTypes] ?? any, rest);
  return found ? [found] : [];
}

function typesOfStep([id, ...rest]: string[], flow: Flow): ValueType[] {
  if (id === undefined) return [any];
  const node = flow.byId.get(id);
  if (!node) return [];
  return node.reading ? [...givenBy(node, rest).values()] : [any];
}

function typesOfEvent(path: string[], { triggers }: Flow): ValueType[] {
  if (triggers.some(({ reading }) => !reading)) return [any];
  return triggers.flatMap((trigger) => [...givenBy(trigger, path).values()]);
}
