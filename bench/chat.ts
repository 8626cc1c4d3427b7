/**
 * Full turns over real HTTP: server, stand-in model and this client are three processes on the same
 * machine. The chatbot knows 1,000 passages; the model answers without delay.
 *
 *   npm run bench:chat                      on PGlite
 *   DATABASE_URL=postgres://… npm run bench:chat   on PostgreSQL, in a database made for it
 */
import { type ChildProcess, fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { readDemoPages } from '../apps/server/src/demo/seedDemo.ts';
import { sentencesOf } from '../apps/server/src/knowledge/sentences.ts';
import { exchange } from './httpClient.ts';
import {
  cpuSecondsOfServer,
  openBench,
  origin,
  quantile,
  residentMegabytes,
  signIn,
} from './server.ts';

const passageCount = 1_000;
const secondsEach = Number(process.env.BENCH_SECONDS ?? 10);
/** Such as `cached 10`, to measure one line alone. */
const only = process.env.BENCH_ONLY;

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

const standIn = await startStandIn();
const bench = await openBench({ OPENAI_BASE_URL: standIn.url });
try {
  console.log(`${new Date().toISOString()}, ${cpus().length} × ${cpus()[0]?.model}`);
  console.log(`${bench.database}, Node ${process.version}`);
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
  console.log(`\nsecond start: ready after ${(await bench.restart()).toFixed(0)} ms`);
  await new Promise((resolve) => setTimeout(resolve, 5_000));
  console.log(`idle memory: ${await residentMegabytes(bench.pid())} MB`);
} finally {
  await bench.close();
  standIn.process.kill();
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

function distinctQuestion(): string {
  asked++;
  return `${asks[asked % asks.length]} my ${subjects[asked % subjects.length]} with the number ${asked}?`;
}

/** A chatbot that knows a thousand passages, shuffled together from the demo shop's sentences. */
async function makeChatbot(): Promise<string> {
  const client = await signIn();
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

async function startStandIn(): Promise<{ url: string; process: ChildProcess }> {
  const child = fork(fileURLToPath(new URL('./modelStandIn.ts', import.meta.url)));
  const url = await new Promise<string>((resolve) =>
    child.once('message', (message) => resolve((message as { url: string }).url)),
  );
  return { url, process: child };
}
