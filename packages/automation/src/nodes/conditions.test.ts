import { describe, expect, it } from 'vitest';
import { evaluators, nodeDefinitions } from './index.ts';

/** The way that a condition takes, and what it gives. */
function way(kind: string, config: object, scope: object = {}, now = '2026-06-10T12:00:00Z') {
  return evaluators[kind]!({
    config: nodeDefinitions[kind]!.config.parse(config),
    scope,
    nodeId: 'n1',
    visitorId: 'ext_1',
    now: new Date(now),
  });
}

const rule = (field: string, operator: string, value?: unknown) => ({
  match: 'all',
  rules: [{ field, operator, value }],
});

describe('a condition', () => {
  it('if takes the way for yes or for no, and says why', () => {
    const config = { condition: rule('conversation.sentiment', 'less', 0) };
    expect(way('if', config, { conversation: { sentiment: -0.5 } })).toMatchObject({
      outcome: 'true',
      output: { result: true },
      reasons: [{ field: 'conversation.sentiment', actual: -0.5, result: true }],
    });
    expect(way('if', config)).toMatchObject({ outcome: 'false', output: { result: false } });
  });

  it('switch takes the first way that holds, or else the other', () => {
    const cases = [
      { id: 'small', title: 'Small', condition: rule('total', 'less', 10) },
      { id: 'medium', title: 'Medium', condition: rule('total', 'less', 100) },
    ];
    expect(way('switch', { cases }, { total: 5 }).outcome).toBe('small');
    const medium = way('switch', { cases }, { total: 50 });
    expect(medium.outcome).toBe('medium');
    expect(medium.reasons?.map(({ path }) => path)).toEqual(['cases.0.rules.0', 'cases.1.rules.0']);
    expect(way('switch', { cases }, { total: 500 }).outcome).toBe('else');
  });

  it('validate data proves a value, and a missing one is not valid', () => {
    const config = { value: 'steps.ask.answer', check: 'email' };
    const scope = (answer: unknown) => ({ steps: { ask: { answer } } });
    expect(way('validate_data', config, scope('ada@example.com')).outcome).toBe('valid');
    expect(way('validate_data', config, scope('ada')).outcome).toBe('invalid');
    expect(way('validate_data', config).outcome).toBe('invalid');
    expect(way('validate_data', { value: 'x', check: 'not_empty' }).outcome).toBe('invalid');
    const { validates, config: schema } = nodeDefinitions.validate_data!;
    expect(validates!(schema.parse(config), 'valid')).toEqual(['steps.ask.answer']);
    expect(validates!(schema.parse(config), 'invalid')).toEqual([]);
  });

  it('threshold takes the band of the number, whose end belongs to the next', () => {
    const bands = [
      { id: 'low', title: 'Low', to: 10 },
      { id: 'high', title: 'High', from: 10, to: 20 },
    ];
    const band = (x: unknown) => way('threshold', { value: 'x', bands }, { x }).outcome;
    expect([9, '10', 20, 'many', null].map(band)).toEqual([
      'low',
      'high',
      'other',
      'other',
      'other',
    ]);
  });

  it('business hours say whether they are open, and when next', () => {
    const days = { wednesday: [{ from: '09:00', to: '17:00' }] };
    const config = { hours: { timeZone: 'UTC', days } };
    expect(way('business_hours', config).outcome).toBe('open');
    expect(way('business_hours', config, {}, '2026-06-10T18:00:00Z')).toEqual({
      outcome: 'closed',
      output: { isOpen: false, nextOpening: '2026-06-17T09:00:00.000Z' },
    });
  });

  it('split takes one of its ways, which make a hundred per cent', () => {
    const parts = (b: number) => [
      { id: 'a', title: 'A', percentage: 0 },
      { id: 'b', title: 'B', percentage: b },
    ];
    expect(way('split', { parts: parts(100) }).outcome).toBe('b');
    expect(() => way('split', { parts: parts(99) })).toThrow('must make 100 %');
  });
});

describe('what a condition tells of its variables', () => {
  /** As `x less 10` or `not x less 10`. */
  function known(kind: string, config: object, outcome: string) {
    const { comparisons, config: schema } = nodeDefinitions[kind]!;
    return comparisons!(schema.parse(config), outcome).map(
      ({ path, operator, value, truth }) => `${truth ? '' : 'not '}${path} ${operator} ${value}`,
    );
  }
  const less = (field: string, value: number) => ({ field, operator: 'less', value });

  it('is everything when all held, and nothing certain when not all held', () => {
    const condition = { match: 'all', rules: [less('a', 1), less('b', 2)] };
    expect(known('if', { condition }, 'true')).toEqual(['a less 1', 'b less 2']);
    expect(known('if', { condition }, 'false')).toEqual([]);
  });

  it('is the opposite of everything when one would have been enough', () => {
    const inner = { match: 'all', rules: [less('c', 3)] };
    const condition = { match: 'any', rules: [less('a', 1), inner] };
    expect(known('if', { condition }, 'true')).toEqual([]);
    expect(known('if', { condition }, 'false')).toEqual(['not a less 1', 'not c less 3']);
  });

  it('includes of a switch that no earlier way held', () => {
    const group = (value: number) => ({ match: 'all', rules: [less('x', value)] });
    const cases = [
      { id: 'small', title: 'Small', condition: group(10) },
      { id: 'medium', title: 'Medium', condition: group(100) },
    ];
    expect(known('switch', { cases }, 'medium')).toEqual(['x less 100', 'not x less 10']);
    expect(known('switch', { cases }, 'else')).toEqual(['not x less 10', 'not x less 100']);
  });

  it('is of a threshold the ends of the band', () => {
    const bands = [
      { id: 'low', title: 'Low', to: 10 },
      { id: 'high', title: 'High', from: 10, to: 20 },
    ];
    const config = { value: 'x', bands };
    expect(known('threshold', config, 'high')).toEqual([
      'x greater_or_equal 10',
      'x less 20',
      'not x less 10',
    ]);
    expect(known('threshold', config, 'other')).toEqual(['not x less 10']);
  });
});
