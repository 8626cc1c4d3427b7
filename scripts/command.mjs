/** Running other programs: quietly with the tail kept for the error, or with our own terminal. */

import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ScriptError } from './progress.mjs';

export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

/** Where Node keeps what it has compiled, so that the next start of the server need not. */
export const NODE_COMPILE_CACHE = join(ROOT, 'node_modules/.cache/node');

const TAIL_LINES = 40;

/** @type {Set<import('node:child_process').ChildProcess>} */
const children = new Set();

let serving = false;
/** From here on the caller answers signals itself (see start.mjs). */
export const takeOverSignals = () => {
  serving = true;
};

// Whoever ends a script also means what it started.
for (const [signal, code] of /** @type {const} */ ([
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
])) {
  process.on(signal, () => {
    if (serving) return;
    for (const child of children) child.kill(signal);
    process.exit(code);
  });
}

/**
 * @typedef {object} Command
 * @property {string} command
 * @property {string[]} args
 * @property {string} [cwd] defaults to the repository's root
 * @property {NodeJS.ProcessEnv} [env] added to this process's environment
 * @property {'capture' | 'inherit'} [output] defaults to 'capture'
 * @property {boolean} [shell]
 */

/**
 * Runs a command to its end; never throws for its exit code.
 * @param {Command} command
 * @returns {Promise<{ code: number, output: string }>} `output` is empty unless captured
 */
export function run({ command, args, cwd = ROOT, env = {}, output = 'capture', shell = false }) {
  return new Promise((resolve) => {
    const inherit = output === 'inherit';
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      shell,
      stdio: inherit ? 'inherit' : ['ignore', 'pipe', 'pipe'],
    });
    children.add(child);
    let captured = '';
    const keep = (/** @type {Buffer} */ chunk) => {
      captured += chunk;
    };
    child.stdout?.on('data', keep);
    child.stderr?.on('data', keep);
    const end = (/** @type {number} */ code) => {
      children.delete(child);
      resolve({ code, output: captured });
    };
    child.on('error', (error) => {
      captured += `\n${error.message}`;
      end(127);
    });
    child.on('close', (code, signal) => end(code ?? (signal === 'SIGKILL' ? 137 : 1)));
  });
}

/**
 * Runs a command and throws, with the tail of its output and advice, when it fails.
 * @param {Command} command
 */
export async function mustRun(command) {
  const { code, output } = await run(command);
  if (code === 0) return output;
  const shown = [command.command, ...command.args].join(' ').replaceAll(`${ROOT}/`, '');
  const tail = output.trim().split('\n').slice(-TAIL_LINES).join('\n');
  throw new ScriptError(
    `${shown}\nended with ${code}. The end of its output:\n\n${tail}`,
    adviceFor(code, output),
  );
}

/**
 * @param {number} code
 * @param {string} output
 */
function adviceFor(code, output) {
  if (/ENOSPC|no space left/i.test(output))
    return 'The disk is full. Free about 2 GB and start again.';
  if (/ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ECONNREFUSED|ECONNRESET|network/i.test(output))
    return 'The npm registry could not be reached. Check the connection (or `npm config get proxy registry`) and start again.';
  if (/EUSAGE|in sync/.test(output))
    return 'package.json and package-lock.json disagree. Run `npm install` and commit the lock.';
  if (/EACCES|EPERM/.test(output))
    return 'A file may not be written. Check who owns this folder and node_modules.';
  if (code === 137 || /heap out of memory/i.test(output))
    return 'It ran out of memory. Building the dashboard needs about 1 GB free.';
  return undefined;
}

/**
 * Path of the JavaScript file behind an installed package's command. Started with `node`, it needs
 * no shell, on Windows either.
 * @param {string} packageName
 * @param {string} name of the command
 */
export function binary(packageName, name) {
  const folder = join(ROOT, 'node_modules', packageName);
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return join(folder, typeof bin === 'string' ? bin : bin[name]);
}

/**
 * npm, started with the Node of our choice.
 * @param {string} node path of the Node binary
 * @param {string[]} args
 * @returns {Command}
 */
export function npm(node, args) {
  // Under `npm start` npm says where it is; otherwise the one on PATH serves (a .cmd on Windows).
  const cli = process.env.npm_execpath;
  if (cli?.endsWith('.js') && existsSync(cli)) return { command: node, args: [cli, ...args] };
  return { command: 'npm', args, shell: process.platform === 'win32' };
}
