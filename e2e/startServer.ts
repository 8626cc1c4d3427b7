import type { AddressInfo } from 'node:net';
import type { Client } from '@echoai/contract';
import { readDemoPages } from '../apps/server/src/demo/seedDemo.ts';
import { closeServer, serve } from '../apps/server/src/platform/http/serve.ts';
import type { SendMail } from '../apps/server/src/platform/mail.ts';
import { createFakeModels } from '../apps/server/src/testing/fakeModels.ts';
import { addText, startTestServer } from '../apps/server/src/testing/testServer.ts';

export interface RunningServer {
  /** Its origin, without a trailing slash. */
  url: string;
  /** An organisation of its own, with a client of its API. */
  client: Client;
  close(): Promise<void>;
}

/**
 * The whole server on a port of its own and a database in memory. The models are the tests' own; with
 * `chatUrl` answers are written by the OpenAI-compatible server there.
 */
export async function startServer({
  chatUrl,
  sendMail,
}: {
  chatUrl?: string;
  sendMail?: SendMail;
} = {}): Promise<RunningServer> {
  const server = await startTestServer({ models: createFakeModels({ chatUrl }), sendMail });
  const http = await serve({
    app: server.app,
    dashboard: (_request, response) => response.writeHead(404).end(),
    port: 0,
    host: '127.0.0.1',
    publicUrl: 'http://127.0.0.1',
  });
  const { client } = await server.createOrganisation();
  return {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    client,
    async close() {
      http.closeAllConnections();
      await closeServer(http);
      await server.close();
    },
  };
}

/** A chatbot that has read two pages of the demo shop, and has three FAQs. @returns its key */
export async function createShop(
  client: Client,
  settings: Partial<Parameters<Client['chatbots']['create']>[0]['body']> = {},
): Promise<string> {
  const { id: chatbotId, publishableKey } = await client.chatbots.create({
    body: { name: 'Carrowfell', welcomeMessage: 'Hello! Ask me anything.', ...settings },
  });
  for (const { slug, title, text } of await readDemoPages()) {
    if (!['returns-and-exchanges', 'shipping'].includes(slug)) continue;
    await addText(client, { chatbotId, title, text, url: `https://shop.example/${slug}` });
  }
  const faqs = [
    ['How do I reset my password?', 'Choose **Log in**, then *Forgotten password*.', 'Account'],
    ['Can I order without an account?', 'Yes, continue as a guest.', 'Account'],
    ['Is there a student discount?', 'Students get 10 percent off.', 'Offers'],
  ] as const;
  for (const [question, answer, category] of faqs) {
    await client.faqs.create({ params: { chatbotId }, body: { question, answer, category } });
  }
  return publishableKey;
}
