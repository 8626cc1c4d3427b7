/** The browser of the end-to-end tests: the machine's own, or Debian's package where we may install it. */

import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { mustRun, run } from './command.mjs';
import { phase, ScriptError } from './progress.mjs';

/** Chromium without its windows first: it needs a third less of the processor. */
const NAMES = [
  'chromium-headless-shell',
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
];

const USUAL_PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  ...[process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)'], process.env.LOCALAPPDATA]
    .filter((folder) => folder !== undefined)
    .map((folder) => join(folder, 'Google/Chrome/Application/chrome.exe')),
];

/**
 * @returns {Promise<string>} path of a Chromium
 */
export async function ensureChromium() {
  const configured = process.env.CHROMIUM_PATH;
  if (configured) {
    if (existsSync(configured)) return configured;
    throw new ScriptError(`CHROMIUM_PATH is ${configured}, and there is no such file.`);
  }
  return find() ?? (await installFromDebian()) ?? fail();
}

function find() {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  const onPath = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [...onPath, ...USUAL_PLACES].find(isExecutable);
}

/** @param {string} file */
function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** @returns {Promise<string | undefined>} undefined where there is no apt, or no right to use it */
async function installFromDebian() {
  // Ubuntu's package of this name only asks for a snap, which containers cannot run.
  if (!existsSync('/etc/debian_version') || !existsSync('/usr/bin/apt-get')) return undefined;
  const isRoot = process.getuid?.() === 0;
  if (!isRoot && (await run({ command: 'sudo', args: ['-n', 'true'] })).code !== 0)
    return undefined;
  const apt = (/** @type {string[]} */ ...args) => {
    const command = ['env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', '-qq', ...args];
    if (!isRoot) command.unshift('sudo', '-n');
    return mustRun({ command: command[0] ?? '', args: command.slice(1) });
  };
  await phase('Installing Chromium for the browser tests', async () => {
    await apt('update');
    await apt('install', '-y', '--no-install-recommends', 'chromium-headless-shell');
  });
  return find();
}

/** @returns {never} */
function fail() {
  throw new ScriptError(
    'The browser tests need Chromium or Chrome, and none was found.',
    [
      'Install it and run again, or set CHROMIUM_PATH to its executable:',
      '  Debian   sudo apt-get install chromium-headless-shell',
      '  macOS    brew install --cask google-chrome',
      '  Windows  winget install Google.Chrome',
      'Without a browser: npm test -- --project unit --project integration',
    ].join('\n'),
  );
}
