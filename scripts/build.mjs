/**
 * The two apps that run in a browser are built when their sources changed. The fingerprint of the
 * sources lies beside the output, written last, so an interrupted build is made again.
 */

import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, gzip } from 'node:zlib';
import { binary, mustRun, ROOT } from './command.mjs';
import { phase } from './progress.mjs';

/**
 * @typedef {object} Target
 * @property {string} name as shown
 * @property {string} folder
 * @property {string} output
 * @property {() => string[]} command arguments to Node, run in the folder
 * @property {NodeJS.ProcessEnv} [env]
 * @property {string} [scratch] what the build leaves besides its output
 * @property {boolean} [packs] whether its files are packed here, and not by the build itself
 */

/** @type {Target[]} */
const TARGETS = [
  {
    name: 'widget',
    folder: 'apps/widget',
    output: 'apps/widget/dist',
    command: () => ['build.ts'],
  },
  {
    name: 'dashboard',
    folder: 'apps/dashboard',
    output: 'apps/dashboard/out',
    command: () => [binary('next', 'next'), 'build'],
    env: { NEXT_TELEMETRY_DISABLED: '1', CI: '1', NODE_ENV: 'production' },
    scratch: 'apps/dashboard/.next',
    packs: true,
  },
];

const brotli = promisify(brotliCompress);
const zip = promisify(gzip);

const NOT_SOURCES = new Set(['node_modules', 'dist', 'out', '.next', 'coverage', 'next-env.d.ts']);
const isTest = (/** @type {string} */ name) => /\.test\.tsx?$/.test(name);

/** @param {string} node path of the Node binary */
export async function ensureBuilt(node) {
  const stale = TARGETS.map((target) => ({ target, fingerprint: fingerprint(target) })).filter(
    ({ target, fingerprint }) => readStamp(target) !== fingerprint,
  );
  const builds = stale.map(({ target, fingerprint }) =>
    phase(`Building the ${target.name}`, () => build({ node, target, fingerprint })),
  );
  // Let both end before reporting: a failure must not leave the other one running unseen.
  for (const result of await Promise.allSettled(builds)) {
    if (result.status === 'rejected') throw result.reason;
  }
}

/** @param {{ node: string, target: Target, fingerprint: string }} input */
async function build({ node, target, fingerprint }) {
  rmSync(stampOf(target), { force: true });
  const cwd = join(ROOT, target.folder);
  await mustRun({ command: node, args: target.command(), cwd, env: target.env });
  if (target.scratch) rmSync(join(ROOT, target.scratch), { recursive: true, force: true });
  if (target.packs) await packFiles(join(ROOT, target.output));
  writeFileSync(`${stampOf(target)}.new`, fingerprint);
  renameSync(`${stampOf(target)}.new`, stampOf(target));
}

const packable = /\.(html|js|css|txt|json|svg)$/;
/** Smaller files fit one packet as they are. */
const leastBytes = 1_200;

/**
 * Writes each file also as brotli and gzip, which the server sends to browsers that take them.
 * @param {string} folder
 */
async function packFiles(folder) {
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!packable.test(name)) continue;
    const file = join(folder, name);
    const content = readFileSync(file);
    if (content.length < leastBytes) continue;
    writeFileSync(`${file}.br`, await brotli(content));
    writeFileSync(`${file}.gz`, await zip(content, { level: 9 }));
  }
}

const stampOf = (/** @type {Target} */ target) => join(ROOT, target.output, '.built-from');

/** @param {Target} target */
const readStamp = (target) =>
  existsSync(stampOf(target)) ? readFileSync(stampOf(target), 'utf8') : undefined;

/**
 * Hash of everything the build reads: the app, the workspace packages it depends on, the lock.
 * @param {Target} target
 */
function fingerprint(target) {
  const hash = createHash('sha256');
  const add = (/** @type {string} */ file) =>
    hash.update(`${file}\0`).update(readFileSync(join(ROOT, file)));
  for (const file of ['package-lock.json', 'tsconfig.json', 'scripts/build.mjs']) add(file);
  for (const folder of withDependencies(target.folder))
    for (const file of sources(folder)) add(file);
  return hash.digest('hex');
}

/**
 * The folder and those of the workspace packages it depends on, directly or not.
 * @param {string} folder
 * @param {Set<string>} [found]
 */
function withDependencies(folder, found = new Set()) {
  if (found.has(folder)) return found;
  found.add(folder);
  const { dependencies = {} } = JSON.parse(
    readFileSync(join(ROOT, folder, 'package.json'), 'utf8'),
  );
  for (const name of Object.keys(dependencies)) {
    if (name.startsWith('@echoai/')) withDependencies(name.replace('@echoai', 'packages'), found);
  }
  return found;
}

/**
 * @param {string} folder relative to the root
 * @returns {string[]} its source files, in a stable order
 */
function sources(folder) {
  return readdirSync(join(ROOT, folder), { withFileTypes: true })
    .filter((entry) => !NOT_SOURCES.has(entry.name) && !isTest(entry.name))
    .filter((entry) => !entry.name.endsWith('.tsbuildinfo'))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = `${folder}/${entry.name}`;
      return entry.isDirectory() ? sources(path) : [path];
    });
}
