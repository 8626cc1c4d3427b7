import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';

/**
 * Leaves out of the bundle what the panel never calls and esbuild must keep, since it cannot know:
 * marked's renderer and its default instance, made when the module loads; and the names that Radix
 * gives its functions for debugging, which keep them all in use. Fails when a package no longer looks as it did.
 */
export const trim: Plugin = {
  name: 'trim',
  setup(build) {
    build.onLoad({ filter: /marked[\\/]lib[\\/]marked\.esm\.js$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      const lexer = source.match(/(\w+) as Lexer\b/)?.[1];
      // The instance is the first thing after the class `Marked` that is not a declaration.
      const end = source.search(/var \w+=new \w+;function \w+\(\w+,\w+\)\{return \w+\.parse\(/);
      if (!lexer || end < 0) throw new Error('marked has changed: see trim.ts of the widget');
      return { contents: `${source.slice(0, end)}export{${lexer} as Lexer};`, loader: 'js' };
    });
    build.onLoad({ filter: /@radix-ui[\\/].+\.mjs$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      const contents = source
        .replace(/static \{\s*__name\([^)]*\);\s*\}/g, '')
        .replace(/^\s*__name\(\w+, "\w+"\);$/gm, '');
      return { contents, loader: 'js' };
    });
  },
};
