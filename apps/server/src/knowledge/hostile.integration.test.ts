import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { limits } from '../testing/patience.ts';
import { makePdfBomb } from '../testing/pdf.ts';
import {
  addText,
  openTestDatabase,
  settled,
  startTestServer,
  type TestServer,
} from '../testing/testServer.ts';

let server: TestServer;
let organisation: Awaited<ReturnType<TestServer['createOrganisation']>>;
let chatbotId: string;

beforeAll(async () => {
  server = await startTestServer();
  organisation = await server.createOrganisation();
  chatbotId = (await organisation.client.chatbots.create({ body: { name: 'Shop' } })).id;
});
afterAll(() => server.close());

/** Megabytes that the child processes of this one have had at most; only Linux says it. */
function peakOfChildren(): number {
  if (!existsSync('/proc/self/task')) return 0;
  const pids = readdirSync('/proc/self/task').flatMap((task) =>
    readFileSync(`/proc/self/task/${task}/children`, 'utf8').trim().split(' ').filter(Boolean),
  );
  const peaks = pids.map((pid) => {
    try {
      return Number(
        readFileSync(`/proc/${pid}/status`, 'utf8').match(/^VmHWM:\s+(\d+)/m)?.[1] ?? 0,
      );
    } catch {
      return 0; // it has ended since
    }
  });
  return Math.max(0, ...peaks) / 1024;
}

describe('a hostile document', () => {
  it(
    'of a few kilobytes that unpacks to gigabytes takes at most 600 MB, none of them ours',
    async () => {
      const bomb = makePdfBomb();
      expect(bomb.length).toBeLessThan(20_000);
      const form = new FormData();
      form.set('file', new File([bomb], 'bomb.pdf'));
      const before = process.memoryUsage.rss();
      let peak = 0;
      let own = 0;
      const timer = setInterval(() => {
        peak = Math.max(peak, peakOfChildren());
        own = Math.max(own, process.memoryUsage.rss());
      }, 10);
      const { id: sourceId } = await organisation.client.sources.create({
        params: { chatbotId },
        form,
      });
      const params = { chatbotId, sourceId };
      const source = await settled(organisation.client, params);
      clearInterval(timer);
      expect(source.state).toBe('failed');
      expect(source.error).toMatch(/too much memory|longer than a minute|no text/);
      expect(peak).toBeLessThan(600);
      expect(own - before).toBeLessThan(200 * 2 ** 20);
    },
    limits.test,
  );

  it(
    'after it, others are read as ever',
    async () => {
      const source = await addText(organisation.client, {
        chatbotId,
        title: 'Parking',
        text: 'Parking is free.',
      });
      expect(source).toMatchObject({ state: 'ready', passageCount: 1 });
    },
    limits.test,
  );

  it(
    'that Markdown’s readers take minutes for leaves the process free, and is read',
    async () => {
      let longest = 0;
      let last = process.threadCpuUsage();
      let isWatching = true;
      const watch = () => {
        const now = process.threadCpuUsage();
        longest = Math.max(longest, now.user + now.system - last.user - last.system);
        last = now;
        if (isWatching) setImmediate(watch);
      };
      const { id: sourceId } = await organisation.client.sources.create({
        params: { chatbotId },
        body: { type: 'text', title: 'Hostile', text: '_a*'.repeat(30_000) },
      });
      watch();
      const params = { chatbotId, sourceId };
      const source = await settled(organisation.client, params);
      isWatching = false;
      expect(source).toMatchObject({ state: 'ready', error: null });
      // Dividing it held the process for eleven seconds of the processor at a third of this length.
      expect(longest / 1_000).toBeLessThan(1_000);
    },
    limits.test,
  );
});

describe('a source whose ingestion nobody works on', () => {
  it.each([
    ['is taken up at the next start', 0, { state: 'ready', error: null }],
    ['is given up when the process was killed in it twice', 2, { state: 'failed' }],
  ])('%s', async (_, timesCutOff, expected) => {
    const database = await openTestDatabase();
    const borrowed = { ...database, close: async () => {} };
    const before = await startTestServer({ database: borrowed });
    const { client, organisationId } = await before.createOrganisation();
    const bot = await client.chatbots.create({ body: { name: 'Museum' } });
    const { id: sourceId } = await addText(client, {
      chatbotId: bot.id,
      title: 'Museum',
      text: 'The museum opens at nine.',
    });
    await before.close();
    await database.asPlatform(async (tx) => {
      await tx.execute(sql`update sources set state = 'embedding' where id = ${sourceId}`);
      if (timesCutOff > 0) {
        await tx.execute(sql`
          insert into job_attempts (name, payload, begun) values ('ingest-source',
            ${JSON.stringify({ organisationId, sourceId, revision: 1 })}::jsonb, ${timesCutOff})`);
      }
    });
    const after = await startTestServer({ database: borrowed });
    const source = await settled(client, { chatbotId: bot.id, sourceId });
    expect(source).toMatchObject(expected);
    if (timesCutOff > 0) expect(source.error).toMatch(/stopped twice/);
    await after.close();
    await database.close();
  });
});
