import { createHmac } from 'node:crypto';
import type { Mail } from '../apps/server/src/platform/mail.ts';
import { connectBrowser } from './browser.ts';
import { embed, startHostSite } from './hostSite.ts';
import { createShop, startServer } from './startServer.ts';
import { inPanel, visit, type WidgetPage } from './widgetPage.ts';

/** A shop that vouches for its visitors, on a server that sends mail, and a browser to visit it. */
export async function openKnownShop() {
  const mails: Mail[] = [];
  const sendMail = async (mail: Mail) => {
    mails.push(mail);
  };
  const [server, browser] = await Promise.all([startServer({ sendMail }), connectBrowser()]);
  const site = await startHostSite({ echoai: server.url });
  const key = await createShop(server.client);
  const { items } = await server.client.chatbots.list();
  const chatbotId = items.find(({ publishableKey }) => publishableKey === key)!.id;
  const { secret } = await server.client.chatbots.identity({ params: { chatbotId } });
  const url = site.add('/', { body: embed({ echoai: server.url, key }) });
  let second = Math.floor(Date.now() / 1000) + 600;
  return {
    server,
    browser,
    key,
    url,
    mails,
    /** A fresh proof, as the host site makes it for a page view. */
    proofOf(externalId: string, email = '') {
      second += 1;
      const text = [chatbotId, externalId, email, second].join('\n');
      const signature = createHmac('sha256', secret).update(text).digest('hex');
      return { externalId, ...(email ? { email } : {}), expiresAt: second, signature };
    },
    /** Opens the page as that visitor, with the chat open. */
    async visitAs(identity: object | null): Promise<WidgetPage> {
      const opened = await visit({ browser, url });
      await opened.bubble.waitFor();
      if (identity) await identify(opened, identity);
      await opened.open();
      return opened;
    },
    async close() {
      await browser.close();
      await site.close();
      await server.close();
    },
  };
}
export type KnownShop = Awaited<ReturnType<typeof openKnownShop>>;

export const identify = ({ page }: WidgetPage, identity: object | null) =>
  page.evaluate(`EchoAI.identify(${JSON.stringify(identity)})`);

/** What the panel keeps of the anonymous visitor, or of a known one. */
export function keptIn(page: WidgetPage, slot: 'browser' | 'known'): Promise<object | null> {
  return inPanel(
    page,
    `(() => {
      const name = Object.keys(localStorage).find((key) => /:known$/.test(key) === ${slot === 'known'});
      return name ? JSON.parse(localStorage.getItem(name)) : null;
    })()`,
  );
}
