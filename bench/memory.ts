/**
 * What memory costs: bytes of a session and of a visitor, the time to load and to save, and this
 * process's memory while many visitors talk. In this process, on PGlite, offline; texts
 * have stand-in vectors, since the model's own time and memory are measured by `bench:chat`.
 *
 *   npm run bench:memory
 *   BENCH_SESSIONS=10000 BENCH_TURNS=50 npm run bench:memory   the whole run: some hours
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from '@echoai/contract';
import { sql } from 'drizzle-orm';
import { recallVisitor } from '../apps/server/src/conversation/memory/visitorMemory.ts';
import { createDatabase } from '../apps/server/src/platform/database/database.ts';
import { openPglite } from '../apps/server/src/platform/database/pglite.ts';
import { askForReply, startTestServer } from '../apps/server/src/testing/testServer.ts';

const sessionCount = Number(process.env.BENCH_SESSIONS ?? 300);
const turnCount = Number(process.env.BENCH_TURNS ?? 20);
const earlierMessages = 1_000;

// On disk, so that the database is no part of the process's memory.
const directory = await mkdtemp(join(tmpdir(), 'echoai-bench-'));
const database = createDatabase(await openPglite(directory));
const server = await startTestServer({ database });
const { client, organisationId } = await server.createOrganisation();
const bot = await client.chatbots.create({ body: { name: 'Bench' } });
const key = bot.publishableKey;
const subjects = ['boots', 'tent', 'jacket', 'parcel', 'refund', 'voucher', 'backpack'];
const ask = <Row>(query: ReturnType<typeof sql>) =>
  server.database.withOrganisation(
    organisationId,
    async (tx) => (await tx.execute(query)).rows as Row[],
  );

try {
  console.log(
    `${new Date().toISOString()}, Node ${process.version}, ${sessionCount} × ${turnCount}`,
  );
  await measureSessions();
  await measureLoading();
} finally {
  await server.close();
  await rm(directory, { recursive: true, force: true });
}

/** Visitors with a session each; the memory is read at every tenth of the way. */
async function measureSessions(): Promise<void> {
  const readings: string[] = [];
  const times: number[] = [];
  for (let session = 0; session < sessionCount; session++) {
    let token: string | undefined;
    let sessionId: string | undefined;
    for (let turn = 0; turn < turnCount; turn++) {
      const startedAt = performance.now();
      const reply = await askForReply(server, {
        key,
        message: messageOf(session, turn),
        ...(token ? { token, sessionId } : {}),
      });
      times.push(performance.now() - startedAt);
      token ??= reply.visitorToken;
      sessionId = reply.sessionId;
    }
    if ((session + 1) % Math.ceil(sessionCount / 10) === 0) readings.push(megabytes());
  }
  console.log(`memory of the process at each tenth, MB (heap and vectors): ${readings.join(', ')}`);
  console.log(`a turn: median ${median(times).toFixed(1)} ms`);
  const [bytes] = await ask<Record<string, number>>(sql`
    select avg(pg_column_size(memory_buffer))::int as state, max(pg_column_size(memory_buffer)) as "largestState",
      (select avg(size)::int from (
        select sum(pg_column_size(f.*)) as size from memory_facts f group by external_user_id
      ) as each) as facts,
      (select avg(pg_column_size(recalled))::int from messages where role = 'user') as recalled,
      (select avg(pg_column_size(embedding))::int from messages where role = 'user') as vector
    from conversation_sessions`);
  console.log(
    'bytes: of a session’s state (mean, largest), a visitor’s facts, and a message’s recollections and vector',
  );
  console.log(JSON.stringify(bytes));
}

function messageOf(session: number, turn: number): string {
  const subject = subjects[(session + turn) % subjects.length];
  if (turn === 0) return `I ordered the ${subject} in size ${36 + (session % 12)}.`;
  return turn % 5 === 0
    ? `I use the ${subject} for weekend number ${turn} in place ${session}.`
    : `Where is my ${subject} with the number ${session * turnCount + turn}?`;
}

/** A visitor with 1,000 earlier messages: what the first turn of a process reads, and the next. */
async function measureLoading(): Promise<void> {
  const { visitorToken, sessionId } = await askForReply(server, { key, message: 'Hello' });
  const token = visitorToken!;
  const visitor = createClient({
    baseUrl: 'http://localhost:3000',
    headers: { authorization: `Bearer ${key}`, 'EchoAI-Visitor': token },
    fetch: (input, init) => server.request(String(input).slice(21), init as RequestInit),
  });
  const { id: externalUserId } = await visitor.identity.get();
  await ask(sql`
    insert into messages (id, organisation_id, session_id, role, content, state, reply_to_id, embedding)
    select 'msg_01' || lpad(n::text, 23, '0') || part, ${organisationId}, ${sessionId},
      case part when 'q' then 'user' else 'assistant' end, 'I talked about thing ' || n || ' at place ' || n % 40,
      'complete', case part when 'r' then 'msg_01' || lpad(n::text, 23, '0') || 'q' end,
      case part when 'q' then decode(repeat(lpad(to_hex(n % 100), 2, '0'), 512), 'hex') end
    from generate_series(1, ${earlierMessages}::int) n, unnest(array['q', 'r']) as part order by n, part`);
  const load = () =>
    server.database.withOrganisation(organisationId, async (tx) => {
      const startedAt = performance.now();
      const { history } = await recallVisitor(tx, {
        organisationId,
        externalUserId,
        chatbotId: bot.id,
      });
      return { ms: performance.now() - startedAt, count: history.entries.length };
    });
  await ask(
    sql`update external_users set history_revision = history_revision + 1 where id = ${externalUserId}`,
  );
  const first = await load();
  const next: number[] = [];
  for (let run = 0; run < 50; run++) next.push((await load()).ms);
  console.log(
    `loading ${first.count} messages: ${first.ms.toFixed(0)} ms the first time, then ${median(next).toFixed(2)} ms`,
  );
  const times: number[] = [];
  for (let turn = 0; turn < 40; turn++) {
    const startedAt = performance.now();
    await askForReply(server, { key, token, message: `What thing was at place ${turn}?` });
    times.push(performance.now() - startedAt);
  }
  console.log(`a turn of that visitor: median ${median(times).toFixed(1)} ms`);
  console.log(await stages());
}

/** Mean of each stage of all turns, from the server's own metrics. */
async function stages(): Promise<string> {
  const text = await (await server.request('/metrics')).text();
  const read = (suffix: string) =>
    new Map(
      [
        ...text.matchAll(new RegExp(`^\\w*turn\\w*_${suffix}\\{stage="(\\w+)"\\} (\\S+)$`, 'gm')),
      ].map(([, stage, value]) => [stage, Number(value)] as const),
    );
  const counts = read('count');
  return `mean of each stage, ms: ${[...read('sum')]
    .map(([stage, sum]) => `${stage} ${((1_000 * sum) / counts.get(stage)!).toFixed(2)}`)
    .join(', ')}`;
}

function megabytes(): string {
  globalThis.gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return ((heapUsed + arrayBuffers) / 2 ** 20).toFixed(0);
}

function median(times: number[]): number {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)]!;
}
