import { createHash } from 'node:crypto';
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { type BuildOptions, build as bundle, type Plugin } from 'esbuild';
import { trim } from './trim.ts';

const here = fileURLToPath(new URL('.', import.meta.url));
const source = join(here, 'src');

const shared: BuildOptions = {
  absWorkingDir: here,
  bundle: true,
  minify: true,
  write: false,
  target: ['es2022', 'chrome116', 'firefox125', 'safari17.4'],
  legalComments: 'none',
  define: { 'process.env.NODE_ENV': '"production"' },
};

/**
 * Builds `widget.js` (the loader) and the panel into `output`: `panel.html`, the hashed files that it
 * names, and `panel-views-….js`, which it loads when it is opened; each also packed by Brotli and gzip.
 * What an earlier build left there goes last, so that a running server never lacks a file.
 */
export async function build(output: string): Promise<void> {
  const [loader, style, scripts] = await Promise.all([
    bundleOne({ entry: 'loader/loader.ts', format: 'iife' }),
    bundleOne({ entry: 'panel/panel.css' }),
    bundlePanel(),
  ]);
  const styleName = `panel-${hashOf(style)}.css`;
  const page = Buffer.from(pageOf({ ...scripts, styleName }));
  const files: Record<string, Uint8Array> = {};
  // What others refer to comes first.
  for (const [name, content] of [
    ...scripts.files,
    [styleName, style] as const,
    ['panel.html', page] as const,
    ['widget.js', loader] as const,
  ]) {
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
  format,
}: {
  entry: string;
  format?: 'iife';
}): Promise<Uint8Array> {
  const entryPoints = [join(source, entry)];
  const { outputFiles } = await bundle({ ...shared, format, write: false, entryPoints });
  return outputFiles[0]!.contents;
}

/** The panel's script, what it shares with its views, and the views. */
async function bundlePanel() {
  const { outputFiles, metafile } = await bundle({
    ...shared,
    write: false,
    metafile: true,
    entryPoints: [join(source, 'panel/main.tsx')],
    outdir: 'dist',
    format: 'esm',
    splitting: true,
    entryNames: 'panel-[hash]',
    chunkNames: 'panel-[name]-[hash]',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    plugins: [trim, styleAsText],
    alias: { react: 'preact/compat', 'react-dom': 'preact/compat' },
  });
  const [main] = Object.entries(metafile.outputs).find(([, { entryPoint }]) =>
    entryPoint?.endsWith('main.tsx'),
  )!;
  return {
    scriptName: basename(main),
    sharedNames: metafile.outputs[main]!.imports.filter(
      ({ kind }) => kind === 'import-statement',
    ).map(({ path }) => basename(path)),
    // The entry last: it refers to the others.
    files: outputFiles
      .map(({ path, contents }) => [basename(path), contents] as const)
      .sort(([name]) => (name === basename(main) ? 1 : -1)),
  };
}

/** A style sheet that a script imports is text in it. */
const styleAsText: Plugin = {
  name: 'style-as-text',
  setup({ onLoad }) {
    onLoad({ filter: /\.css$/ }, async ({ path }) => ({
      contents: await bundleOne({ entry: relative(source, path) }),
      loader: 'text',
    }));
  },
};

const hashOf = (content: Uint8Array) =>
  createHash('sha256').update(content).digest('hex').slice(0, 12);

const pageOf = ({
  scriptName,
  sharedNames,
  styleName,
}: {
  scriptName: string;
  sharedNames: string[];
  styleName: string;
}) =>
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
${sharedNames.map((name) => `<link rel="modulepreload" href="/widget/${name}">\n`).join('')}<script src="/widget/${scriptName}" type="module"></script>
</head>
<body></body>
</html>
`;

if (import.meta.main) await build(join(here, 'dist'));
