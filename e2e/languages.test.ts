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

/** What a visitor writes, and what the reply has: from a greeting to an address for the answer. */
const conversations = [
  {
    language: 'en',
    open: /^Open chat/,
    composer: 'Your message',
    sources: 'Sources',
    person: 'The team answers',
    email: 'ann@mail.example',
    turns: [
      ['Hi there!', ['Ask me about']],
      ['I wear size 42', ['Noted: you wear size 42.']],
      ['How long do I have to return bags?', ['30 days to return bags']],
      ['And shoes?', ['60 days to return shoes']],
      ['This is a disgrace, I am furious!!', ['sorry', 'Shall I pass this on to a colleague?']],
      ['I want to talk to a human', ['I’ve passed this on to our team.']],
      ['You can write to ann@mail.example', ['We will write to ann@mail.example.']],
    ],
  },
  {
    language: 'de',
    open: 'Chat öffnen',
    composer: 'Ihre Nachricht',
    sources: 'Quellen',
    person: 'Das Team antwortet',
    email: 'maria@mail.example',
    turns: [
      ['Guten Tag!', ['Was möchten Sie wissen?']],
      ['Ich trage Größe 42.', ['Notiert: “Ich trage Größe 42”.']],
      [
        'Wie lange kann ich Taschen zurückgeben?',
        ['Das habe ich auf Englisch gefunden:', '30 days to return bags'],
      ],
      ['Und Schuhe?', ['60 days to return shoes']],
      ['Das ist eine Frechheit, ich bin stinksauer!', ['tut mir leid']],
      ['Ich möchte mit einem Menschen sprechen', ['Ich habe das an unser Team weitergegeben.']],
      [
        'Sie erreichen mich unter maria@mail.example',
        ['Wir schreiben Ihnen an maria@mail.example.'],
      ],
    ],
  },
] as const;

test.each(conversations)(
  'a visitor is served in their language to the end, and the owner sees why they wait: $language',
  async ({ language, open, composer: name, sources, person, email, turns }) => {
    const { page, browser, server } = dashboard;
    const body = embed({ echoai: server.url, key: chatbot.publishableKey });
    const url = site.add(`/${language}`, { body, html: `lang="${language}"` });
    const widget = await visit({ browser, url, bypassCSP: true });
    const { panel } = widget;
    await widget.page.getByRole('button', { name: open }).click();
    const composer = panel.getByRole('textbox', { name });
    for (const [text, parts] of turns) {
      const before = await widget.answers.count();
      await composer.fill(text);
      await composer.press('Enter');
      await panel.locator('.log[aria-busy=false]').waitFor();
      const answer = widget.answers.nth(before);
      await answer.waitFor();
      for (const part of parts) expect(await answer.textContent()).toContain(part);
    }
    expect(await panel.getByRole('list', { name: sources }).count()).toBe(2);
    await panel.getByText(person).waitFor();

    await inPanel(widget, axe.source);
    const { violations } = await inPanel<{ violations: unknown[] }>(widget, 'axe.run()');
    expect(violations).toEqual([]);
    const folder = process.env.ECHOAI_SCREENSHOTS;
    if (folder) await widget.page.screenshot({ path: `${folder}/conversation-${language}.png` });

    await page.goto('/conversations');
    const line = page.getByRole('link', { name: new RegExp(email.replaceAll('.', '\\.')) });
    await line.getByText('Waits for a person: asked for a person').waitFor();
    expect(widget.complaints).toEqual([]);
    expect(dashboard.complaints).toEqual([]);
    await widget.close();
  },
);

test('a vague question is answered by clicks', async () => {
  const { browser, server } = dashboard;
  const widget = await visit({ browser, url: `${server.url}/demo` });
  const choices = widget.panel.getByRole('group', { name: 'Suggested answers' });
  await widget.open();
  const asked = await widget.ask('How much does it cost?');
  expect(await asked.textContent()).toContain('Which of these do you mean?');
  await choices.getByRole('button', { name: 'Mizzle rain jacket' }).click();
  await expect.poll(() => widget.answers.last().textContent()).toContain('€');

  await widget.ask('returns');
  await choices.getByRole('button', { name: 'How long you have' }).click();
  await expect.poll(() => widget.answers.last().textContent()).toContain('60 days');
  expect(widget.complaints).toEqual([]);
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
