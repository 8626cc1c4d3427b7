import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';

/**
 * Leaves out of the bundle what the panel never calls and esbuild must keep, since it cannot know:
 * marked's renderer and its default instance, made when the module loads, and its rules for other
 * dialects than the panel's; the names that Radix gives its functions for debugging, which keep them
 * all in use; and its wait for the end of animations, of which the tabs have none. Fails when a
 * package no longer looks as it did.
 */
export const trim: Plugin = {
  name: 'trim',
  setup(build) {
    build.onLoad({ filter: /marked[\\/]lib[\\/]marked\.esm\.js$/ }, async ({ path }) => {
      return { contents: trimMarked(await readFile(path, 'utf8')), loader: 'js' };
    });
    build.onLoad({ filter: /@radix-ui[\\/]react-presence[\\/].+\.mjs$/ }, async ({ path }) => {
      if (!(await readFile(path, 'utf8')).includes('children({ present:')) {
        throw new Error('Radix Presence has changed: see trim.ts of the widget');
      }
      const contents = 'export const Presence = ({ present, children }) => children({ present });';
      return { contents, loader: 'js' };
    });
    build.onLoad({ filter: /@radix-ui[\\/].+\.mjs$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      const contents = source
        .replace(/static \{\s*__name\([^)]*\);\s*\}/g, '')
        .replace(/^\s*__name\(\w+, "\w+"\);$/gm, '')
        // Looked up by a made name, a single hook keeps all of React in use.
        .replace(/\b(React\d*)\[" (\w+) "\.trim\(\)(?:\.toString\(\))?\]/g, '$1.$2');
      return { contents, loader: 'js' };
    });
  },
};

/** @returns the lexer alone, for GitHub's dialect with line breaks */
function trimMarked(source: string): string {
  const lexer = source.match(/(\w+) as Lexer\b/)?.[1];
  // The instance is the first thing after the class `Marked` that is not a declaration.
  const end = source.search(/var \w+=new \w+;function \w+\(\w+,\w+\)\{return \w+\.parse\(/);
  const dialects = source.match(/,pedantic:(\w+)\}/g) ?? [];
  if (!lexer || end < 0 || dialects.length !== 2) {
    throw new Error('marked has changed: see trim.ts of the widget');
  }
  const constants: Record<string, string> = {
    pedantic: '!1',
    gfm: '!0',
    breaks: '!0',
    extensions: 'null',
  };
  let rest = source
    .slice(0, end)
    .replace(
      /this\.options\.(pedantic|gfm|breaks|extensions)\b/g,
      (_, name: string) => constants[name]!,
    )
    .replace(/,pedantic:\w+\}/g, '}');
  for (const dialect of dialects) {
    const [, name] = dialect.match(/:(\w+)/)!;
    rest = rest.replace(new RegExp(`,${name}=\\{.*?\\}(?=,\\w+=|;)`, 's'), '');
  }
  return `${rest}export{${lexer} as Lexer};`;
}
