import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type ConditionGroup,
  conditionGroup,
  evaluate,
  type Operator,
  operators,
} from './index.ts';

const now = new Date('2026-06-10T12:00:00Z');

/** Whether `actual` compares so with `value`. */
function holds(operator: Operator, actual: unknown, value?: unknown, caseSensitive = false) {
  const group = conditionGroup.parse({
    match: 'all',
    rules: [{ field: 'x', operator, value, caseSensitive }],
  });
  return evaluate({ group, scope: { x: actual }, now }).result;
}

describe('a comparison', () => {
  it('reads a time without a zone by the clock of the automation', () => {
    const at = (timeZone: string) => {
      const rules = [
        { field: 'x', operator: 'after' as const, value: '2026-06-10T10:30Z' },
        { field: 'x', operator: 'before' as const, value: '{{ y }}' },
        { field: 'x', operator: 'within_last' as const, value: 0.03 },
      ];
      const group = conditionGroup.parse({ match: 'all', rules });
      const scope = { x: '2026-06-10T12:00', y: '2026-06-10T12:01', workflow: { timeZone } };
      return evaluate({ group, scope, now }).reasons.map(({ result }) => result);
    };
    expect(at('UTC')).toEqual([true, true, true]);
    expect(at('Europe/Vienna')).toEqual([false, true, false]);
    expect(at('America/New_York')).toEqual([true, true, false]);
  });

  it.each<[Operator, unknown, unknown]>([
    ['equals', ' Ada ', 'ADA'],
    ['equals', 42, '42'],
    ['equals', true, 'true'],
    ['not_equals', 'a', 'b'],
    ['contains', 'Where is my ORDER?', 'order'],
    ['not_contains', 'hello', 'order'],
    ['starts_with', 'Refund please', 'refund'],
    ['ends_with', 'a.pdf', '.PDF'],
    ['matches', 'order AB-1234 is late', '[a-z]{2}-\\d{4}'],
    ['one_of', 'DE', ['at', 'de', 'ch']],
    ['not_one_of', 'fr', ['at', 'de', 'ch']],
    ['number_equals', '42.0', 42],
    ['number_not_equals', 41, '42'],
    ['less', '9', '10'],
    ['less_or_equal', 10, 10],
    ['greater', '10', '9'],
    ['greater_or_equal', '1e3', 1000],
    ['between', 5, [5, 10]],
    ['number_equals', '9007199254740993', '9007199254740993.0'],
    ['number_not_equals', '9007199254740993', 9007199254740992],
    ['greater', '9007199254740993', '9007199254740992'],
    ['less', '-9007199254740993', '-9007199254740992'],
    ['less', '0.12345678901234567890', '0.12345678901234567891'],
    ['between', '8202522731445525542', ['8202522731445525542', '8202522731445525543']],
    ['before', '2026-06-01', '2026-06-02'],
    ['after', '2026-06-01T12:00:00+02:00', '2026-06-01T09:59:59Z'],
    ['within_last', '2026-06-08', 3],
    ['within_next', '2026-06-12T00:00:00Z', '2'],
    ['list_contains', ['VIP', 'new'], 'vip'],
    ['list_empty', [], undefined],
    ['list_not_empty', [0], undefined],
    ['length_equals', [1, 2], 2],
    ['length_at_least', [1, 2], 2],
    ['length_at_most', [1, 2], 2],
    ['exists', 'a', undefined],
    ['not_exists', null, undefined],
  ])('%s holds for %j and %j', (operator, actual, value) => {
    expect(holds(operator, actual, value)).toBe(true);
  });

  it.each<[Operator, unknown, unknown]>([
    ['equals', 'Ada', 'Bea'],
    ['less', 'many', 10],
    ['greater', '', -1],
    ['between', 11, [5, 10]],
    ['before', 'soon', '2026-06-02'],
    ['within_last', '2026-06-11', 3],
    ['within_next', '2026-06-09', 3],
    ['list_contains', 'VIP', 'vip'],
    ['list_empty', 'text', undefined],
    ['not_exists', 0, undefined],
  ])('%s does not hold for %j and %j', (operator, actual, value) => {
    expect(holds(operator, actual, value)).toBe(false);
  });

  it.each<[unknown, boolean]>([
    ['', false],
    [' \n\u00a0', false],
    [[], false],
    [null, false],
    ['0', true],
    [0, true],
    [false, true],
    [[''], true],
    [{}, true],
  ])('of %j, whether it has a value, is %s', (actual, hasValue) => {
    expect(holds('exists', actual)).toBe(hasValue);
    expect(holds('not_exists', actual)).toBe(!hasValue);
  });

  it('minds upper and lower case where it is told to', () => {
    expect(holds('equals', 'Ada', 'ada', true)).toBe(false);
    expect(holds('matches', 'ADA', '^ada$', true)).toBe(false);
  });

  it.each([null, undefined])('with the missing value %s is false, whichever it is', (missing) => {
    const samples = { text: 'a', number: 1, pattern: 'a', range: [1, 2], date: '2026-01-01' };
    const values = { ...samples, days: 1, choices: ['a'], none: undefined };
    for (const [operator, { operand }] of Object.entries(operators))
      expect(holds(operator as Operator, missing, values[operand])).toBe(operator === 'not_exists');
  });

  it('may have a template as its second side', () => {
    const group = conditionGroup.parse({
      match: 'all',
      rules: [{ field: 'a', operator: 'equals', value: '{{ b }}' }],
    });
    expect(evaluate({ group, scope: { a: 'x', b: 'X' } }).result).toBe(true);
    const { result, reasons } = evaluate({ group, scope: { a: 'x' } });
    expect(result).toBe(false);
    expect(reasons[0]).toMatchObject({ error: 'The variable b is not set.' });
  });

  it('is refused when its second side cannot be right', () => {
    const wrong: [Operator, unknown][] = [
      ['matches', '(a'],
      ['matches', '(?=a)b'],
      ['matches', '{{ visitor.name }}'],
      ['less', 'many'],
      ['between', [1]],
      ['before', 'tomorrow'],
      ['one_of', []],
      ['within_last', -1],
      ['equals', undefined],
    ];
    for (const [operator, value] of wrong)
      expect(
        conditionGroup.safeParse({ match: 'all', rules: [{ field: 'x', operator, value }] })
          .success,
        `${operator} ${value}`,
      ).toBe(false);
  });

  it('with a value nested thousands deep is false', () => {
    const deep = JSON.parse(`${'['.repeat(50_000)}${']'.repeat(50_000)}`);
    expect(holds('equals', deep, 'a')).toBe(false);
    expect(holds('one_of', deep, ['a'])).toBe(false);
  });

  it('with a hostile pattern takes time linear in the text', () => {
    // Backtracking, it would outlast every test's time.
    expect(holds('matches', `${'a'.repeat(20_000)}!`, '^(a+)+$')).toBe(false);
  });
});

const rule = { field: 'x', operator: 'exists' };
const nested = (depth: number): unknown => ({
  match: 'any',
  rules: [depth > 1 ? nested(depth - 1) : rule],
});

describe('a group', () => {
  it('says of every rule why it held or not', () => {
    const group = conditionGroup.parse({
      match: 'all',
      rules: [
        { field: 'a.b', operator: 'greater', value: 1 },
        { match: 'any', rules: [{ field: 'c', operator: 'equals', value: 'x' }] },
      ],
    });
    expect(evaluate({ group, scope: { a: { b: 2 } } })).toEqual({
      result: false,
      reasons: [
        {
          path: 'rules.0',
          field: 'a.b',
          operator: 'greater',
          actual: 2,
          expected: 1,
          result: true,
        },
        {
          path: 'rules.1.rules.0',
          field: 'c',
          operator: 'equals',
          actual: undefined,
          expected: 'x',
          result: false,
        },
      ],
    });
  });

  it('may be nested five deep and have fifty rules in all', () => {
    expect(conditionGroup.safeParse(nested(5)).success).toBe(true);
    expect(conditionGroup.safeParse(nested(6)).success).toBe(false);
    const rules = (count: number) => ({ match: 'all', rules: Array(count).fill(rule) });
    const halves = (count: number) => ({ match: 'any', rules: [rules(25), rules(count)] });
    expect(conditionGroup.safeParse(halves(25)).success).toBe(true);
    expect(conditionGroup.safeParse(halves(26)).success).toBe(false);
  });
});

const anyOperator = fc.constantFrom(...(Object.keys(operators) as Operator[]));
const opposites: [Operator, Operator][] = [
  ['equals', 'not_equals'],
  ['contains', 'not_contains'],
  ['one_of', 'not_one_of'],
  ['exists', 'not_exists'],
];

describe('any condition', () => {
  it('with a pattern that is no text is false', () => {
    const value = Object.create(null);
    const rules = [{ field: 'x', operator: 'matches', value, caseSensitive: false }];
    const group = { match: 'all', rules } as unknown as ConditionGroup;
    expect(evaluate({ group, scope: { x: 'a' }, now }).result).toBe(false);
  });

  it('never throws, whatever the scope and the second side hold', () => {
    fc.assert(
      fc.property(anyOperator, fc.anything(), fc.anything(), (operator, x, value) => {
        const group = {
          match: 'all',
          rules: [{ field: 'x', operator, value, caseSensitive: false }],
        } as ConditionGroup;
        expect(typeof evaluate({ group, scope: { x }, now }).result).toBe('boolean');
      }),
      { numRuns: 1_000 },
    );
  });

  it('holds exactly if its opposite does not, when the value is there', () => {
    const present = fc.jsonValue().filter((value) => value !== null);
    fc.assert(
      fc.property(fc.constantFrom(...opposites), present, fc.string(), ([a, b], x, text) => {
        // Not a template: a side that cannot be filled in makes both false.
        const plain = text.replaceAll('{', '');
        const value = operators[a].operand === 'choices' ? [plain || 'a'] : plain;
        expect(holds(a, x, value)).toBe(!holds(b, x, value));
      }),
    );
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer(), (x, value) => {
        expect(holds('less', x, value)).toBe(!holds('greater_or_equal', x, value));
        expect(holds('greater', x, value)).toBe(!holds('less_or_equal', x, value));
        expect(holds('number_equals', x, value)).toBe(!holds('number_not_equals', x, value));
      }),
    );
  });

  it('follows De Morgan: not all of them is any of their opposites', () => {
    const pairs = fc.array(fc.tuple(fc.constantFrom('a', 'b'), fc.constantFrom('a', 'b', 'c')), {
      minLength: 1,
      maxLength: 6,
    });
    const group = (match: 'all' | 'any', operator: Operator, sides: [string, string][]) =>
      conditionGroup.parse({
        match,
        rules: sides.map(([field, value]) => ({ field, operator, value })),
      });
    fc.assert(
      fc.property(pairs, (sides) => {
        const scope = { a: 'a', b: 'b' };
        expect(evaluate({ group: group('all', 'equals', sides), scope }).result).toBe(
          !evaluate({ group: group('any', 'not_equals', sides), scope }).result,
        );
      }),
    );
  });
});
