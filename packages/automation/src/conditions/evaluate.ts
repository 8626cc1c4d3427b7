import { lookUp } from '../lookUp.ts';
import { renderValue } from '../templates/index.ts';
import { timeZoneIn } from '../timeZone.ts';
import { nodeWork, spend, spendOnValue, TooDeep, withinWork } from '../work.ts';
import { type Operator, type OperatorDefinition, operators } from './operators.ts';
import type { ConditionGroup, ConditionRule } from './schema.ts';

/** Why a rule held or not, for the execution's log. */
export interface Reason {
  /** Of the rule within its group, as `rules.1.rules.0`. */
  path: string;
  field: string;
  operator: Operator;
  /** Undefined when the variable is missing. */
  actual: unknown;
  expected: unknown;
  result: boolean;
  /** Why the comparison could not be made: its second side did not render. */
  error?: string;
}

/**
 * Whether a condition holds in a scope. A missing variable, or a second side that cannot be
 * rendered, makes its comparison false (`not_exists` true).
 *
 * @throws {TooMuchWork} and nothing else
 * @param now for days from now; by default that of the scope, or else the clock's.
 */
export function evaluate({
  group,
  scope,
  now = nowOf(scope),
}: {
  group: ConditionGroup;
  scope: object;
  now?: Date;
}): { result: boolean; reasons: Reason[] } {
  const reasons: Reason[] = [];
  const result = withinWork(nodeWork, () => holds({ group, scope, now, path: '', reasons }));
  return { result, reasons };
}

interface Visit {
  group: ConditionGroup;
  scope: object;
  now: Date;
  path: string;
  reasons: Reason[];
}

function holds({ group, path, ...visit }: Visit): boolean {
  const results = group.rules.map((item, position) => {
    const below = `${path}${path && '.'}rules.${position}`;
    if ('rules' in item) return holds({ ...visit, group: item, path: below });
    const reason = compare({ ...visit, rule: item, path: below });
    visit.reasons.push(reason);
    return reason.result;
  });
  return group.match === 'all' ? results.every(Boolean) : results.some(Boolean);
}

type Comparison = { rule: ConditionRule; scope: object; now: Date; path: string };

function compare({ rule, scope, now, path }: Comparison): Reason {
  const { field, operator, caseSensitive } = rule;
  const definition: OperatorDefinition = operators[operator];
  const actual = lookUp(scope, field) ?? undefined;
  const side =
    definition.operand === 'pattern' ? { value: rule.value } : secondSide(rule.value, scope);
  const reason = {
    path,
    field,
    operator,
    actual,
    expected: 'value' in side ? side.value : rule.value,
  };
  if (actual === undefined) return { ...reason, result: operator === 'not_exists' };
  if ('error' in side) return { ...reason, result: false, error: side.error };
  try {
    spendOnSides(actual, side.value);
  } catch (error) {
    // Compared as the empty text that it is written as.
    if (!(error instanceof TooDeep)) throw error;
    return { ...reason, result: false, error: error.message };
  }
  return {
    ...reason,
    result: definition.holds({
      actual,
      expected: side.value,
      caseSensitive,
      now,
      timeZone: timeZoneIn(scope),
    }),
  };
}

/** Both are written as texts, and each item of one may be compared with the whole of the other. */
function spendOnSides(actual: unknown, expected: unknown): void {
  spend(50);
  for (const [side, other] of [
    [actual, expected],
    [expected, actual],
  ]) {
    spendOnValue(side);
    if (Array.isArray(other)) for (const _ of other) spendOnValue(side);
  }
}

/** Texts rendered, each on its own when there are several. */
function secondSide(value: ConditionRule['value'], scope: object) {
  if (typeof value === 'string') return renderValue(value, scope);
  if (!Array.isArray(value)) return { value };
  const items = value.map((item) =>
    typeof item === 'string' ? renderValue(item, scope) : { value: item },
  );
  const failed = items.find((item) => 'error' in item);
  return failed ?? { value: items.map((item) => ('value' in item ? item.value : undefined)) };
}

function nowOf(scope: object): Date {
  const now = new Date(String(lookUp(scope, 'now') ?? ''));
  return Number.isNaN(now.getTime()) ? new Date() : now;
}
