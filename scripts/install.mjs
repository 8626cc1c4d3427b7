/** Dependencies: installed when, and only when, node_modules differs from package-lock.json. */

import { existsSync, readFileSync } from 'node:fs';
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
  const wanted = readLock('package-lock.json');
  const installed = readLock('node_modules/.package-lock.json');
  // A checkout that is developed in keeps its development tools when it is started.
  const keepsTools = Object.values(installed).some((entry) => entry.dev);
  const effective = keepsTools ? 'all' : scope;
  if (isInstalled({ wanted, installed, scope: effective })) return;

  const flags = ['--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error'];
  if (effective === 'production') flags.push('--omit=dev');
  else flags.push('--include=dev'); // NODE_ENV=production would leave them out
  await phase('Installing dependencies', () => mustRun(npm(node, ['ci', ...flags])));
}

/**
 * npm writes what it installed to a hidden lock in node_modules, as the last thing it does. Reading
 * it needs no stamp of our own, and sees an interrupted `npm ci` as well as somebody's `npm install`.
 * @param {{ wanted: Record<string, LockedPackage>, installed: Record<string, LockedPackage>, scope: Scope }} input
 */
function isInstalled({ wanted, installed, scope }) {
  return Object.entries(wanted).every(([path, entry]) => {
    // Optional packages are mostly other platforms' binaries; they follow the package that wants them.
    if (!path.includes('node_modules/') || entry.optional || entry.devOptional) return true;
    if (entry.dev && scope === 'production') return true;
    const present = installed[path];
    return (
      present !== undefined && present.version === entry.version && present.link === entry.link
    );
  });
}

/**
 * @param {string} file
 * @returns {Record<string, LockedPackage>} by path; empty when there is no such file
 */
function readLock(file) {
  const path = join(ROOT, file);
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')).packages : {};
}
