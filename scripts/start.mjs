/**
 * `npm start`: Node 24, dependencies, the built widget and dashboard, then the server. Everything
 * that is already there is skipped. Runs on Node 20 and on nothing but Node's own modules.
 *
 * Arguments after `--` go to the server.
 */

import { spawn } from 'node:child_process';
import { ensureBuilt } from './build.mjs';
import { NODE_COMPILE_CACHE, ROOT, takeOverSignals } from './command.mjs';
import { ensureInstalled } from './install.mjs';
import { ensureNode24 } from './node24.mjs';
import { reportFailure } from './progress.mjs';

// One Ctrl-C can arrive twice, from the terminal and from npm. A person's second one comes later.
const SECOND_SIGNAL_AFTER_MS = 700;

/** @param {string} node path of the Node binary */
function serve(node) {
  takeOverSignals();
  // The 'ipc' channel tells the server, by closing, that this process is gone, even by SIGKILL.
  const server = spawn(node, ['apps/server/src/main.ts', ...process.argv.slice(2)], {
    cwd: ROOT,
    env: { NODE_COMPILE_CACHE, ...process.env },
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });

  let asked = 0;
  const stop = (/** @type {NodeJS.Signals} */ signal) => {
    if (asked && Date.now() - asked > SECOND_SIGNAL_AFTER_MS) return server.kill('SIGKILL');
    if (asked) return;
    asked = Date.now();
    // On Windows kill() would end the server at once; the console has already told it.
    if (process.platform !== 'win32') server.kill(signal);
  };
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']))
    process.on(signal, stop);

  server.on('error', reportFailure);
  server.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)));
}

try {
  const node = await ensureNode24();
  await ensureInstalled(node, 'production');
  await ensureBuilt(node);
  serve(node);
} catch (error) {
  reportFailure(error);
}
