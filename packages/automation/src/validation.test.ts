import { Validator } from '@cfworker/json-schema';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compilePattern } from './pattern.ts';
import { spendOnSchema } from './schemaChecks.ts';
import {
  isValid,
  jsonSchema,
  schemaErrors,
  type Validation,
  validationKinds,
} from './validation.ts';
import { TooMuchWork, withinWork } from './work.ts';

/** Calls `seen` whenever the validator takes up a schema, since it reads `$ref` of each. */
function watch(schema: unknown, seen: () => void): void {
  if (typeof schema !== 'object' || schema === null) return;
  for (const below of Object.values(schema)) watch(below, seen);
  if (!Array.isArray(schema))
    Object.defineProperty(schema, '$ref', { get: () => void seen(), enumerable: false });
}

/** A schema of one keyword. */
const of = (below: fc.Arbitrary<unknown>) => (keyword: string) =>
  below.map((value) => ({ [keyword]: value }));

describe('validation', () => {
  it.each<[Validation, unknown]>([
    ['email', 'ada.lovelace+shop@example.co.uk'],
    ['phone', '+43 (0)660 123-45-67'],
    ['phone', 6601234567],
    ['url', 'https://example.com/a?b=c#d'],
    ['number', ' 42.5 '],
    ['date', '2026-12-24'],
    ['not_empty', 0],
  ])('accepts as %s: %j', (kind, value) => {
    expect(isValid({ kind, value })).toBe(true);
  });

  it.each<[Validation, unknown]>([
    ['email', 'ada@localhost'],
    ['email', 'Ada <ada@example.com>'],
    ['email', 'ada@example.com\nbcc: all@example.com'],
    ['email', ['ada@example.com']],
    ['phone', '12345'],
    ['phone', '+1234567890123456'],
    ['phone', 'call me'],
    ['url', 'javascript:alert(1)'],
    ['url', 'ftp://example.com'],
    ['url', 'https://example.com@evil.test/'],
    ['number', '1,5'],
    ['date', '2026-02-30T00:00:00Z!'],
    ['not_empty', '  '],
    ['not_empty', null],
  ])('refuses as %s: %j', (kind, value) => {
    expect(isValid({ kind, value })).toBe(false);
  });

  it('finds a regular expression in the text', () => {
    const check = { kind: 'pattern', pattern: '^[A-Z]{2}-\\d+$' } as const;
    expect(isValid({ ...check, value: 'AB-12' })).toBe(true);
    expect(isValid({ ...check, value: 'ab-12' })).toBe(false);
  });

  it('searches as many characters as its pattern allows', () => {
    const check = { kind: 'pattern', pattern: '(a?){50}b' } as const;
    expect(isValid({ ...check, value: 'a'.repeat(500) })).toBe(false);
    expect(() => isValid({ ...check, value: 'a'.repeat(64_000) })).toThrow(TooMuchWork);
    expect(isValid({ kind: 'pattern', pattern: '\\d{5}', value: ' 1234'.repeat(12_000) })).toBe(
      false,
    );
  });

  it('refuses a pattern that becomes too many instructions, before it is made', () => {
    for (const pattern of ['a{1000}'.repeat(60), '(a|b|c|d){900}', '((a{0,30}){0,30})b{900}'])
      expect(compilePattern(pattern)).toBeNull();
    for (const pattern of ['^[A-Z]{2}-\\d+$', '\\p{L}{2,40}', '(\\w+\\.){1,10}com', '[{]3,4}'])
      expect(compilePattern(pattern)).not.toBeNull();
  });

  it('never throws, whatever the value', () => {
    const kind = fc.constantFrom(...(Object.keys(validationKinds) as Validation[]));
    fc.assert(
      fc.property(kind, fc.anything(), fc.anything(), (kind, value, schema) => {
        expect(typeof isValid({ kind, value, schema, pattern: '(a' })).toBe('boolean');
      }),
    );
  });
});

describe('a JSON Schema', () => {
  const schema = {
    type: 'object',
    required: ['total'],
    properties: { total: { type: 'number' }, pattern: { type: 'string' } },
  };

  it('says what of a value is wrong and where', () => {
    expect(schemaErrors(schema, { total: 3 })).toEqual([]);
    expect(schemaErrors(schema, { total: 'three' }).at(-1)).toMatch(/^#\/total: .*number/);
  });

  it('is refused when it could hang or run out of bounds', () => {
    const deep = JSON.parse(`${'{"not":'.repeat(30)}{}${'}'.repeat(30)}`);
    for (const wrong of [
      deep,
      { $ref: '#' },
      { properties: { a: { pattern: '(a+)+$' } } },
      { enum: ['x'.repeat(30_000)] },
    ])
      expect(jsonSchema.safeParse(wrong).success).toBe(false);
    expect(jsonSchema.safeParse(schema).success).toBe(true);
  });

  it('with many alternatives for a long list is too much work, and for a short one is not', () => {
    const alternatives = Array.from({ length: 1_400 }, (_, position) => ({
      maximum: position % 10,
    }));
    const hostile = { items: { anyOf: alternatives } };
    const list = (length: number) => Array.from({ length }, () => 5_000);
    expect(() => schemaErrors(hostile, list(1_000))).toThrow(TooMuchWork);
    expect(() => isValid({ kind: 'json_schema', schema: hostile, value: list(1_000) })).toThrow(
      TooMuchWork,
    );
    expect(schemaErrors(hostile, list(5)).length).toBeGreaterThan(0);
    const order = {
      type: 'object',
      properties: { id: { type: 'integer' }, name: { type: 'string' } },
    };
    const orders = Array.from({ length: 2_000 }, (_, id) => ({ id, name: `Item ${id}` }));
    expect(schemaErrors({ type: 'array', items: order }, orders)).toEqual([]);
  });

  it('counts at least as many checks as the validator makes', () => {
    const name = fc.constantFrom('a', 'b', 'c');
    /** One to three keywords a schema, so that a few levels stay small. */
    const schemaOf = (depth: number): fc.Arbitrary<object> => {
      if (depth === 0) return fc.constantFrom({}, { type: 'object' }, { type: 'string' });
      const below = schemaOf(depth - 1);
      const list = fc.array(below, { maxLength: 3 });
      const named = fc.dictionary(name, below, { maxKeys: 2, noNullPrototype: true });
      const keyword = fc.oneof(
        ...['not', 'if', 'then', 'else', 'items', 'contains', 'propertyNames'].map(of(below)),
        ...['additionalProperties', 'unevaluatedProperties', 'unevaluatedItems'].map(of(below)),
        ...['allOf', 'anyOf', 'oneOf', 'prefixItems'].map(of(list)),
        ...['properties', 'dependentSchemas', 'dependencies'].map(of(named)),
      );
      return fc
        .array(keyword, { minLength: 1, maxLength: 3 })
        .map((parts) => Object.assign({}, ...parts));
    };
    const value = fc.letrec((tie) => ({
      any: fc.oneof(
        { maxDepth: 4 },
        fc.constant('x'),
        fc.array(tie('any'), { maxLength: 4 }),
        fc.dictionary(name, tie('any'), { noNullPrototype: true }),
      ),
    })).any;
    fc.assert(
      fc.property(schemaOf(3), value, (schema, value) => {
        let checks = 0;
        const watched = JSON.parse(JSON.stringify(schema));
        watch(watched, () => checks++);
        const validator = new Validator(watched, '2020-12', false);
        checks = 0;
        validator.validate(value);
        const spendLess = () => withinWork(120 * checks - 1, () => spendOnSchema(schema, value));
        if (checks > 0) expect(spendLess).toThrow(TooMuchWork);
      }),
      { numRuns: 300 },
    );
  });

  it('has no format that takes exponential time', () => {
    const value = `http://${'a'.repeat(20_000)}!`;
    expect(schemaErrors({ format: 'url' }, value)).toHaveLength(1);
  });

  it('refuses a value out of bounds', () => {
    expect(schemaErrors({}, 'x'.repeat(200_000))).toEqual(['The value is too large.']);
    const items = Array.from({ length: 2_000 }, (_, position) => position);
    expect(schemaErrors({ uniqueItems: true }, items)).toHaveLength(1);
  });
});
