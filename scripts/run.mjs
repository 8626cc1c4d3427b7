/**
 * Runs a TypeScript file on Node 24 with all dependencies: `node scripts/run.mjs bench/chat.ts`.
 * After `--browser` with the dashboard built too, and the path of a Chromium in `CHROMIUM_PATH`.
 */

import { ensureBuilt } from './build.mjs';
import { ensureChromium } from './chromium.mjs';
import { NODE_COMPILE_CACHE, run } from './command.mjs';
import { ensureInstalled } from './install.mjs';
import { ensureNode24 } from './node24.mjs';
import { reportFailure } from './progress.mjs';

try {
  const node = await ensureNode24();
  await ensureInstalled(node, 'all');
  const args = process.argv.slice(2).filter((argument) => argument !== '--browser');
  /** @type {Record<string, string>} */
  const env = { NODE_COMPILE_CACHE };
  if (process.argv.includes('--browser')) {
    await ensureBuilt(node);
    env.CHROMIUM_PATH = await ensureChromium();
  }
  process.exitCode = (await run({ command: node, args, env, output: 'inherit' })).code;
} catch (error) {
  reportFailure(error);
}
