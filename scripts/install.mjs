/** Dependencies: installed when, and only when, node_modules differs from package-lock.json. */

import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { mustRun, npm, ROOT } from './command.mjs';
import { phase } from './progress.mjs';

/**
 * @typedef {{ version?: string, link?: boolean, dev?: boolean, optional?: boolean, devOptional?: boolean }} LockedPackage
 * @typedef {'production' | 'all'} Scope
 */

/**
 * @param {string} node path of the Node binary
 * @param {Scope} scope 'production' leaves out what only development needs
 */
export async function ensureInstalled(node, scope) {
  const { packages } = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8'));
  // Optional packages are mostly other platforms' binaries; they come with the package that wants them.
  const wanted = Object.entries(/** @type {Record<string, LockedPackage>} */ (packages)).filter(
    ([path, entry]) => path.includes('node_modules/') && !entry.optional && !entry.devOptional,
  );
  const tools = wanted.filter(([, entry]) => entry.dev);
  // A checkout that is developed in keeps its development tools when it is started.
  const all = scope === 'all' || tools.some(([path]) => installedVersion(path) !== undefined);
  const needed = all ? wanted : wanted.filter(([, entry]) => !entry.dev);
  if (isComplete() && needed.every(([path, entry]) => isInstalled(path, entry))) return;

  const flags = ['--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error'];
  // Said either way: NODE_ENV=production alone would leave the tools out.
  flags.push(all ? '--include=dev' : '--omit=dev');
  // By the lock, which stays as it is. Not `npm ci`: that refuses to work where the lock lacks
  // another platform's binary, as one written behind a registry mirror may.
  await phase('Installing dependencies', () =>
    mustRun(npm(node, ['install', '--no-save', ...flags])),
  );
  if (!all) removeSourceMaps(join(ROOT, 'node_modules/next'));
}

/** Of Next's own code: 100 MB, a tenth of everything, which only who develops Next would open. */
function removeSourceMaps(/** @type {string} */ folder) {
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' }))
    if (file.endsWith('.map')) rmSync(join(folder, file));
}

/** npm writes its own record of node_modules last: where an install was interrupted there is none. */
const isComplete = () => existsSync(join(ROOT, 'node_modules/.package-lock.json'));

/**
 * Looks at the packages themselves (40 ms for 270): npm's record changes without them after
 * `npm install --package-lock-only`, and a stamp of ours would not see anybody's `npm install`.
 * @param {string} path
 * @param {LockedPackage} entry
 */
function isInstalled(path, entry) {
  const version = installedVersion(path);
  return entry.link ? version !== undefined : version === entry.version;
}

/**
 * @param {string} path of a package, relative to the root
 * @returns {string | undefined} undefined when it is not there
 */
function installedVersion(path) {
  try {
    return JSON.parse(readFileSync(join(ROOT, path, 'package.json'), 'utf8')).version;
  } catch {
    return undefined;
  }
}
