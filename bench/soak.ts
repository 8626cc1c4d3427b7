/**
 * Many visitors for a while: 5,000 turns of 500 visitors, ten each, then 500 requests a second for
 * twenty seconds. Says how the server's memory goes, and whether a message was lost or doubled.
 * The visitors come from this machine, so that their turns are not limited.
 *
 *   npm run bench:soak                      on PGlite
 *   DATABASE_URL=postgres://… npm run bench:soak   on PostgreSQL, in a database made for it
 */
import { cpus } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '@echoai/contract';
import { get, openBench, post, quantile, residentMegabytes, signIn, summary } from './server.ts';

const visitorCount = 500;
const turnsEach = 10;
const clients = 20;
const requestsPerSecond = 500;
const seconds = 20;

/** What visitors write: questions, follow-ups, what they tell of themselves. */
const messages = [
  'Hello, my name is Rosa',
  'Do you ship to Norway?',
  'And what does it cost?',
  'I live in Graz and wear size 42',
  'How long can I return shoes?',
  'What size do I wear?',
  'thanks',
];

interface Visitor {
  token?: string;
  sessionId?: string;
}

const bench = await openBench();
try {
  console.log(`${new Date().toISOString()}, ${cpus().length} × ${cpus()[0]?.model}`);
  console.log(`${bench.database}, Node ${process.version}\n`);
  const client = await signIn();
  const { id: chatbotId, publishableKey: key } = await client.chatbots.create({
    body: { name: 'Bench' },
  });
  const text = 'We ship to Norway in 3 to 5 days for € 12. Shoes can be returned within 60 days.';
  await client.sources.create({
    params: { chatbotId },
    body: { type: 'text', title: 'Shipping and returns', text },
  });
  await soak(key);
  await countMessages(client);
  await flood(key);
} finally {
  await bench.close();
}

async function soak(key: string): Promise<void> {
  const visitors = Array.from({ length: visitorCount }, (): Visitor => ({}));
  const times: number[] = [];
  let next = 0;
  console.log('turns   memory, MB   turn ms (median, p95)');
  const work = async () => {
    // Turn by turn through all visitors, so that each of them is away for a while.
    while (next < visitorCount * turnsEach) {
      const turn = next++;
      times.push(await ask(key, visitors[turn % visitorCount]!, turn));
      if ((turn + 1) % 1_000 !== 0) continue;
      const memory = await residentMegabytes(bench.pid());
      const latest = times.slice(-1_000);
      console.log(
        [
          String(turn + 1).padStart(5),
          String(memory).padStart(10),
          `${quantile(latest, 0.5)}, ${quantile(latest, 0.95)}`,
        ].join('   '),
      );
    }
  };
  await Promise.all(Array.from({ length: clients }, work));
}

async function ask(key: string, visitor: Visitor, turn: number): Promise<number> {
  const message = messages[(turn + Math.floor(turn / visitorCount)) % messages.length]!;
  const { body, status, totalMs } = await post('/api/v1/chat', {
    headers: {
      accept: 'application/json',
      authorization: `Bearer ${key}`,
      ...(visitor.token ? { 'echoai-visitor': visitor.token } : {}),
    },
    body: {
      message,
      clientMessageId: `turn-${turn}`,
      ...(visitor.sessionId ? { sessionId: visitor.sessionId } : {}),
    },
  });
  if (status !== 200) throw new Error(`${status} ${body}`);
  const reply = JSON.parse(body) as { sessionId: string; visitorToken?: string };
  visitor.sessionId = reply.sessionId;
  visitor.token ??= reply.visitorToken;
  return totalMs;
}

/** Every conversation has each of its questions once, with one answer. */
async function countMessages(client: Client): Promise<void> {
  let conversations = 0;
  let wrong = 0;
  for (let cursor: string | null = ''; cursor !== null; ) {
    const query = { limit: 100, ...(cursor ? { cursor } : {}) };
    const page: Awaited<ReturnType<Client['conversations']['list']>> =
      await client.conversations.list({ query });
    for (const { id } of page.items) {
      conversations++;
      const { items } = await client.conversations.messages({
        params: { conversationId: id },
        query: { limit: 100 },
      });
      const roles = items.map(({ role }) => role);
      const asked = roles.filter((role) => role === 'user').length;
      if (asked !== turnsEach || roles.length !== 2 * turnsEach) wrong++;
    }
    cursor = page.nextCursor;
  }
  console.log(
    `\n${conversations} conversations, of which ${wrong} have a message too many or few\n`,
  );
}

/** Requests come at their rate, however many are still open, as they do from many browsers. */
async function flood(key: string): Promise<void> {
  const statuses: Record<string, number> = {};
  const [turns, health]: [number[], number[]] = [[], []];
  const open = new Set<Promise<void>>();
  const startedAt = performance.now();
  for (let sent = 0; sent < requestsPerSecond * seconds; sent++) {
    const due = startedAt + (1_000 * sent) / requestsPerSecond;
    const early = due - performance.now();
    if (early > 1) await sleep(early);
    const request = send(sent).catch((error: unknown) => {
      const name = error instanceof Error ? error.message : String(error);
      statuses[name] = (statuses[name] ?? 0) + 1;
    });
    open.add(request);
    request.finally(() => open.delete(request));
  }
  await Promise.all(open);
  const took = (performance.now() - startedAt) / 1_000;
  console.log(
    `${requestsPerSecond} requests a second for ${seconds} s, answered in ${took.toFixed(1)} s`,
  );
  console.log(`  answers          ${JSON.stringify(statuses)}`);
  console.log(`  /healthz, ms     ${summary(health)}`);
  console.log(`  turns, ms        ${summary(turns)}`);
  await sleep(2_000);
  console.log(`  memory, MB       ${await residentMegabytes(bench.pid())}`);

  /** One in ten is a turn of a new visitor. */
  async function send(sent: number): Promise<void> {
    const isTurn = sent % 10 === 0;
    if (isTurn) {
      turns.push(await ask(key, {}, 1_000_000 + sent));
      statuses[200] = (statuses[200] ?? 0) + 1;
      return;
    }
    const { status, totalMs } = await get('/healthz');
    health.push(totalMs);
    statuses[status] = (statuses[status] ?? 0) + 1;
  }
}
