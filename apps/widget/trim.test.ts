import { build } from 'esbuild';
import { Lexer } from 'marked';
import { expect, test } from 'vitest';
import { trim } from './trim.ts';

const text = `# Returns

You have **30 days**, _really_, see www.shop.example or <https://shop.example/a_b>.
A line break, ~~gone~~, \`code\`, a [link](https://shop.example "Title") and a\\*star.

1. first
   - nested
     > quoted
2. [x] done

| size | price |
| ---- | ----: |
| 42   |  1 \\| 2 |

    indented

\`\`\`js
const fence = 1;
\`\`\`

<b>html</b> ![picture](https://shop.example/p.png) [ref]

[ref]: https://shop.example/ref
---
Setext
======`;

test('The trimmed lexer reads the panel’s dialect as the whole one does', async () => {
  const { outputFiles } = await build({
    stdin: { contents: 'export { Lexer } from "marked"', resolveDir: import.meta.dirname },
    bundle: true,
    write: false,
    minify: true,
    format: 'esm',
    plugins: [trim],
  });
  const trimmed = await import(
    /* @vite-ignore */ `data:text/javascript,${encodeURIComponent(outputFiles[0]!.text)}`
  );
  const options = { gfm: true, breaks: true };
  expect(trimmed.Lexer.lex(text, options)).toEqual(Lexer.lex(text, options));
});

test('Of Radix and React no more is bundled than the tabs use', async () => {
  const { outputFiles } = await build({
    stdin: { contents: 'export * from "@radix-ui/react-tabs"', resolveDir: import.meta.dirname },
    alias: { react: 'preact/compat', 'react-dom': 'preact/compat' },
    jsx: 'automatic',
    jsxImportSource: 'preact',
    bundle: true,
    write: false,
    format: 'esm',
    plugins: [trim],
  });
  expect(outputFiles[0]!.text).toContain('useComposedRefs');
  expect(outputFiles[0]!.text).not.toMatch(/Suspense|animationName|unmountComponentAtNode/);
});
