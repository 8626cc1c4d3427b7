import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { vi } from 'vitest';
import { parseAst } from 'vitest/node';

export const root = fileURLToPath(new URL('../../', import.meta.url));

/** A regular expression of the product, and where it stands. */
export interface Expression {
  place: string;
  expression: RegExp;
}

/** One that was built of text, with the call that built it. */
interface BuiltExpression extends Expression {
  site: string;
}

/** The product’s source files, without tests. */
export function sourceFiles(): string[] {
  return globSync('{apps,packages}/*/src/**/*.{ts,tsx}', { cwd: root })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => !/\.test\.tsx?$|\/testing\//.test(path));
}

/** All regular expression literals of a file, and how often it builds one of text. */
export function expressionsIn(path: string): { literals: Expression[]; built: number } {
  const source = readFileSync(root + path, 'utf8');
  const literals: Expression[] = [];
  let built = 0;
  const tree = parseAst(source, { lang: path.endsWith('x') ? 'tsx' : 'ts' });
  for (const node of nodesOf(tree)) {
    if (node.type === 'Literal' && node.regex) {
      const { pattern, flags } = node.regex;
      const line = source.slice(0, node.start).split('\n').length;
      literals.push({ place: `${path}:${line}`, expression: new RegExp(pattern, flags) });
    }
    if (/^(New|Call)Expression$/.test(node.type) && node.callee?.name === 'RegExp') built++;
  }
  return { literals, built };
}

interface Node {
  type: string;
  start: number;
  regex?: { pattern: string; flags: string };
  callee?: { name?: string };
}

export function* nodesOf(value: unknown): Generator<Node> {
  if (typeof value !== 'object' || value === null) return;
  if ('type' in value && typeof value.type === 'string') yield value as Node;
  for (const part of Object.values(value)) yield* nodesOf(part);
}

/** The expressions that files build of text while they load. */
export async function builtOnLoad(paths: string[]): Promise<BuiltExpression[]> {
  const original = globalThis.RegExp;
  const made: BuiltExpression[] = [];
  globalThis.RegExp = new Proxy(original, {
    construct(target, args, newTarget) {
      const expression = Reflect.construct(target, args, newTarget);
      const caller = new Error().stack?.split('\n')[2] ?? '';
      const place = paths.find((path) => caller.includes(path));
      if (place) made.push({ place, site: caller.trim(), expression });
      return expression;
    },
  });
  vi.resetModules();
  try {
    for (const path of paths) await import(pathToFileURL(root + path).href);
  } finally {
    globalThis.RegExp = original;
  }
  return made;
}
