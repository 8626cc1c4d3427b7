/**
 * Full turns over real HTTP: server, stand-in model and this client are three processes on the same
 * machine. The chatbot knows 1,000 passages; the model answers without delay.
 *
 *   npm run bench:chat                      on PGlite
 *   DATABASE_URL=postgres://… npm run bench:chat   on PostgreSQL, in a database made for it
 */
import { type ChildProcess, fork, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createClient } from '@echoai/contract';
import { Client as PostgresClient } from 'pg';
import { readDemoPages } from '../apps/server/src/demo/seedDemo.ts';
import { sentencesOf } from '../apps/server/src/knowledge/sentences.ts';
import { exchange } from './httpClient.ts';

const passageCount = 1_000;
const secondsEach = Number(process.env.BENCH_SECONDS ?? 10);
/** Such as `cached 10`, to measure one line alone. */
const only = process.env.BENCH_ONLY;
const port = Number(process.env.BENCH_PORT ?? 3999);
const origin = `http://127.0.0.1:${port}`;
const owner = { email: 'owner@bench.example', password: 'a-password-for-the-bench' };

const subjects = ['boots', 'backpack', 'rain jacket', 'gift card', 'parcel', 'order', 'refund'];
const asks = [
  'How long does it take to return',
  'What does it cost to repair',
  'Can I exchange',
  'Where do I find',
  'Who pays the postage for',
];
const cachedQuestions = Array.from(
  { length: 10 },
  (_, index) => `${asks[index % asks.length]} my ${subjects[index % subjects.length]}?`,
);
let asked = 0;

const directory = await mkdtemp(join(tmpdir(), 'echoai-bench-'));
const databaseUrl = process.env.DATABASE_URL ? await createPostgresDatabase() : undefined;
const standIn = await startStandIn();
let server = await startServer();
try {
  console.log(`${new Date().toISOString()}, ${cpus().length} × ${cpus()[0]?.model}`);
  console.log(`${databaseUrl ? 'PostgreSQL' : 'PGlite'}, Node ${process.version}`);
  const key = await makeChatbot();
  const model = await firstTokenOfModel();
  console.log(`the model alone: first token after ${model.toFixed(1)} ms (median)\n`);
  console.log(
    'questions   clients   turns/s   CPU ms a turn   first token ms (median, p95)   turn ms (median, p95)',
  );
  for (const kind of ['distinct', 'cached'] as const) {
    for (const clients of [1, 10, 50]) {
      if (only && only !== `${kind} ${clients}`) continue;
      const { rate, cpu, first, total } = await measure({ key, kind, clients });
      console.log(
        [
          kind.padEnd(11),
          String(clients).padStart(7),
          rate.toFixed(0).padStart(9),
          cpu.toFixed(2).padStart(15),
          `${quantile(first, 0.5)}, ${quantile(first, 0.95)}`.padStart(30),
          `${quantile(total, 0.5)}, ${quantile(total, 0.95)}`.padStart(23),
        ].join(' '),
      );
    }
  }
  await printStages();
  await stop(server.process);
  server = await startServer();
  console.log(`\nsecond start: ready after ${server.readyMs.toFixed(0)} ms`);
  await new Promise((resolve) => setTimeout(resolve, 5_000));
  console.log(`idle memory: ${await residentMegabytes(server.process)} MB`);
} finally {
  await stop(server.process);
  standIn.process.kill();
  await rm(directory, { recursive: true, force: true });
  if (databaseUrl) await dropPostgresDatabase(databaseUrl);
}

/** Turns for some seconds, each client in a conversation of its own that begins anew every ten turns. */
async function measure({
  key,
  kind,
  clients,
}: {
  key: string;
  kind: 'distinct' | 'cached';
  clients: number;
}) {
  const first: number[] = [];
  const total: number[] = [];
  let failed = 0;
  const run = async (until: number, record: boolean) => {
    let token: string | undefined;
    let sessionId: string | undefined;
    for (let turn = 0; performance.now() < until; turn++) {
      if (turn % 10 === 0) sessionId = undefined;
      const message = kind === 'cached' ? cachedQuestions[turn % 10]! : distinctQuestion();
      const result = await exchange({
        url: `${origin}/api/v1/chat`,
        headers: {
          authorization: `Bearer ${key}`,
          'content-type': 'application/json',
          accept: 'text/event-stream',
          ...(token ? { 'echoai-visitor': token } : {}),
        },
        body: JSON.stringify({
          message,
          sessionId,
          clientMessageId: randomBytes(8).toString('hex'),
        }),
        marker: 'event: delta',
      });
      if (!result.body.includes('event: done')) {
        failed++;
        if (failed > 5)
          throw new Error(`Turns fail: ${result.status} ${result.body.slice(0, 500)}`);
        continue;
      }
      const session = JSON.parse(result.body.match(/event: session\ndata: (.*)/)?.[1] ?? '{}');
      token ??= session.visitorToken;
      sessionId = session.sessionId;
      if (!record) continue;
      first.push(result.markerMs ?? result.totalMs);
      total.push(result.totalMs);
    }
  };
  const everyClient = (until: number, record: boolean) =>
    Promise.all(Array.from({ length: clients }, () => run(until, record)));
  await everyClient(performance.now() + 2_000, false);
  const cpuBefore = await cpuSecondsOfServer();
  const startedAt = performance.now();
  await everyClient(startedAt + secondsEach * 1_000, true);
  const rate = total.length / ((performance.now() - startedAt) / 1_000);
  const cpu = (1_000 * ((await cpuSecondsOfServer()) - cpuBefore)) / total.length;
  return { rate, cpu, first, total };
}

/**
 * Processor time that the server used so far, all of its threads together: unlike the rate, it
 * hardly depends on what else the machine does.
 */
async function cpuSecondsOfServer(): Promise<number> {
  const text = await (await fetch(`${origin}/metrics`)).text();
  return Number(text.match(/^process_cpu_seconds_total (\S+)$/m)?.[1]);
}

function distinctQuestion(): string {
  asked++;
  return `${asks[asked % asks.length]} my ${subjects[asked % subjects.length]} with the number ${asked}?`;
}

/** A chatbot that knows a thousand passages, shuffled together from the demo shop's sentences. */
async function makeChatbot(): Promise<string> {
  const signIn = await fetch(`${origin}/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin },
    body: JSON.stringify(owner),
  });
  const cookie = signIn.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  const client = createClient({ baseUrl: origin, headers: { cookie, origin } });
  const { id: chatbotId, publishableKey } = await client.chatbots.create({
    body: { name: 'Bench' },
  });
  const sentences = (await readDemoPages()).flatMap(({ text }) => sentencesOf(text));
  let seed = 7;
  const random = () => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return seed / 2_147_483_648;
  };
  const sections = Array.from({ length: passageCount }, (_, index) => {
    const chosen = Array.from(
      { length: 5 },
      () => sentences[Math.floor(random() * sentences.length)],
    );
    return `## Section ${index}\n\n${chosen.join(' ')}`;
  });
  const ids: string[] = [];
  for (let start = 0; start < sections.length; start += 50) {
    const text = sections.slice(start, start + 50).join('\n\n');
    const body = { type: 'text' as const, title: `Handbook, part ${start / 50 + 1}`, text };
    ids.push((await client.sources.create({ params: { chatbotId }, body })).id);
  }
  for (const sourceId of ids) {
    for (;;) {
      const { state } = await client.sources.get({ params: { chatbotId, sourceId } });
      if (state === 'failed') throw new Error('Ingestion failed');
      if (state === 'ready') break;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
  return publishableKey;
}

async function firstTokenOfModel(): Promise<number> {
  const times: number[] = [];
  for (let index = 0; index < 200; index++) {
    const { markerMs } = await exchange({
      url: `${standIn.url}/chat/completions`,
      headers: { 'content-type': 'application/json', origin },
      body: JSON.stringify({ model: 'bench', stream: true, messages: [] }),
      marker: 'data: ',
    });
    times.push(markerMs ?? 0);
  }
  return Number(quantile(times, 0.5));
}

/** Mean time of each stage of a turn, from the server's own metrics. */
async function printStages(): Promise<void> {
  const text = await (await fetch(`${origin}/metrics`)).text();
  const read = (suffix: string) =>
    new Map(
      [
        ...text.matchAll(new RegExp(`^\\w*turn\\w*_${suffix}\\{stage="(\\w+)"\\} (\\S+)$`, 'gm')),
      ].map(([, stage, value]) => [stage, Number(value)] as const),
    );
  const counts = read('count');
  const stages = [...read('sum')].map(
    ([stage, sum]) => `${stage} ${((1_000 * sum) / (counts.get(stage) ?? 1)).toFixed(1)}`,
  );
  console.log(`\nmean of each stage over all of the above, ms: ${stages.join(', ')}`);
}

function quantile(times: number[], share: number): string {
  const sorted = times.toSorted((a, b) => a - b);
  return (sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0).toFixed(1);
}

async function startStandIn(): Promise<{ url: string; process: ChildProcess }> {
  const child = fork(fileURLToPath(new URL('./modelStandIn.ts', import.meta.url)));
  const url = await new Promise<string>((resolve) =>
    child.once('message', (message) => resolve((message as { url: string }).url)),
  );
  return { url, process: child };
}

async function startServer(): Promise<{ process: ChildProcess; readyMs: number }> {
  const startedAt = performance.now();
  const main = fileURLToPath(new URL('../apps/server/src/main.ts', import.meta.url));
  const extra = process.env.BENCH_NODE_OPTIONS?.split(' ') ?? [];
  const child = spawn(process.execPath, [...extra, main], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      PATH: process.env.PATH,
      PORT: String(port),
      HOST: '127.0.0.1',
      ECHOAI_DATA_DIR: directory,
      ECHOAI_DEMO: 'off',
      ECHOAI_LOG: 'error',
      ECHOAI_ADMIN_EMAIL: owner.email,
      ECHOAI_ADMIN_PASSWORD: owner.password,
      OPENAI_BASE_URL: standIn.url,
      EMBEDDING_MODEL: 'offline',
      ...(databaseUrl ? { DATABASE_URL: databaseUrl } : {}),
    },
  });
  for (;;) {
    if (child.exitCode !== null) throw new Error('The server ended');
    const ready = await fetch(`${origin}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (ready) return { process: child, readyMs: performance.now() - startedAt };
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await ended;
}

async function residentMegabytes({ pid }: ChildProcess): Promise<string> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  const kilobytes = status.match(/VmRSS:\s+(\d+)/)?.[1];
  return kilobytes ? (Number(kilobytes) / 1_024).toFixed(0) : 'unknown';
}

async function createPostgresDatabase(): Promise<string> {
  const url = new URL(process.env.DATABASE_URL!);
  const name = `echoai_bench_${randomBytes(4).toString('hex')}`;
  await runOnPostgres(`create database ${name}`);
  url.pathname = `/${name}`;
  return url.href;
}

async function dropPostgresDatabase(url: string): Promise<void> {
  await runOnPostgres(`drop database ${new URL(url).pathname.slice(1)}`);
}

async function runOnPostgres(statement: string): Promise<void> {
  const client = new PostgresClient({ connectionString: process.env.DATABASE_URL });
  await client.connect();
  await client.query(statement);
  await client.end();
}
