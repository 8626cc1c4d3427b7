/**
 * What floods from one IPv6 /64 leave to others: 40 sign-ins at once, then 2,000 streams; and what
 * documents do: a hostile megabyte, then 30 texts of 950 kB. Server and client are two processes on the
 * same machine; the client says by `X-Forwarded-For` who it is.
 *
 *   npm run bench:limits
 */
import { randomBytes } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { type ClientRequest, request as httpRequest } from 'node:http';
import { cpus } from 'node:os';
import { setTimeout } from 'node:timers/promises';
import type { Client } from '@echoai/contract';
import { get, openBench, origin, post, residentMegabytes, signIn, summary } from './server.ts';

const rounds = 5;
const streamCount = 2_000;
const settled = new Set(['ready', 'failed']);

const bench = await openBench({ TRUST_PROXY: 'loopback' });
try {
  console.log(`${new Date().toISOString()}, ${cpus().length} × ${cpus()[0]?.model}`);
  console.log(`${bench.database}, Node ${process.version}\n`);
  const client = await signIn();
  const { id, publishableKey: key } = await client.chatbots.create({ body: { name: 'Bench' } });
  await measureSignIns(key);
  await measureStreams(key);
  for (const piece of ['**a', '_a*', '![', '- a\n', '> ']) {
    const text = piece.repeat(Math.floor(1_000_000 / piece.length));
    await measureTexts(client, id, { name: 'hostile megabyte', texts: [text] });
  }
  const words = 'The library keeps many books about boats and rivers, and lends them. ';
  const texts = Array.from({ length: 30 }, (_, index) => `${index} ${words.repeat(13_700)}`);
  await measureTexts(client, id, { name: '30 texts of 950 kB', texts });
} finally {
  await bench.close();
}

async function measureSignIns(key: string): Promise<void> {
  const alone: number[] = [];
  for (let turn = 0; turn < 10; turn++) alone.push((await ask(key)).ms);
  const health: number[] = [];
  const turns: number[] = [];
  const statuses: Record<number, number> = {};
  for (let round = 0; round < rounds; round++) {
    // A network for each round: the limit of a minute would spare the server the others.
    const flood = Array.from({ length: 40 }, (_, index) =>
      post('/auth/sign-in/email', {
        body: { email: `nobody${round}-${index}@bench.example`, password: `guess ${index}` },
        headers: { origin, 'x-forwarded-for': `2001:db8:${round}:1::${index.toString(16)}` },
      }),
    );
    for (let look = 0; look < 5; look++) health.push((await get('/healthz')).totalMs);
    turns.push((await ask(key)).ms);
    for (const { status } of await Promise.all(flood))
      statuses[status] = (statuses[status] ?? 0) + 1;
  }
  console.log(`40 sign-ins at once from one /64, ${rounds} times`);
  console.log(`  answers          ${JSON.stringify(statuses)}`);
  console.log(`  /healthz, ms     ${summary(health)}`);
  console.log(`  turns, ms        ${summary(turns)}`);
  console.log(`  turns alone, ms  ${summary(alone)}\n`);
}

async function measureStreams(key: string): Promise<void> {
  const pid = bench.pid();
  const [memory, files] = [await residentMegabytes(pid), await openFiles(pid)];
  const crowd = await openStreams(key, (stream) => `2001:db8:ffff:1::${stream.toString(16)}`);
  const other = await openStreams(key, () => '203.0.113.9', 1);
  console.log(`${streamCount} streams from one /64`);
  console.log(`  answers          ${JSON.stringify(countBy(crowd))}`);
  console.log(`  somebody else’s  ${JSON.stringify(countBy(other))}`);
  for (const { request } of [...crowd, ...other]) request.destroy();

  // As many networks, to see what an open one costs.
  const many = await openStreams(key, (stream) => `198.${18 + (stream >> 8)}.${stream & 255}.1`);
  const open = many.filter(({ status }) => status === 200).length;
  const megabytes = (await residentMegabytes(pid)) - memory;
  const more = (await openFiles(pid)) - files;
  console.log(`${streamCount} streams from as many networks`);
  console.log(`  answers          ${JSON.stringify(countBy(many))}`);
  console.log(
    `  memory           ${megabytes} MB more, ${((megabytes * 1024) / open).toFixed(0)} kB each`,
  );
  console.log(`  open files       ${more} more`);
  console.log(`  a turn, ms       ${(await ask(key)).ms.toFixed(1)}`);
  for (const { request } of many) request.destroy();
}

/** Adds texts, and asks for `/healthz` and the server's memory until all are read, or a minute is over. */
async function measureTexts(
  client: Client,
  chatbotId: string,
  { name, texts }: { name: string; texts: string[] },
): Promise<void> {
  const since = performance.now();
  const memory = await residentMegabytes(bench.pid());
  const sources = texts.map((text) =>
    client.sources.create({ params: { chatbotId }, body: { type: 'text', title: name, text } }),
  );
  const health: number[] = [];
  let most = memory;
  let states: string[];
  do {
    for (let look = 0; look < 20; look++) {
      health.push((await get('/healthz')).totalMs);
      await setTimeout(20);
    }
    most = Math.max(most, await residentMegabytes(bench.pid()));
    const created = await Promise.all(sources);
    const read = created.map(({ id: sourceId }) =>
      client.sources.get({ params: { chatbotId, sourceId } }),
    );
    states = (await Promise.all(read)).map(({ state }) => state);
  } while (performance.now() - since < 60_000 && states.some((state) => !settled.has(state)));
  const seconds = ((performance.now() - since) / 1000).toFixed(0);
  console.log(`${name} (${JSON.stringify(texts[0]!.slice(0, 6))}): ${[...new Set(states)]}`);
  console.log(`  /healthz, ms     ${summary(health)}`);
  console.log(`  memory, MB       ${memory} before, at most ${most}; ${seconds} s\n`);
}

interface Stream {
  status: number;
  request: ClientRequest;
}

/** Opens streams of visitors who have five each. */
async function openStreams(
  key: string,
  addressOf: (stream: number) => string,
  count = streamCount,
): Promise<Stream[]> {
  const streams: Stream[] = [];
  for (let stream = 0; stream < count; stream += 5) {
    const { visitorToken, sessionId } = await ask(key);
    const batch = Array.from({ length: Math.min(5, count - stream) }, (_, index) =>
      openStream(`/api/v1/sessions/${sessionId}/events`, {
        authorization: `Bearer ${key}`,
        'echoai-visitor': visitorToken,
        'x-forwarded-for': addressOf(stream + index),
      }),
    );
    streams.push(...(await Promise.all(batch)));
  }
  return streams;
}

function openStream(path: string, headers: Record<string, string>): Promise<Stream> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(origin + path, { headers, agent: false }, (response) => {
      response.on('error', () => {}); // it is cut off at the end
      response.resume();
      resolve({ status: response.statusCode ?? 0, request });
    });
    request.on('error', reject);
    request.end();
  });
}

async function ask(key: string) {
  const body = {
    message: 'Do you ship to Norway?',
    clientMessageId: randomBytes(8).toString('hex'),
  };
  const headers = { authorization: `Bearer ${key}`, accept: 'application/json' };
  const { body: text, totalMs, status } = await post('/api/v1/chat', { body, headers });
  if (status !== 200) throw new Error(`${status} ${text}`);
  const reply = JSON.parse(text) as { visitorToken: string; sessionId: string };
  return { ...reply, ms: totalMs };
}

async function openFiles(pid: number): Promise<number> {
  return (await readdir(`/proc/${pid}/fd`)).length;
}

function countBy(streams: Stream[]): Record<number, number> {
  const counts: Record<number, number> = {};
  for (const { status } of streams) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}
