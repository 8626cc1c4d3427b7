import { conditionGroup, operators } from '@echoai/automation';
import { describe, expect, it } from 'vitest';
import {
  type Group,
  groupOf,
  isOperator,
  minds,
  operatorGroups,
  type Rule,
  withItem,
  withNewGroup,
  withNewRule,
  withOperator,
  withVariable,
} from './conditions';

const rule = (value: unknown, operator = 'equals'): Rule => ({ field: 'a.b', operator, value });
const isValid = (item: Rule) => conditionGroup.safeParse({ match: 'all', rules: [item] }).success;

describe('another comparison', () => {
  it('keeps the second side where it can be one', () => {
    expect(withOperator(rule('12'), 'less')).toEqual(rule(12, 'less'));
    expect(withOperator(rule(12, 'less'), 'between')).toEqual(rule([12, 12], 'between'));
    expect(withOperator(rule('a'), 'one_of')).toEqual(rule(['a'], 'one_of'));
    expect(withOperator(rule(['a', 'b'], 'one_of'), 'equals')).toEqual(rule('a'));
    expect(withOperator(rule('{{ c.d }}'), 'less')).toEqual(rule('{{ c.d }}', 'less'));
    expect(withOperator(rule('x'), 'contains')).toEqual(rule('x', 'contains'));
  });

  it('drops it where there is none', () => {
    expect(withOperator(rule('a'), 'exists')).toEqual({ field: 'a.b', operator: 'exists' });
  });

  it('makes a rule of every comparison that takes a number right away', () => {
    for (const [name, { operand }] of Object.entries(operators))
      if (['none', 'text', 'number', 'range', 'days'].includes(operand) && isOperator(name))
        expect([name, isValid(withOperator(rule('12'), name))]).toEqual([name, true]);
  });
});

describe('another variable', () => {
  it('keeps a comparison that can be asked of it', () => {
    expect(withVariable(rule('x', 'contains'), 'c', { type: 'text' })).toEqual({
      ...rule('x', 'contains'),
      field: 'c',
    });
    expect(withVariable(rule('x'), 'c', undefined)).toEqual({ ...rule('x'), field: 'c' });
  });

  it('takes the first that can be asked when the old one cannot', () => {
    const list = { type: 'list', of: { type: 'text' } } as const;
    expect(withVariable(rule('x'), 'c', list)).toEqual({
      field: 'c',
      operator: 'list_contains',
      value: 'x',
    });
  });

  it('of a new rule brings the comparison of its type', () => {
    expect(withVariable(rule(''), 'c', { type: 'number' })).toEqual({
      field: 'c',
      operator: 'number_equals',
      value: 0,
    });
  });
});

describe('the comparisons of a type', () => {
  const titles = (type: Parameters<typeof operatorGroups>[0]) =>
    operatorGroups(type).map(({ title }) => title);

  it('begin with its own and leave out what cannot be asked', () => {
    expect(titles({ type: 'number' })[0]).toBe('As a number');
    expect(titles({ type: 'list', of: { type: 'any' } })).toEqual([
      'As a list',
      'Whether it is there',
    ]);
    expect(titles({ type: 'boolean' })).not.toContain('As a number');
  });

  it('are all of them where the type is not known', () => {
    const all = operatorGroups({ type: 'any' }).flatMap((group) => group.operators);
    expect(all.toSorted()).toEqual(Object.keys(operators).toSorted());
  });
});

it('upper and lower case matter to texts alone', () => {
  expect(['equals', 'list_contains', 'matches'].map(minds)).toEqual([true, true, true]);
  expect(['less', 'exists', 'list_empty', 'nonsense'].map(minds)).toEqual([
    false,
    false,
    false,
    false,
  ]);
});

describe('a group', () => {
  const group: Group = { match: 'all', rules: [rule('1'), rule('2')] };

  it('gets rules and groups at its end, groups of the other kind', () => {
    expect(withNewRule(group).rules).toHaveLength(3);
    const [, , inner] = withNewGroup(group).rules;
    expect(inner).toMatchObject({ match: 'any', rules: [{ operator: 'equals' }] });
  });

  it('has an item replaced or taken out, and stays as it was itself', () => {
    expect(withItem(group, 0, rule('3')).rules).toEqual([rule('3'), rule('2')]);
    expect(withItem(group, 0, undefined).rules).toEqual([rule('2')]);
    expect(group.rules).toHaveLength(2);
  });

  it('is empty when there is none yet', () => {
    expect(groupOf(undefined)).toEqual({ match: 'all', rules: [] });
  });
});
