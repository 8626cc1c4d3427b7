/** Runs a TypeScript file on Node 24 with all dependencies: `node scripts/run.mjs bench/chat.ts`. */

import { run } from './command.mjs';
import { ensureInstalled } from './install.mjs';
import { ensureNode24 } from './node24.mjs';
import { reportFailure } from './progress.mjs';

try {
  const node = await ensureNode24();
  await ensureInstalled(node, 'all');
  process.exitCode = (
    await run({ command: node, args: process.argv.slice(2), output: 'inherit' })
  ).code;
} catch (error) {
  reportFailure(error);
}
