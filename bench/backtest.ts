/**
 * How fast a draft is tried on stored conversations, for how long that keeps the process from
 * anything else, and what a visitor who asks meanwhile waits. In this process, on PGlite; the
 * conversations are stored by SQL, two questions and answers each.
 *
 *   npm run bench:backtest
 *   BENCH_CONVERSATIONS=10000 npm run bench:backtest
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { seedConversations } from '../apps/server/src/automation/backtest/testing/seedConversations.ts';
import { graphOf } from '../apps/server/src/automation/testing/graph.ts';
import { createDatabase } from '../apps/server/src/platform/database/database.ts';
import { openPglite } from '../apps/server/src/platform/database/pglite.ts';
import { askForReply, eventually, startTestServer } from '../apps/server/src/testing/testServer.ts';

const count = Number(process.env.BENCH_CONVERSATIONS ?? 100_000);
const hour = 3_600_000;

const directory = await mkdtemp(join(tmpdir(), 'echoai-bench-'));
const driver = await openPglite(directory);
const database = createDatabase(driver);
const server = await startTestServer({ database });
const { client, organisationId } = await server.createOrganisation();
const bot = await client.chatbots.create({ body: { name: 'Bench' } });
const key = bot.publishableKey;

/** Starts at every tenth conversation: mood, two conditions, a tag and a message. */
const graphWith = (text: string) =>
  graphOf(
    {
      low: { kind: 'sentiment', when: { mode: 'below', threshold: -0.3 } },
      refund: {
        kind: 'if',
        condition: {
          match: 'all',
          rules: [{ field: 'event.text', operator: 'contains', value: 'refund' }],
        },
      },
      tag: { kind: 'tag_conversation', add: ['unhappy'] },
      tell: { kind: 'notify_team', title: 'Unhappy: {{ visitor.name }}', text },
      say: { kind: 'send_message', text: '{{ conversation.lastMessage.text }}: we are sorry.' },
    },
    ['low>refund', 'refund.true>tag', 'tag>tell', 'tell>say', 'refund.false>tell'],
  );

try {
  console.log(`${new Date().toISOString()}, Node ${process.version}, ${count} conversations`);
  const seededAt = performance.now();
  await seedConversations(database, { organisationId, chatbotId: bot.id, count });
  console.log(`seeded in ${((performance.now() - seededAt) / 1000).toFixed(0)} s`);
  // As conversations of days before are: written out, and known to the planner, see `maintain.ts`.
  for (const command of ['vacuum analyze', 'checkpoint']) await driver.drizzle.execute(command);
  for (const versions of [1, 2]) await measure(versions);
} finally {
  await server.close();
  await rm(directory, { recursive: true, force: true });
}

async function measure(versions: number): Promise<void> {
  const { id: workflowId } = await client.workflows.create({
    body: { name: 'Bench', graph: graphWith('Published') },
  });
  const params = { workflowId };
  if (versions === 2) await client.workflows.activate({ params, body: {} });
  await client.workflows.update({ params, body: { graph: graphWith('Draft') } });
  const waits: number[] = [];
  for (let turn = 0; turn < 5; turn++) await askAndWait();
  const alone = median(await Promise.all([askAndWait()]));
  globalThis.gc?.();
  const before = process.memoryUsage();
  let peak = before.heapUsed;
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const startedAt = performance.now();
  const processorBefore = process.threadCpuUsage();
  const backtest = await client.backtests.create({
    params,
    body: {
      from: new Date(Date.now() - 40 * 24 * hour).toISOString(),
      to: new Date(Date.now() - hour / 2).toISOString(),
    },
  });
  let isOver = false;
  const visitor = (async () => {
    while (!isOver) {
      waits.push(await askAndWait());
      peak = Math.max(peak, process.memoryUsage().heapUsed);
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  })();
  const ended = await eventually(async () => {
    const now = await client.backtests.get({ params: { workflowId, backtestId: backtest.id } });
    await new Promise((resolve) => setTimeout(resolve, 200));
    return !['queued', 'running'].includes(now.status) && now;
  }, 600_000);
  const seconds = (Date.parse(ended.endedAt!) - Date.parse(ended.startedAt!)) / 1000;
  isOver = true;
  delay.disable();
  const { user, system } = process.threadCpuUsage(processorBefore);
  const processor = (user + system) / 1e6;
  await visitor;
  const { result, status } = ended;
  console.log(
    `${versions} version(s), ${status}: ${result?.conversations} conversations, ${result?.events} events, ` +
      `starts ${result?.draft.fires}; ${seconds.toFixed(1)} s, ` +
      `${Math.round((result?.conversations ?? 0) / seconds)} conversations/s ` +
      `(${((performance.now() - startedAt) / 1000).toFixed(1)} s with the queue)\n` +
      `  the thread's processor time, answers to visitors included: ${processor.toFixed(1)} s, ` +
      `${Math.round((result?.conversations ?? 0) / processor)} conversations/s of it\n` +
      `  event loop held: p99 ${ms(delay.percentile(99))}, p99.9 ${ms(delay.percentile(99.9))}, longest ${ms(delay.max)} ms\n` +
      `  a visitor's ${waits.length} answers meanwhile: median ${median(waits).toFixed(0)} ms, ` +
      `longest ${Math.max(...waits).toFixed(0)} ms; alone ${alone.toFixed(0)} ms\n` +
      `  heap: ${mb(before.heapUsed)} MB before, at most ${mb(peak)} MB seen`,
  );
}

async function askAndWait(): Promise<number> {
  const startedAt = performance.now();
  await askForReply(server, { key, message: 'When do you open?' });
  return performance.now() - startedAt;
}

function median(values: number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0;
}

function ms(nanoseconds: number): string {
  return (nanoseconds / 1e6).toFixed(0);
}

function mb(bytes: number): string {
  return (bytes / 1e6).toFixed(0);
}
