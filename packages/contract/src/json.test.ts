import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isNestedDeeper, JsonTooDeep, maxJsonDepth, parseJson } from './json.ts';

const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);

describe('JSON from outside', () => {
  it('is read as JSON.parse reads it', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 8 }), (value) => {
        const text = JSON.stringify(value);
        expect(parseJson(text)).toEqual(JSON.parse(text));
      }),
    );
    expect(() => parseJson('{"a":')).toThrow(SyntaxError);
    expect(() => parseJson('"')).toThrow(SyntaxError);
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
