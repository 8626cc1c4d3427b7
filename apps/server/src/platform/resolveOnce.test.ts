import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const run = promisify(execFile);

/** Loads the server in a process of its own. @returns where each import led, and as what format */
async function importsOf({ before }: { before: string[] }): Promise<Record<string, unknown>> {
  const program = `
    import { registerHooks } from 'node:module';
    for (const url of ${JSON.stringify(before)}) await import(url);
    const seen = {};
    registerHooks({
      resolve(specifier, context, nextResolve) {
        const resolved = nextResolve(specifier, context);
        seen[specifier + ' from ' + context.parentURL] = [resolved.url, resolved.format ?? null];
        return resolved;
      },
    });
    await import(${JSON.stringify(new URL('../server.ts', import.meta.url))});
    process.stdout.write(JSON.stringify(seen), () => process.exit(0));`;
  const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', program], {
    maxBuffer: 10_000_000,
  });
  return JSON.parse(stdout);
}

it('every import of the server leads where it does without', async () => {
  const once = new URL('./resolveOnce.ts', import.meta.url).href;
  const [without, quick] = [await importsOf({ before: [] }), await importsOf({ before: [once] })];
  expect(Object.keys(without).length).toBeGreaterThan(1_000);
  expect(quick).toEqual(without);
});
