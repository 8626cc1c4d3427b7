import { describe, expect, it } from 'vitest';
import { limits } from '../../apps/server/src/testing/patience.ts';
import { attacksOn, characters } from './attacks.ts';
import { builtOnLoad, expressionsIn, sourceFiles } from './expressions.ts';
import { judge, pump } from './measure.ts';

const files = sourceFiles().map((path) => ({ path, ...expressionsIn(path) }));
const building = files.filter(({ built }) => built > 0);
const built = await builtOnLoad(building.map(({ path }) => path));
const generic = characters.map((character) => pump(character, '', '\u0001'));

/** The first thing wrong with the time that an expression takes to find all its matches. */
function judgeExpression(expression: RegExp): string | null {
  const everywhere = new RegExp(expression, `${expression.flags.replace(/[gy]/g, '')}g`);
  const find = (text: string) => text.replace(everywhere, '');
  for (const kind of [...generic, ...attacksOn(expression)]) {
    const fault = judge(find, kind);
    if (fault) return fault;
  }
  return null;
}

describe('regular expressions of the product', () => {
  it('are all found', () => {
    expect(files.flatMap(({ literals }) => literals).length).toBeGreaterThan(300);
    for (const { path, built: count } of building) {
      const sites = new Set(built.filter(({ place }) => place === path).map(({ site }) => site));
      expect(
        sites.size,
        `${path} builds expressions later than when it loads: build them there`,
      ).toBe(count);
    }
  });

  it('take time as long as the text is, whatever the text', { timeout: limits.wholeTest }, () => {
    const all = [...files.flatMap(({ literals }) => literals), ...built];
    const distinct = new Map(all.map((each) => [String(each.expression), each])).values();
    const faults = [...distinct].flatMap(({ place, expression }) => {
      const fault = judgeExpression(expression);
      return fault ? [`${place} ${expression} ${fault}`] : [];
    });
    expect(faults, 'rewrite these without neighbouring quantifiers that match the same').toEqual(
      [],
    );
  });
});

describe('the search for slow expressions', () => {
  it.each([
    /\s+$/,
    /_+$/,
    /^(a+)+$/,
    /^(?:\w+\s?)*$/,
    /\s*,?\s*\band\b/,
    /<[^>]+>/,
    /\[([^\]]*)\]\(/,
    /^\s*(\d+\.?\d*)\s*$/,
    /\bfrom\b.*\bto\b/,
  ])('finds %s', (expression) => {
    expect(judgeExpression(expression)).toContain(' ms');
  });

  it.each([/(?<!\s)\s+$/, /^\s*(\d+(?:\.\d*)?)\s*$/, /\bfrom\b.{0,40}\bto\b/])(
    'finds nothing wrong with %s',
    (expression) => expect(judgeExpression(expression)).toBeNull(),
  );
});
