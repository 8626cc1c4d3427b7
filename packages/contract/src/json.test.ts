import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isExactNumberText, isNestedDeeper, JsonTooDeep, maxJsonDepth, parseJson } from './json.ts';

const isLong = (value: unknown) =>
  typeof value === 'number' &&
  Math.abs(value) > Number.MAX_SAFE_INTEGER &&
  /^-?\d+$/.test(String(value));

const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);

describe('JSON from outside', () => {
  it('is read as JSON.parse reads it, but for long integers', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 8 }), (value) => {
        const text = JSON.stringify(value);
        const expected = JSON.parse(text, (_, item) => (isLong(item) ? String(item) : item));
        expect(parseJson(text)).toEqual(expected);
      }),
    );
    expect(() => parseJson('{"a":')).toThrow(SyntaxError);
    expect(() => parseJson('"')).toThrow(SyntaxError);
  });

  it('keeps a number that JavaScript would round as the text of its digits', () => {
    const text =
      '{"id": 8202522731445525542, "ids": [9007199254740993, -9007199254740992], "rate": 0.12345678901234567890, "huge": 1e400, "tiny": 1e-400, "kept": [9007199254740991, 0.1, 12.10, 1e21, -0.0, 1.5e300, 0.30000000000000004, 100e-1], "text": "8202522731445525542"}';
    expect(parseJson(text)).toEqual({
      id: '8202522731445525542',
      ids: ['9007199254740993', '-9007199254740992'],
      rate: '0.12345678901234567890',
      huge: '1e400',
      tiny: '1e-400',
      kept: [9007199254740991, 0.1, 12.1, 1e21, -0, 1.5e300, 0.30000000000000004, 10],
      text: '8202522731445525542',
    });
    expect(parseJson('9007199254740993')).toBe('9007199254740993');
    const loud = (value: unknown) => (typeof value === 'string' ? `${value}!` : value);
    expect(parseJson('[9007199254740993, "a"]', loud)).toEqual(['9007199254740993!', 'a!']);
  });

  it('says which texts are such numbers', () => {
    for (const text of ['9007199254740993', '-9007199254740993', '0.12345678901234567890', '1e400'])
      expect(isExactNumberText(text)).toBe(true);
    for (const value of ['9007199254740991', '007', '1.5', '', '+4', 9, null, '9007199254740993 '])
      expect(isExactNumberText(value)).toBe(false);
  });

  it('is refused when it is nested too deep, before anything reads it', () => {
    expect(parseJson(nested(maxJsonDepth))).toBeInstanceOf(Array);
    for (const text of [nested(maxJsonDepth + 1), nested(100_000), '{"a":['.repeat(50_000)])
      expect(() => parseJson(text)).toThrow(JsonTooDeep);
  });

  it('may hold brackets in its texts', () => {
    const value = { text: '[{"\\'.repeat(1_000), 'key [[[[': ['\\"[[['] };
    expect(parseJson(JSON.stringify(value))).toEqual(value);
  });

  it('is found deep without recursion', () => {
    const deep = JSON.parse(nested(5_000));
    expect(isNestedDeeper(deep, 4_999)).toBe(true);
    expect(isNestedDeeper(deep, 5_000)).toBe(false);
  });
});
