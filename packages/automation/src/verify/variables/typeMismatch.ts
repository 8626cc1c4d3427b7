import { type OperatorDefinition, operators } from '../../conditions/operators.ts';
import type { ValueType } from '../../definition.ts';
import type { FlowNode } from '../../flow/flow.ts';
import { formatPath, partsOf } from '../../variablePath.ts';
import type { Analysis } from '../analysis.ts';
import { type Check, type Finding, quoted } from '../check.ts';
import { typesOf } from './types.ts';

/** A variable where a value of its type can never do: a list as a number, a text as a list. */
export const typeMismatch: Check = {
  severity: 'error',
  *find(analysis) {
    for (const { node, field, path, expects } of analysis.uses)
      if (expects && isWrong(path, analysis, (type) => fits(type, expects)))
        yield {
          nodeId: node.id,
          field,
          message: `${quoted(node.label)} needs ${names[expects.type]} here, but ${formatPath(path)} is ${nameOf(path, analysis)}. Choose another variable.`,
        };
    for (const node of analysis.flow.reach.found) yield* wrongComparisons(node, analysis);
  },
};

function* wrongComparisons(node: FlowNode, analysis: Analysis): Generator<Finding> {
  const said = new Set<string>();
  for (const { id } of node.reading?.outcomes ?? [])
    for (const { path, operator } of node.reading!.definition.comparisons?.(
      node.reading!.config,
      id,
    ) ?? []) {
      const { title, type }: OperatorDefinition = operators[operator];
      const parts = partsOf(path);
      if (said.has(`${path} ${operator}`)) continue;
      said.add(`${path} ${operator}`);
      if (isWrong(parts, analysis, (actual) => compares(actual, type)))
        yield {
          nodeId: node.id,
          message: `${quoted(node.label)} asks whether ${path} ${title}, but it is ${nameOf(parts, analysis)}. Choose another comparison.`,
        };
    }
}

function isWrong(path: string[], { flow, roots }: Analysis, fit: (type: ValueType) => boolean) {
  const types = typesOf(path, flow, roots);
  return types.length > 0 && !types.some(fit);
}

/** Texts are read as what is needed, as a person would; what is needed as text is written as one. */
const accepted: Record<ValueType['type'], ValueType['type'][]> = {
  any: ['text', 'number', 'boolean', 'date', 'choice', 'list', 'object'],
  text: ['text', 'number', 'boolean', 'date', 'choice', 'list', 'object'],
  number: ['text', 'number', 'choice'],
  boolean: ['text', 'boolean', 'choice'],
  date: ['text', 'date', 'choice'],
  choice: ['text', 'number', 'boolean', 'choice'],
  list: ['list'],
  object: ['object'],
};

function fits(type: ValueType, expects: ValueType): boolean {
  return type.type === 'any' || accepted[expects.type].includes(type.type);
}

/** A list or an object as a text is JSON, which nobody compares with what people write. */
export function compares(type: ValueType, compared: OperatorDefinition['type']): boolean {
  if (compared === 'text' && ['list', 'object'].includes(type.type)) return false;
  return fits(type, { type: compared } as ValueType);
}

const names: Record<ValueType['type'], string> = {
  any: 'a value',
  text: 'a text',
  number: 'a number',
  boolean: 'true or false',
  date: 'a date',
  choice: 'one of a few choices',
  list: 'a list',
  object: 'an object',
};

function nameOf(path: string[], { flow, roots }: Analysis): string {
  const found = new Set(typesOf(path, flow, roots).map(({ type }) => names[type]));
  return [...found].join(' or ');
}
