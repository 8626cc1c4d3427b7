import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
} from 'playwright-core';
import { limits } from '../apps/server/src/testing/patience.ts';

/** Where the browser of the run listens, for the processes in which the tests run. */
const variable = 'ECHOAI_TEST_BROWSER';

/**
 * Vitest's global set-up: starts the browser that the test script found or installed, one for all
 * files of a run.
 * @returns ends it
 */
export default async function launchBrowser(): Promise<() => Promise<void>> {
  const server = await chromium.launchServer({
    executablePath: process.env.CHROMIUM_PATH,
    // Containers have no user namespaces for the sandbox, and little shared memory.
    args: ['--no-sandbox', '--disable-dev-shm-usage'],
  });
  process.env[variable] = server.wsEndpoint();
  return () => server.close();
}

/** The browser of the run, with profiles of one's own: closing it closes those. */
export function connectBrowser(): Promise<Browser> {
  return chromium.connect(process.env[variable] ?? '');
}

/** A new profile, in which tests can look into the widget's closed shadow root. */
export async function openContext(
  browser: Browser,
  options?: BrowserContextOptions,
): Promise<BrowserContext> {
  const context = await browser.newContext(options);
  context.setDefaultTimeout(limits.wait);
  await context.addInitScript(`
    const attach = Element.prototype.attachShadow;
    Element.prototype.attachShadow = function (init) {
      return attach.call(this, { ...init, mode: 'open' });
    };
  `);
  return context;
}
