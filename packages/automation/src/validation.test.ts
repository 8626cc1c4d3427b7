import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  isValid,
  jsonSchema,
  schemaErrors,
  type Validation,
  validationKinds,
} from './validation.ts';

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

  it('refuses a value out of bounds', () => {
    expect(schemaErrors({}, 'x'.repeat(200_000))).toEqual(['The value is too large.']);
    const items = Array.from({ length: 2_000 }, (_, position) => position);
    expect(schemaErrors({ uniqueItems: true }, items)).toHaveLength(1);
  });
});
