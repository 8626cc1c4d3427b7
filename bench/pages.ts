/**
 * What a page of the dashboard costs on the network whose files the browser does not have: bytes as
 * they travel, and requests, until nothing more comes. Usage: `npm run bench:pages`
 */
import { chromium } from 'playwright-core';
import { openBench, origin, owner, signIn } from './server.ts';

/** A page is done once this long nothing came, in milliseconds; what is polled comes later. */
const quietMs = 2_500;

const bench = await openBench({ ECHOAI_DEMO: 'on' });
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH,
  args: ['--no-sandbox', '--disable-dev-shm-usage'],
});
try {
  const { items } = await (await signIn()).workflows.list({ query: {} });
  const visitor = await browser.newContext({ baseURL: origin });
  await visitor.request.post('/auth/sign-in/email', { data: owner, headers: { origin } });
  const storageState = await visitor.storageState();
  const builder = items[0] ? [`/automations/edit?id=${items[0].id}`] : [];
  const places = ['/', '/automations', ...builder, '/conversations', '/knowledge', '/integrations'];
  for (const place of places) {
    const context = await browser.newContext({
      ...{ baseURL: origin, storageState, viewport: { width: 1360, height: 860 } },
    });
    const { bytes, requests } = await costOf(await context.newPage(), place);
    console.log(
      `${place.replace(/id=.*/, 'id=…').padEnd(26)} ${bytes} bytes, ${requests} requests`,
    );
    await context.close();
  }
} finally {
  await browser.close();
  await bench.close();
}

async function costOf(page: Awaited<ReturnType<typeof browser.newPage>>, place: string) {
  const network = await page.context().newCDPSession(page);
  await network.send('Network.enable');
  let [bytes, requests] = [0, 0];
  network.on('Network.loadingFinished', ({ encodedDataLength }) => {
    bytes += encodedDataLength;
    requests += 1;
  });
  await page.goto(place);
  for (let before = -1; before !== requests; await page.waitForTimeout(quietMs)) before = requests;
  return { bytes, requests };
}
