import axe from 'axe-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  becomeOwner,
  callApi,
  type Dashboard,
  objections,
  openDashboard,
} from './dashboardHelpers.ts';
import { embed, type HostSite, startHostSite } from './hostSite.ts';
import { cleanUp } from './process.ts';
import { inPanel, visit } from './widgetPage.ts';

let dashboard: Dashboard;
let site: HostSite;
let chatbot: { id: string; publishableKey: string };

beforeAll(async () => {
  dashboard = await openDashboard();
  await becomeOwner(dashboard);
  const { items } = await callApi<{ items: (typeof chatbot)[] }>(
    dashboard.page,
    'GET',
    '/chatbots',
  );
  chatbot = items.at(-1)!;
  site = await startHostSite({ echoai: dashboard.server.url });
});
afterAll(async () => {
  await dashboard?.browser.close();
  await site?.close();
  await dashboard?.server.end('SIGTERM');
  await cleanUp();
});

test('a German visitor of an English shop is served in German to the end, and the owner sees why they wait', async () => {
  const { page, browser, server } = dashboard;
  const body = embed({ echoai: server.url, key: chatbot.publishableKey });
  const url = site.add('/laden', { body, html: 'lang="de"' });
  const widget = await visit({ browser, url, bypassCSP: true });
  const { panel } = widget;
  await widget.page.getByRole('button', { name: 'Chat öffnen' }).click();
  const composer = panel.getByRole('textbox', { name: 'Ihre Nachricht' });
  const say = async (text: string) => {
    const before = await widget.answers.count();
    await composer.fill(text);
    await composer.press('Enter');
    await panel.locator('.log[aria-busy=false]').waitFor();
    const answer = widget.answers.nth(before);
    await answer.waitFor();
    return (await answer.textContent())!;
  };
  expect(await say('Guten Tag!')).toContain('Was möchten Sie wissen?');
  expect(await say('Ich trage Größe 42.')).toContain('Notiert: “Ich trage Größe 42”.');
  const returns = await say('Wie lange kann ich Schuhe zurückgeben?');
  expect(returns).toContain('Das habe ich auf Englisch gefunden:');
  expect(returns).toContain('You have 60 days to return shoes.');
  await panel.getByRole('list', { name: 'Quellen' }).last().waitFor();
  expect(await say('Das ist eine Frechheit, ich bin stinksauer!')).toContain('tut mir leid');
  const passedOn = await say('Ich möchte mit einem Menschen sprechen');
  expect(passedOn).toContain('Ich habe das an unser Team weitergegeben.');
  await panel.getByText('Das Team antwortet').waitFor();
  const taken = await say('Sie erreichen mich unter maria@mail.example');
  expect(taken).toContain('Wir schreiben Ihnen an maria@mail.example.');

  await inPanel(widget, axe.source);
  const { violations } = await inPanel<{ violations: unknown[] }>(widget, 'axe.run()');
  expect(violations).toEqual([]);
  const folder = process.env.ECHOAI_SCREENSHOTS;
  if (folder) await widget.page.screenshot({ path: `${folder}/german.png` });

  await page.goto('/conversations');
  const line = page.getByRole('link', { name: /maria@mail\.example/ });
  await line.getByText('Waits for a person: asked for a person').waitFor();
  expect(widget.complaints).toEqual([]);
  expect(dashboard.complaints).toEqual([]);
  await widget.close();
});

test('an owner sees which languages were found, and names others', async () => {
  const { page } = dashboard;
  const folder = process.env.ECHOAI_SCREENSHOTS;
  const path = `/chatbots/${chatbot.id}`;
  const faq = { question: 'Wie lange gelten Gutscheine?', answer: 'Gutscheine gelten drei Jahre.' };
  await callApi(page, 'POST', `${path}/faqs`, faq);
  await page.goto(`/chatbots/settings?id=${chatbot.id}`);
  const section = page.getByRole('region', { name: 'Languages' });
  const own = section.getByLabel('Own language');
  expect(await own.locator('option').first().textContent()).toBe('Found: English, German');
  await own.selectOption('German');
  await section.getByLabel('English').check();
  await expect
    .poll(() => callApi(page, 'GET', path))
    .toMatchObject({ languages: ['de', 'en'], languagesFound: ['en', 'de'] });
  await section.scrollIntoViewIfNeeded();
  const places = { languages: () => section.scrollIntoViewIfNeeded() };
  expect(await objections(page, { phone: 360, places })).toEqual({});
  if (folder) await page.screenshot({ path: `${folder}/settings.png` });
  await own.selectOption('Found: English, German');
  await expect.poll(() => callApi(page, 'GET', path)).toMatchObject({ languages: null });
});

test('an owner puts a page’s language right, and it is read again', async () => {
  const { page } = dashboard;
  const { items } = await callApi<{ items: { id: string; passageCount: number }[] }>(
    page,
    'GET',
    `/chatbots/${chatbot.id}/sources`,
  );
  const source = items[0]!;
  await page.goto(`/knowledge/source?bot=${chatbot.id}&id=${source.id}`);
  const language = page.getByLabel('Language');
  expect(await language.locator('option').first().textContent()).toBe('Found: English');
  await language.selectOption('French');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  const read = () => callApi(page, 'GET', `/chatbots/${chatbot.id}/sources/${source.id}`);
  await expect.poll(read).toMatchObject({ language: 'fr', languageFound: 'en', state: 'ready' });
  expect(dashboard.complaints).toEqual([]);
});
