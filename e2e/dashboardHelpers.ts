import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { ChatReply } from '@echoai/contract';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { expect } from 'vitest';
import { limits } from '../apps/server/src/testing/patience.ts';
import { connectBrowser } from './browser.ts';
import { demoDirectory, type ServerProcess, startServer } from './process.ts';

/** A new installation and a browser that has the dashboard open nowhere yet. */
export interface Dashboard {
  server: ServerProcess;
  browser: Browser;
  page: Page;
  /** The one-time link that start printed. */
  setupUrl: string;
  /** What the browser complained about: errors of scripts, refusals by the security policy. */
  complaints: string[];
}

/** @param environment of the server; without a data directory it has one whose demo is ready */
export async function openDashboard(environment: Record<string, string> = {}): Promise<Dashboard> {
  const ECHOAI_DATA_DIR = environment.ECHOAI_DATA_DIR ?? (await demoDirectory());
  const server = await startServer({ ...environment, ECHOAI_DATA_DIR });
  const [setupUrl] = server.output().match(/\S+\/setup\?token=\S+/) ?? [];
  const browser = await connectBrowser();
  const context = await browser.newContext({ baseURL: new URL(setupUrl!).origin });
  context.setDefaultTimeout(limits.wait);
  const { page, complaints } = await openPage(context);
  return { server, browser, page, setupUrl: setupUrl!, complaints };
}

/** Makes Ada the owner with the one-time link; the page is then signed in, on the first steps. */
export async function becomeOwner({ page, setupUrl }: Dashboard): Promise<void> {
  await page.goto(setupUrl);
  await page.getByLabel('Name').fill('Ada');
  await page.getByLabel('E-mail').fill('ada@shop.example');
  await page.getByLabel('Password').fill('correct horse battery');
  await page.getByRole('button', { name: 'Create account' }).click();
  await page.getByRole('heading', { name: 'First steps' }).waitFor();
}

async function openPage(context: BrowserContext) {
  const complaints: string[] = [];
  const page = await context.newPage();
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    // Chromium reports every refused request; the tests refuse some on purpose.
    if (message.type() !== 'error' || message.text().startsWith('Failed to load resource')) return;
    complaints.push(message.text());
  });
  return { page, complaints };
}

/** A request to the API as who is signed in on the page. */
export async function callApi<Answer>(
  page: Page,
  method: string,
  path: string,
  data?: unknown,
): Promise<Answer> {
  const response = await page.request.fetch(`/api/v1${path}`, {
    method,
    // A connection that was idle may be closed by the server as the request leaves.
    maxRetries: 3,
    headers: { origin: new URL(page.url()).origin },
    ...(data === undefined ? {} : { data }),
  });
  expect(response.ok(), `${method} ${path}: ${await response.text()}`).toBe(true);
  return (await response.json()) as Answer;
}

/** A visitor's question, asked over the API. */
export async function ask(
  { server, page }: Pick<Dashboard, 'server' | 'page'>,
  message: string,
): Promise<ChatReply> {
  const { items } = (await (await page.request.get('/api/v1/chatbots')).json()) as {
    items: { publishableKey: string }[];
  };
  const response = await fetch(`${server.url}/api/v1/chat`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${items.at(-1)!.publishableKey}`,
      'content-type': 'application/json',
      accept: 'application/json',
    },
    body: JSON.stringify({ message }),
  });
  expect(response.status).toBe(200);
  return (await response.json()) as ChatReply;
}

const axe = readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe-core finds wrong with the page as it stands, a line each. */
export async function violations(page: Page): Promise<string[]> {
  // Motion would be measured half-way, between two colours.
  await page.waitForTimeout(150);
  if (!(await page.evaluate('"axe" in window'))) await page.evaluate(await axe);
  return page.evaluate(`axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) =>
    violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) =>
      id + ': ' + html.slice(0, 160) + ' – ' + failureSummary.replaceAll('\\n', ' '))))`);
}

/** How far the page can be scrolled sideways, in pixels. */
function sidewaysScroll(page: Page): Promise<number> {
  return page.evaluate('document.documentElement.scrollWidth - innerWidth');
}

/**
 * What axe-core and the page's width find wrong in each place, wide and on a phone, light and dark.
 * With `SCREENSHOTS` a picture of each is stored in that folder.
 * @param places how to get to each, by name
 * @param phone width of the phone
 * @returns by place; empty when nothing is wrong
 */
export async function objections(
  page: Page,
  { phone, places }: { phone: number; places: Record<string, () => Promise<unknown>> },
): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {};
  for (const [place, open] of Object.entries(places)) {
    await page.setViewportSize({ width: 1280, height: 800 });
    await open();
    for (const width of [1280, phone]) {
      await page.setViewportSize({ width, height: 800 });
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        const wrong = await violations(page);
        if ((await sidewaysScroll(page)) > 0) wrong.push('scrolls sideways');
        if (wrong.length > 0) found[`${place}, ${colorScheme}, ${width} px`] = wrong;
        const folder = process.env.SCREENSHOTS;
        const path = `${folder}/${colorScheme}-${width}-${place}.png`;
        if (folder) await page.screenshot({ path });
      }
    }
  }
  return found;
}
