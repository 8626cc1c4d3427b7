/**
 * The builder's page in Chromium: how much JavaScript it loads, and how many frames a second there
 * are while a node is dragged among 200. Usage: `npm run bench:builder`
 */
import { gzipSync } from 'node:zlib';
import { realChain } from '@echoai/automation/testing/realChain';
import type { WorkflowGraph } from '@echoai/contract';
import { chromium, type Page } from 'playwright-core';
import { openBench, origin, owner, quantile, signIn } from './server.ts';

const bench = await openBench();
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH,
  args: ['--no-sandbox', '--disable-dev-shm-usage'],
});
try {
  const client = await signIn();
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  // What Next fetches ahead for other pages is not this one's.
  await page.route(/\.txt(\?|$)/, (route) => route.abort());
  const scripts = new Map<string, number>();
  page.on('response', async (response) => {
    if (!/javascript/.test(response.headers()['content-type'] ?? '')) return;
    const body = await response.body().catch(() => Buffer.alloc(0));
    scripts.set(new URL(response.url()).pathname, gzipSync(body, { level: 9 }).length);
  });
  await page.request.post(`${origin}/auth/sign-in/email`, { data: owner, headers: { origin } });
  for (const copies of [20, 50]) {
    const graph = inGrid(realChain(copies));
    const { id } = await client.workflows.create({ body: { name: 'Bench', graph } });
    scripts.clear();
    await page.goto(`${origin}/automations/edit?id=${id}`);
    await page.locator('.react-flow__node').first().waitFor({ timeout: 60_000 });
    await page.getByText('Checking').waitFor({ state: 'detached', timeout: 60_000 });
    const kilobytes = [...scripts.values()].reduce((sum, bytes) => sum + bytes, 0) / 1_000;
    const { frames, longest } = await drag(page);
    console.log(
      `${graph.nodes.length} nodes: ${kilobytes.toFixed(0)} kB of JavaScript (gzip), ` +
        `dragging ${frames.toFixed(0)} frames/s, longest frame ${longest} ms`,
    );
    if (process.env.BENCH_SCRIPTS)
      for (const [path, bytes] of [...scripts].sort((a, b) => b[1] - a[1]))
        console.log(`  ${(bytes / 1_000).toFixed(1).padStart(7)} kB  ${path}`);
  }
} finally {
  await browser.close();
  await bench.close();
}

/** All cards near each other, so that all of them are in view at once. */
function inGrid({ nodes, edges }: WorkflowGraph): WorkflowGraph {
  const columns = Math.ceil(Math.sqrt(nodes.length));
  return {
    edges,
    nodes: nodes.map((node, index) => ({
      ...node,
      position: { x: (index % columns) * 320, y: Math.floor(index / columns) * 280 },
    })),
  };
}

/** Drags a card for some seconds, with everything in view. */
async function drag(page: Page): Promise<{ frames: number; longest: string }> {
  for (let click = 0; click < 8; click++)
    await page
      .getByRole('button', { name: 'Zoom out' })
      .click({ timeout: 1_000 })
      .catch(() => {});
  await page.waitForTimeout(1_000);
  // One that is well within the canvas.
  const pane = (await page.locator('.react-flow').boundingBox())!;
  const cards = await page.locator('.react-flow__node').all();
  const card = await findAsync(cards, async (each) => {
    const box = await each.boundingBox();
    return box !== null && box.x > pane.x + pane.width / 3 && box.y > pane.y + pane.height / 3;
  });
  // Selected before, so that the panel that opens for it is not counted.
  await card.click();
  await page.getByRole('complementary', { name: /^Configuration of/ }).waitFor();
  await page.waitForTimeout(1_000);
  const { x, y, width } = (await card.boundingBox())!;
  await page.mouse.move(x + width / 2, y + 6);
  await page.mouse.down();
  await page.evaluate(`window.frames_ = []; (function note(at) {
    window.frames_.push(at); window.frame_ = requestAnimationFrame(note);
  })(performance.now())`);
  const placeOf = async () => JSON.stringify(await card.boundingBox());
  const places = new Set<string>();
  const seconds = 5;
  const until = performance.now() + seconds * 1_000;
  for (let step = 0; performance.now() < until; step++) {
    await page.mouse.move(
      x + width / 2 + 120 * Math.sin(step / 20),
      y + 6 + 90 * Math.sin(step / 31),
    );
    if (step % 5 === 0) places.add(await placeOf());
  }
  await page.mouse.up();
  const at = (await page.evaluate(
    'cancelAnimationFrame(window.frame_), window.frames_',
  )) as number[];
  if (places.size < 2) throw new Error('The card did not follow the mouse');
  const gaps = at.slice(1).map((time, index) => time - at[index]!);
  const took = (at.at(-1)! - at[0]!) / 1_000;
  return { frames: gaps.length / took, longest: quantile(gaps, 1) };
}

async function findAsync<Item>(items: Item[], fits: (item: Item) => Promise<boolean>) {
  for (const item of items) if (await fits(item)) return item;
  throw new Error('There is none');
}
