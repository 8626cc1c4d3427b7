import {
  type Operand,
  type Operator,
  type OperatorDefinition,
  operators,
} from '@echoai/automation/conditions/operators';
import type { ConditionGroup } from '@echoai/automation/conditions/schema';
import type { ValueType } from '@echoai/automation/definition';
import { fitsType, type SetVariable } from '@echoai/automation/verify/variables/variablesAt';
import { isObject, newRule } from './values';

/** A comparison as the form edits it: anything may be missing or of another type. */
export interface Rule {
  field?: unknown;
  operator?: unknown;
  value?: unknown;
  caseSensitive?: unknown;
}
export interface Group {
  match?: unknown;
  rules: (Rule | Group)[];
}

export const isGroup = (item: Rule | Group): item is Group => 'rules' in item;

/** Groups within groups, as deep as the schema allows. */
export const maxDepth = 5;

/** A group with the item at a place replaced, or taken out. */
export function withItem(group: Group, place: number, item: Rule | Group | undefined): Group {
  const rules = item ? group.rules.with(place, item) : group.rules.toSpliced(place, 1);
  return { ...group, rules };
}

export const withNewRule = (group: Group): Group => ({
  ...group,
  rules: [...group.rules, { ...newRule }],
});

export const withNewGroup = (group: Group): Group => ({
  ...group,
  rules: [
    ...group.rules,
    { match: group.match === 'all' ? 'any' : 'all', rules: [{ ...newRule }] } as Group,
  ],
});

const all: Record<Operator, OperatorDefinition> = operators;
const names = Object.keys(all) as Operator[];

export const operandOf = (operator: unknown): Operand =>
  isOperator(operator) ? all[operator].operand : 'text';

export function isOperator(name: unknown): name is Operator {
  return typeof name === 'string' && Object.hasOwn(all, name);
}

/** Whether upper and lower case can make a difference to a comparison. */
export const minds = (operator: unknown) =>
  isOperator(operator) &&
  (all[operator].type === 'text' || operator === 'list_contains') &&
  all[operator].operand !== 'none';

const groupTitles: Record<OperatorDefinition['type'], string> = {
  text: 'As a text',
  number: 'As a number',
  date: 'As a date',
  list: 'As a list',
  any: 'Whether it is there',
};

/** Of types that are asked as something else: what comes first. */
const nearest: Record<ValueType['type'], OperatorDefinition['type']> = {
  text: 'text',
  choice: 'text',
  boolean: 'text',
  object: 'any',
  any: 'text',
  number: 'number',
  date: 'date',
  list: 'list',
};

/** The comparisons that a type can be asked, in groups, its own group first. */
export function operatorGroups(type: ValueType): { title: string; operators: Operator[] }[] {
  const own = nearest[type.type];
  const order = Object.keys(groupTitles) as OperatorDefinition['type'][];
  return [own, ...order.filter((name) => name !== own)]
    .map((name) => ({
      title: groupTitles[name],
      operators: names.filter(
        (operator) => all[operator].type === name && fitsType(operator, type),
      ),
    }))
    .filter(({ operators }) => operators.length > 0);
}

/** A rule about another variable; a comparison that cannot be asked of it becomes the first that can. */
export function withVariable(rule: Rule, field: string, type: ValueType | undefined): Rule {
  const next = { ...rule, field };
  if (!type || type.type === 'any') return next;
  if (isOperator(rule.operator) && fitsType(rule.operator, type) && isMeant(rule, type))
    return next;
  const [first] = operatorGroups(type)[0]?.operators ?? [];
  return first ? withOperator(next, first) : next;
}

/** A rule that is new compares texts, which a number is not. */
function isMeant({ operator, value }: Rule, { type }: ValueType): boolean {
  const isNew = operator === newRule.operator && value === newRule.value;
  return !isNew || nearest[type] === 'text';
}

/** A rule with another comparison; the second side is kept as far as it can be one for it. */
export function withOperator(rule: Rule, operator: Operator): Rule {
  const { value, ...rest } = rule;
  const { operand } = all[operator];
  if (operand === operandOf(rule.operator) && value !== undefined) return { ...rule, operator };
  const converted = operandFrom[operand](value);
  return { ...rest, operator, ...(converted === undefined ? {} : { value: converted }) };
}

const firstOf = (value: unknown) => (Array.isArray(value) ? value[0] : value);
const textFrom = (value: unknown) => String(firstOf(value) ?? '');
const numberFrom = (value: unknown) => {
  const first = firstOf(value);
  if (typeof first === 'string' && first.includes('{{')) return first;
  const isNumber = first !== '' && first !== undefined && Number.isFinite(Number(first));
  return isNumber ? Number(first) : 0;
};

const operandFrom: Record<Operand, (value: unknown) => unknown> = {
  none: () => undefined,
  text: textFrom,
  pattern: textFrom,
  date: textFrom,
  number: numberFrom,
  days: (value) => {
    const days = numberFrom(value);
    return typeof days === 'number' && days <= 0 ? 7 : days;
  },
  range: (value) =>
    Array.isArray(value) && value.length === 2 ? value : [numberFrom(value), numberFrom(value)],
  choices: (value) => {
    if (Array.isArray(value)) return value;
    return value === undefined || value === '' ? [] : [value];
  },
};

/** The type of a variable that is known where the condition stands; `any` for one that is not. */
export function typeOfVariable(variables: SetVariable[], path: unknown): ValueType {
  return variables.find((variable) => variable.path === path)?.type ?? { type: 'any' };
}

/** Any value as a group; one that is none yet has no rules. */
export function groupOf(value: unknown): Group {
  if (isObject(value) && Array.isArray(value.rules)) return value as unknown as Group;
  return { match: 'all', rules: [] } satisfies Pick<ConditionGroup, 'match' | 'rules'>;
}
