import { createHash } from 'node:crypto';
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { type BuildOptions, build as bundle } from 'esbuild';
import { trim } from './trim.ts';

const here = fileURLToPath(new URL('.', import.meta.url));
const source = join(here, 'src');

const shared: BuildOptions = {
  absWorkingDir: here,
  bundle: true,
  minify: true,
  write: false,
  format: 'iife',
  target: ['es2022', 'chrome116', 'firefox125', 'safari17.4'],
  legalComments: 'none',
  define: { 'process.env.NODE_ENV': '"production"' },
};

/**
 * Builds `widget.js` (the loader) and the panel into `output`: `panel.html` and the hashed files that
 * it names, each also packed by Brotli and gzip. What an earlier build left there goes last, so that a running server never lacks a file.
 */
export async function build(output: string): Promise<void> {
  const [loader, script, style] = await Promise.all([
    bundleOne({ entry: 'loader/loader.ts' }),
    bundleOne({
      entry: 'panel/main.tsx',
      options: {
        jsx: 'automatic',
        jsxImportSource: 'preact',
        plugins: [trim],
        alias: { react: 'preact/compat', 'react-dom': 'preact/compat' },
      },
    }),
    bundleOne({ entry: 'panel/panel.css' }),
  ]);
  const scriptName = `panel-${hashOf(script)}.js`;
  const styleName = `panel-${hashOf(style)}.css`;
  const page = Buffer.from(pageOf({ scriptName, styleName }));
  const files: Record<string, Uint8Array> = {};
  // What others refer to comes first.
  for (const [name, content] of [
    [scriptName, script],
    [styleName, style],
    ['panel.html', page],
    ['widget.js', loader],
  ] as const) {
    files[`${name}.br`] = brotliCompressSync(content);
    files[`${name}.gz`] = gzipSync(content, { level: 9 });
    files[name] = content;
  }
  await mkdir(output, { recursive: true });
  for (const [name, content] of Object.entries(files)) {
    await writeFile(join(output, `${name}.new`), content);
    await rename(join(output, `${name}.new`), join(output, name));
  }
  for (const name of await readdir(output)) {
    // The start script's own stamp has a leading dot.
    if (!(name in files) && !name.startsWith('.')) await rm(join(output, name));
  }
}

async function bundleOne({
  entry,
  options,
}: {
  entry: string;
  options?: BuildOptions;
}): Promise<Uint8Array> {
  const { outputFiles } = await bundle({
    ...shared,
    ...options,
    write: false,
    entryPoints: [join(source, entry)],
  });
  return outputFiles[0]!.contents;
}

const hashOf = (content: Uint8Array) =>
  createHash('sha256').update(content).digest('hex').slice(0, 12);

const pageOf = ({ scriptName, styleName }: { scriptName: string; styleName: string }) =>
  `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>Chat</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/widget/${styleName}">
<script src="/widget/${scriptName}" defer></script>
</head>
<body></body>
</html>
`;

if (import.meta.main) await build(join(here, 'dist'));
