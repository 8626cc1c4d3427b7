import { type FormField, type FormFields, formFields, nodeDefinitions } from '@echoai/automation';
import { describe, expect, it } from 'vitest';
import {
  evenly,
  initialOf,
  initialsOf,
  isEqual,
  isObject,
  isShapeOf,
  isShown,
  jsonText,
  newItem,
  numberText,
  plainText,
  timeOf,
  type Values,
  withField,
  withMode,
} from './values';

const definitions = Object.entries(nodeDefinitions);
const fieldsOf = (kind: string) => formFields(nodeDefinitions[kind]!.config);

/** A value as the form reads it and writes it back: every part through the control that shows it. */
function throughForm(field: FormField, value: unknown): unknown {
  if (value === undefined) return undefined;
  if (!isShapeOf(field, value)) return `no ${field.widget}`;
  const { widget, fields, item, modes = [], modeKey } = field;
  if (fields && isObject(value)) return valuesThrough(fields, value);
  if (item && Array.isArray(value)) return value.map((each) => throughForm(item, each));
  if (modeKey && isObject(value)) {
    const { [modeKey]: mode, ...rest } = value;
    const chosen = modes.find((each) => each.value === mode)?.fields ?? {};
    return { [modeKey]: mode, ...valuesThrough(chosen, rest) };
  }
  if (widget === 'number') return numberText.read(numberText.show(value));
  if (widget === 'json') return jsonText.read(jsonText.show(value));
  return typeof value === 'string' ? plainText(field).read(plainText(field).show(value)) : value;
}

function valuesThrough(fields: FormFields, values: Values): Values {
  return Object.keys(values).reduce<Values>((all, name) => {
    const field = fields[name];
    return withField(all, name, field ? throughForm(field, values[name]) : `no field ${name}`);
  }, {});
}

describe('the form of every kind of node', () => {
  it.each(definitions)('gives the example back as it was: %s', (_kind, { config, example }) => {
    expect(valuesThrough(formFields(config), example as Values)).toEqual(example);
    const whole = config.parse(example) as Values;
    // An empty text that may be left out is left out, which means the same.
    expect(config.parse(valuesThrough(formFields(config), whole))).toEqual(whole);
  });

  it.each(definitions)('shows what the example sets: %s', (_kind, { config, example }) => {
    const fields = formFields(config);
    for (const name of Object.keys(example as Values))
      expect(isShown(fields[name]!, name, { fields, values: example as Values })).toBe(true);
  });
});

describe('a number that is typed', () => {
  it('is read with a point, a comma and a true minus', () => {
    for (const text of ['-0.5', '−0,5', ' -.5 ']) expect(numberText.read(text)).toBe(-0.5);
    expect(numberText.read('1.')).toBe(1);
  });

  it('takes the field out when it is empty, and is kept as typed when it is none', () => {
    expect(numberText.read('  ')).toBeUndefined();
    expect(numberText.read('ten')).toBe('ten');
    expect(numberText.read('Infinity')).toBe('Infinity');
  });
});

describe('JSON that is typed', () => {
  it('is read back as it was, whatever it is', () => {
    const values = [{ a: [1, null] }, [], 'text', '42', 'true', '"', '', '{{ a.b }}', '{"a": ', 7];
    for (const value of values) expect(jsonText.read(jsonText.show(value))).toEqual(value);
  });

  it('is a text while it is no JSON, so that nothing typed is lost', () => {
    expect(jsonText.read('{"a": ')).toBe('{"a": ');
    expect(jsonText.read('{{ steps.order.body.id }}')).toBe('{{ steps.order.body.id }}');
  });

  it('takes the field out when it is empty', () => {
    expect(jsonText.read(' \n')).toBeUndefined();
  });
});

it('a text that may be left out is, once it is empty', () => {
  expect(plainText({ isOptional: true }).read('')).toBeUndefined();
  expect(plainText({ isOptional: false }).read('')).toBe('');
});

it('a field is taken out of its object by undefined', () => {
  expect(withField({ a: 1, b: 2 }, 'a', undefined)).toEqual({ b: 2 });
  expect(withField({ a: 1 }, 'b', null)).toEqual({ a: 1, b: null });
});

describe('a new value', () => {
  it.each(definitions)('has the shape that its control edits: %s', (_kind, { config }) => {
    for (const field of Object.values(formFields(config)))
      expect(isShapeOf(field, initialOf({ ...field, isOptional: false }))).toBe(true);
  });

  it('leaves out what may be left out', () => {
    expect(initialsOf(fieldsOf('notify_team'))).toEqual({ title: '' });
  });

  it('of a list of ways has an id that no other has, and is right as it is', () => {
    const { parts } = fieldsOf('split');
    const first = newItem(parts!.item!, []) as Values;
    const second = newItem(parts!.item!, [{ id: 'way_2' }]) as Values;
    expect(first).toEqual({ title: 'Way 1', id: 'way_1', percentage: 0 });
    expect(second.id).toBe('way_3');
    const even = [first, second].map((part) => ({ ...part, percentage: 50 }));
    expect(nodeDefinitions.split!.config.safeParse({ parts: even }).success).toBe(true);
  });
});

describe('another mode', () => {
  const { when } = fieldsOf('sentiment');

  it('keeps what both have', () => {
    expect(withMode(when!, { mode: 'below', threshold: -0.4 }, 'above')).toEqual({
      mode: 'above',
      threshold: -0.4,
    });
  });

  it('begins what only it has', () => {
    expect(withMode(when!, { mode: 'below', threshold: -0.4 }, 'falling')).toEqual({
      mode: 'falling',
      by: 0,
      messages: 2,
    });
    expect(withMode(fieldsOf('wait').until!, undefined, 'duration')).toEqual({
      mode: 'duration',
      duration: { amount: 1, unit: 'hours' },
    });
  });
});

describe('a field that depends on another', () => {
  const fields = fieldsOf('ask_visitor');
  const isThere = (values: Values) => isShown(fields.choices!, 'choices', { fields, values });

  it('is shown by the value of the other, or by what counts without one', () => {
    expect(isThere({ answerType: 'choice' })).toBe(true);
    expect(isThere({ answerType: 'email' })).toBe(false);
    expect(isThere({})).toBe(false);
  });

  it('is never hidden while something is in it', () => {
    expect(isThere({ answerType: 'email', choices: ['yes'] })).toBe(true);
    expect(isThere({ answerType: 'email', choices: [] })).toBe(false);
  });
});

it('a value of another shape is left to JSON', () => {
  const { condition } = fieldsOf('if');
  expect(isShapeOf(condition!, { match: 'all', rules: [{ match: 'any', rules: [] }] })).toBe(true);
  expect(isShapeOf(condition!, { match: 'all', rules: ['x'] })).toBe(false);
  expect(isShapeOf(condition!, 'x')).toBe(false);
  expect(isShapeOf(fieldsOf('split').parts!, [null])).toBe(false);
  expect(isShapeOf(fieldsOf('business_hours').hours!, { days: { monday: {} } })).toBe(false);
  expect(isShapeOf(fieldsOf('send_message').text!, 42)).toBe(false);
});

it('a time of day is completed', () => {
  expect(['9', '09:5', '9.30', '24', '17:00', 'noon'].map(timeOf)).toEqual([
    '09:00',
    '09:5',
    '09:30',
    '24:00',
    '17:00',
    'noon',
  ]);
});

it('percentages that are divided evenly make 100', () => {
  for (const count of [2, 3, 7, 10]) {
    const shares = evenly(count);
    expect(shares.reduce((sum, share) => sum + share, 0)).toBe(100);
    expect(Math.max(...shares) - Math.min(...shares)).toBeLessThanOrEqual(1);
  }
});

it('values are equal by what they hold', () => {
  expect(isEqual({ a: [1] }, { a: [1] })).toBe(true);
  expect(isEqual(undefined, undefined)).toBe(true);
  expect(isEqual('1', 1)).toBe(false);
});
