import { existsSync } from 'node:fs';
import { readdir, truncate, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { type Client, createClient } from '@echoai/contract';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { startModelServer } from '../apps/server/src/testing/modelServer.ts';
import { limits } from '../apps/server/src/testing/patience.ts';
import { ask, askForReply, eventually, settled } from '../apps/server/src/testing/testServer.ts';
import {
  cleanUp,
  newDirectory,
  preparedDirectory,
  type ServerProcess,
  spawnServer,
  startServer,
} from './process.ts';

const owner = { email: 'ada@shop.example', password: 'correct horse battery' };
const unattended = { ECHOAI_ADMIN_EMAIL: owner.email, ECHOAI_ADMIN_PASSWORD: owner.password };

afterEach(cleanUp);
afterAll(cleanUp);

/** The owner's client, by the session cookie. */
async function signIn({ url }: ServerProcess): Promise<Client> {
  const response = await fetch(`${url}/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify(owner),
  });
  expect(response.status).toBe(200);
  const cookie = response.headers.get('set-cookie')!.split(';')[0]!;
  return createClient({ baseUrl: url, headers: { cookie, origin: url } });
}

const requests = ({ url }: ServerProcess) => ({
  request: (path: string, init?: RequestInit) => fetch(`${url}${path}`, init),
});

describe('the process', () => {
  it('says where everything is, ends with Ctrl-C and code 0, and gives the data back', async () => {
    const directory = await newDirectory();
    const server = await startServer({ ECHOAI_DATA_DIR: directory });
    const shown = server.url.replace('127.0.0.1', '(127.0.0.1|localhost)');
    expect(server.output()).toMatch(new RegExp(`Dashboard +${shown}/\n`));
    expect(server.output()).toMatch(new RegExp(`Demo page +${shown}/demo\n`));
    expect(server.output()).toMatch(
      new RegExp(`First owner +${shown}/setup\\?token=[0-9a-f]{40}\n`),
    );
    expect(server.output()).toContain(directory);
    expect((await fetch(`${server.url}/readyz`)).status).toBe(200);

    expect(await server.end('SIGINT')).toEqual({ code: 0, signal: null });
    expect(existsSync(join(directory, 'lock.json'))).toBe(false);
  });

  it('ends when the script that started it is gone', async () => {
    const server = await startServer({
      ECHOAI_DATA_DIR: await preparedDirectory(),
      ECHOAI_DEMO: 'off',
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    server.child.disconnect();
    expect(await server.ended).toEqual({ code: 0, signal: null });
  });

  it('ends when that script is gone before it has begun to serve', async () => {
    const directory = await preparedDirectory();
    const server = await spawnServer({
      ECHOAI_DATA_DIR: directory,
      ECHOAI_DEMO: 'off',
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    server.child.disconnect(); // before its first line of code runs
    expect(await server.ended).toEqual({ code: 0, signal: null });
    expect(server.output()).not.toContain('EchoAI is ready');
    expect(existsSync(join(directory, 'lock.json'))).toBe(false);
  });

  it('answers while it starts: alive, not ready, and when to come again', async () => {
    const server = await spawnServer({ ECHOAI_DATA_DIR: await newDirectory(), ECHOAI_DEMO: 'off' });
    const early = await eventually(
      () => fetch(`${server.url}/readyz`).catch(() => null),
      limits.wait,
    );
    expect(early.status).toBe(503);
    expect(early.headers.get('retry-after')).toBe('2');
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
    const refused = await fetch(`${server.url}/api/v1/faqs`);
    if (refused.status !== 401) {
      expect(refused.status).toBe(503);
      expect(await refused.json()).toMatchObject({ code: 'starting' });
    }
    await server.prints('Ctrl-C stops it.');
    expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
    expect((await server.end('SIGTERM')).code).toBe(0);
  });

  it('refuses data that another process has, which goes on', async () => {
    const directory = await preparedDirectory();
    const first = await startServer({ ECHOAI_DATA_DIR: directory, ECHOAI_DEMO: 'off' });
    const second = await spawnServer({ ECHOAI_DATA_DIR: directory });
    expect(await second.ended).toEqual({ code: 1, signal: null });
    expect(second.output()).toContain(`in use by process ${first.child.pid}`);
    expect(second.output()).toContain('ECHOAI_DATA_DIR');
    expect(second.output()).not.toMatch(/\n\s+at /);
    expect((await fetch(`${first.url}/readyz`)).status).toBe(200);
  });
});

it('makes the demo at a later start, if the first one came to an end before it did', async () => {
  const directory = await preparedDirectory();
  const first = await spawnServer({ ECHOAI_DATA_DIR: directory, ECHOAI_DEMO: 'off' });
  await first.prints('EchoAI is ready');
  await first.end('SIGKILL');
  for (let start = 0; start < 2; start++) {
    const server = await spawnServer({ ECHOAI_DATA_DIR: directory });
    await server.prints('EchoAI is ready');
    const page = await (await fetch(`${server.url}/demo`)).text();
    expect(page).toContain('data-chatbot="pk_');
    await server.end('SIGTERM');
  }
  // Three starts, two of which learn the shop.
});

describe('after kill -9', () => {
  it('everything committed is there, and an ingestion under way becomes ready by itself', async () => {
    const options = {
      ECHOAI_DATA_DIR: await preparedDirectory(),
      ECHOAI_DEMO: 'off',
      ...unattended,
    };
    const first = await startServer(options);
    const client = await signIn(first);
    const { id: chatbotId } = await client.chatbots.create({ body: { name: 'Library' } });
    const params = { chatbotId };
    const rooms = Array.from(
      { length: 250 },
      (_, room) => `# Room ${room}\n\nRoom ${room} keeps ${room * 7} books about boats and rivers.`,
    );
    const { id: sourceId } = await client.sources.create({
      params,
      body: { type: 'text', title: 'Rooms', text: rooms.join('\n\n') },
    });
    await eventually(async () => {
      const { state, progress } = await client.sources.get({ params: { chatbotId, sourceId } });
      return state === 'embedding' && progress.done > 0;
    });
    const faq = await client.faqs.create({
      params,
      body: { question: 'Is there a café?', answer: 'Yes, in the cellar.' },
    });
    expect(await first.end('SIGKILL')).toEqual({ code: null, signal: 'SIGKILL' });

    const second = await startServer(options);
    const after = await signIn(second);
    expect((await after.faqs.list({ params })).items.map(({ id }) => id)).toEqual([faq.id]);
    const interrupted = await after.sources.get({ params: { chatbotId, sourceId } });
    expect(interrupted.state).not.toBe('ready');
    const source = await eventually(async () => {
      const now = await after.sources.get({ params: { chatbotId, sourceId } });
      return ['ready', 'failed'].includes(now.state) && now;
    });
    expect(source).toMatchObject({ state: 'ready', passageCount: 250 });
    expect((await second.end('SIGTERM')).code).toBe(0);
  });

  it('a question under way gets its answer once, when it is sent again', async () => {
    const model = await startModelServer({
      kind: 'answer',
      text: 'You have sixty days for shoes [1].',
      chunkDelayMs: 500,
    });
    const options = {
      ECHOAI_DATA_DIR: await preparedDirectory(),
      ECHOAI_DEMO: 'off',
      ECHOAI_LOG: 'debug',
      OPENAI_BASE_URL: model.url,
      OPENAI_API_KEY: 'sk-zircon',
      ...unattended,
    };
    const first = await startServer(options);
    const client = await signIn(first);
    const { id: chatbotId, publishableKey: key } = await client.chatbots.create({
      body: { name: 'Shop' },
    });
    const { id: sourceId } = await client.sources.create({
      params: { chatbotId },
      body: { type: 'text', title: 'Returns', text: 'You have 60 days to return shoes.' },
    });
    await settled(client, { chatbotId, sourceId });
    const turn = {
      key,
      message: 'How many days do I have to return shoes?',
      clientMessageId: 'c1',
    };
    const opening = await askForReply(requests(first), { key, message: 'Hello' });
    const again = { ...turn, token: opening.visitorToken!, sessionId: opening.sessionId };
    const cut = ask(requests(first), again).catch((error: Error) => error);
    await eventually(async () => model.state.requests.length > 0);
    await first.end('SIGKILL');
    expect(await cut).toBeInstanceOf(Error);

    model.state.behaviour = { kind: 'answer', text: 'You have sixty days for shoes [1].' };
    const second = await startServer(options);
    const replies = [
      await askForReply(requests(second), again),
      await askForReply(requests(second), again),
    ];
    expect(replies.map(({ answer }) => answer)).toEqual(
      Array(2).fill('You have sixty days for shoes [1].'),
    );
    const { items } = await (await signIn(second)).conversations.messages({
      params: { conversationId: opening.sessionId },
    });
    expect(items.map(({ role, state }) => `${role} ${state}`)).toEqual([
      'user complete',
      'assistant complete',
      'user complete',
      'assistant complete',
    ]);
    await second.end('SIGTERM');
    // Neither output nor logs tell what was said, or a key.
    for (const { output } of [first, second]) {
      expect(output()).toContain('"msg":"request"');
      expect(output()).not.toMatch(/shoes|zircon|correct horse/);
      expect(output()).not.toContain(key);
    }
    await model.close();
  });
});

describe('SIGTERM during turns', () => {
  it(
    'lets an answer end; one that cannot end is given once, after the next start',
    async () => {
      const text = 'You have sixty days for shoes [1].';
      const model = await startModelServer({ kind: 'answer', text, chunkDelayMs: 300 });
      const options = {
        ECHOAI_DATA_DIR: await preparedDirectory(),
        ECHOAI_DEMO: 'off',
        OPENAI_BASE_URL: model.url,
        OPENAI_API_KEY: 'sk-zircon',
        ...unattended,
      };
      const first = await startServer(options);
      const client = await signIn(first);
      const { id: chatbotId, publishableKey: key } = await client.chatbots.create({
        body: { name: 'Shop' },
      });
      const { id: sourceId } = await client.sources.create({
        params: { chatbotId },
        body: { type: 'text', title: 'Returns', text: 'You have 60 days to return shoes.' },
      });
      await settled(client, { chatbotId, sourceId });
      const message = 'How many days do I have to return shoes?';
      const visitor = async (clientMessageId: string) => {
        const hello = await askForReply(requests(first), { key, message: 'Hello' });
        return {
          key,
          message,
          clientMessageId,
          sessionId: hello.sessionId,
          token: hello.visitorToken!,
        };
      };
      const ends = await visitor('ends');
      const hangs = await visitor('hangs');
      model.state.requests.length = 0;
      const ending = askForReply(requests(first), ends);
      await eventually(async () => model.state.requests.length === 1);
      model.state.behaviour = { kind: 'silence', text: 'You have' };
      const hanging = ask(requests(first), hangs).then(
        ({ status }) => status,
        () => 'cut off',
      );
      await eventually(async () => model.state.requests.length === 2);
      const ended = first.end('SIGTERM');
      expect((await ending).answer).toBe(text);
      expect([503, 'cut off']).toContain(await hanging);
      expect(await ended).toEqual({ code: 0, signal: null });

      model.state.behaviour = { kind: 'answer', text };
      const second = await startServer(options);
      expect((await askForReply(requests(second), hangs)).answer).toBe(text);
      const owned = await signIn(second);
      for (const { sessionId: conversationId } of [ends, hangs]) {
        const { items } = await owned.conversations.messages({ params: { conversationId } });
        expect(items.map(({ role, state }) => `${role} ${state}`)).toEqual([
          'user complete',
          'assistant complete',
          'user complete',
          'assistant complete',
        ]);
      }
      expect((await second.end('SIGTERM')).code).toBe(0);
      await model.close();
    },
    limits.test,
  );
});

describe('a start that cannot succeed ends at once and says what to do', () => {
  const failing = async (environment: Record<string, string>) => {
    const server = await spawnServer({
      ECHOAI_DATA_DIR: join(await newDirectory(), 'data'),
      ECHOAI_DEMO: 'off',
      ...environment,
    });
    expect(await server.ended).toEqual({ code: 1, signal: null });
    expect(server.output()).not.toMatch(/\n\s+at /); // no stack: it is not a fault of ours
    return server.output();
  };

  it('when the port is taken, before it touches any data', async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    const { port } = taken.address() as { port: number };
    const directory = await newDirectory();
    const output = await failing({ port: String(port), ECHOAI_DATA_DIR: directory });
    expect(output).toContain(`Port ${port} is taken`);
    expect(output).toContain('PORT=');
    expect(await readdir(directory)).toEqual([]);
    taken.close();
  });

  it('when the data directory cannot be made or is a file', async () => {
    const file = join(await newDirectory(), 'file');
    await writeFile(file, '');
    for (const path of [file, join(file, 'data')]) {
      const output = await failing({ ECHOAI_DATA_DIR: path });
      expect(output).toContain(path);
      expect(output).toContain('ECHOAI_DATA_DIR');
    }
  });

  it('when what it stores is damaged, naming it and how to restore it', async () => {
    const directory = await preparedDirectory();
    await truncate(join(directory, 'pglite/global/pg_control'), 0);
    const output = await failing({ ECHOAI_DATA_DIR: directory });
    expect(output).toMatch(/The database in .*pglite is damaged/);
    expect(output).toContain('backup');
    expect(existsSync(join(directory, 'lock.json'))).toBe(false);

    const other = await newDirectory();
    await writeFile(join(other, 'secret'), '');
    expect(await failing({ ECHOAI_DATA_DIR: other })).toMatch(/secret is damaged/);
  });

  it('when a variable cannot be used, naming it and what it should be', async () => {
    const output = await failing({
      port: 'abc',
      OPENAI_BASE_URL: 'nonsense',
      ECHOAI_PUBLIC_URL: 'foo',
      DATABASE_URL: 'mysql://root:hunter2@db',
      ECHOAI_SECRET: 'short',
      ECHOAI_DEMO: 'maybe',
    });
    expect(output).toMatch(/PORT: .*0 to 65535/);
    expect(output).toMatch(/OPENAI_BASE_URL: .*http:\/\//);
    expect(output).toMatch(/ECHOAI_PUBLIC_URL: .*https:\/\//);
    expect(output).toMatch(/DATABASE_URL: .*postgres:\/\//);
    expect(output).toMatch(/ECHOAI_SECRET: .*32/);
    expect(output).toMatch(/ECHOAI_DEMO: .*on or off/);
    expect(output).not.toMatch(/hunter2|short/);
    expect(await failing({ ECHOAI_ADMIN_EMAIL: owner.email })).toContain('ECHOAI_ADMIN_PASSWORD');
  });

  it('when PostgreSQL is out of reach, without showing its password', async () => {
    const url = 'postgres://ada:hunter2@127.0.0.1:1/echoai';
    const output = await failing({ DATABASE_URL: url });
    expect(output).toContain('PostgreSQL cannot be reached at 127.0.0.1:1');
    expect(output).toContain('DATABASE_URL');
    expect(output).not.toContain('hunter2');
    const unknown = await failing({
      DATABASE_URL: 'postgres://ada:hunter2@nowhere.invalid/echoai',
    });
    expect(unknown).toContain('PostgreSQL cannot be reached');
    expect(unknown).not.toContain('hunter2');
  });
});
