import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseAst } from 'vitest/node';
import { nodesOf, root, sourceFiles } from '../linear/expressions.ts';

/**
 * PostgreSQL refuses JSON with U+0000 or half an emoji in it, on every retry. `toJson` of
 * `sqlValues.ts` repairs both, so nothing is written to a JSON column in another way.
 */
describe('what is written to JSON columns', () => {
  const files = sourceFiles().filter((path) => path.startsWith('apps/server/src/'));

  it('is made by toJson', () => {
    const faults = files.flatMap((path) => {
      const source = readFileSync(root + path, 'utf8');
      return [...jsonParameters(source)]
        .filter((expression) => !isRepaired(expression, source))
        .map((expression) => `${path}: ${expression}`);
    });
    expect(faults).toEqual([]);
  });

  it('passes no column type of Drizzle’s own, which does not repair it', () => {
    const faults = files.filter((path) =>
      /import\s*\{[^}]*\bjsonb?\b[^}]*\}\s*from 'drizzle-orm\/pg-core'/.test(
        readFileSync(root + path, 'utf8'),
      ),
    );
    expect(faults).toEqual([]);
  });
});

/** Parameters of SQL that are cast to JSON, or made of a value by `JSON.stringify`. */
function* jsonParameters(source: string): Generator<string> {
  for (const node of nodesOf(parseAst(source, { lang: 'ts' })) as Iterable<Tagged>) {
    if (node.type !== 'TaggedTemplateExpression' || node.tag.name !== 'sql') continue;
    const { expressions, quasis } = node.quasi;
    for (const [index, { start, end }] of expressions.entries()) {
      const expression = source.slice(start, end);
      const isCast = /^\)?::jsonb?\b/.test(quasis[index + 1]!.value.raw);
      if (isCast || /^JSON\.stringify\(/.test(expression)) yield expression;
    }
  }
}

interface Tagged {
  type: string;
  tag: { name?: string };
  quasi: {
    expressions: { start: number; end: number }[];
    quasis: { value: { raw: string } }[];
  };
}

/** By itself, or as a constant of the file that is. */
function isRepaired(expression: string, source: string): boolean {
  if (/\bJSON\.stringify\b/.test(expression)) return false;
  return /\btoJson/.test(expression) || source.includes(`const ${expression} = toJson(`);
}
