import type { Browser, BrowserContextOptions, FrameLocator, Locator, Page } from 'playwright-core';
import { openContext } from './browser.ts';

/** A host page in the browser, and the widget on it as a visitor finds it. */
export interface WidgetPage {
  page: Page;
  bubble: Locator;
  panel: FrameLocator;
  composer: Locator;
  answers: Locator;
  /** Errors of the page and of the panel, and whatever a content security policy refused. */
  complaints: string[];
  open(): Promise<void>;
  /** Sends a question and waits for its whole answer. */
  ask(question: string): Promise<Locator>;
  close(): Promise<void>;
}

/** Opens a page in a new profile. */
export async function visit({
  browser,
  url,
  ...options
}: { browser: Browser; url: string } & BrowserContextOptions): Promise<WidgetPage> {
  const context = await openContext(browser, options);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    // The page itself has no icon, and its policy no place to get one from.
    if (/favicon/.test(message.location().url + message.text())) return;
    if (message.type() === 'error') complaints.push(message.text());
  });
  await page.goto(url);
  return widgetOn({ page, complaints });
}

export function widgetOn({
  page,
  complaints = [],
}: {
  page: Page;
  complaints?: string[];
}): WidgetPage {
  const panel = page.frameLocator('echoai-widget iframe');
  const composer = panel.getByRole('textbox', { name: 'Your message' });
  const answers = panel.locator('.message.assistant');
  const bubble = page.getByRole('button', { name: /^(Open|Close) chat/ });
  return {
    page,
    bubble,
    panel,
    composer,
    answers,
    complaints,
    async open() {
      await bubble.click();
      await composer.waitFor();
    },
    async ask(question) {
      const before = await answers.count();
      await composer.fill(question);
      await composer.press('Enter');
      await panel.locator('.log[aria-busy=false]').waitFor();
      const answer = answers.nth(before);
      await answer.waitFor();
      return answer;
    },
    close: () => page.context().close(),
  };
}

export const tab = ({ panel }: WidgetPage, name: string) => panel.getByRole('tab', { name });

/** Whether the focus is on the composer, or on another element of the panel. */
export const isFocused = ({ composer }: WidgetPage, element = composer) =>
  element.evaluate((node) => node === node.ownerDocument.activeElement);

/** Evaluates an expression in the panel's document. */
export function inPanel<Result>({ page }: WidgetPage, expression: string): Promise<Result> {
  const frame = page.frames().find((candidate) => candidate.url().includes('/widget/panel'));
  return frame!.evaluate<Result>(expression);
}

/** A whole turn as the server streams it, for answers that no server should give. */
export function streamOf({ answer, citations = [] }: { answer: string; citations?: object[] }): {
  status: number;
  contentType: string;
  body: string;
} {
  const sessionId = 'ses_test';
  const events: [string, object][] = [
    ['session', { sessionId, visitorToken: 'test' }],
    ['delta', { text: answer }],
    ['citations', { citations }],
    [
      'done',
      {
        sessionId,
        messageId: 'msg_test',
        answer,
        answered: true,
        citations,
        sentiment: null,
        intent: null,
        handledBy: 'bot',
        choices: [],
        handedOver: false,
      },
    ],
  ];
  const body = events
    .map(([event, data]) => `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`)
    .join('');
  return { status: 200, contentType: 'text/event-stream', body };
}
