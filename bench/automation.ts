/**
 * Events in, executions finished: trigger → condition → set property → tag, durable and logged, with
 * row-level security. Server and client are two processes on the same machine.
 *
 *   npm run bench:automation                      on PGlite
 *   DATABASE_URL=postgres://… npm run bench:automation   on PostgreSQL, in a database made for it
 *
 * `BENCH_ONLY=many` measures only 10,000 webhooks and a loop of 1,000 items.
 */
import { cpus } from 'node:os';
import type { WorkflowGraph } from '@echoai/contract';
import { graphOf } from '../apps/server/src/automation/testing/graph.ts';
import { exchange } from './httpClient.ts';
import {
  cpuSecondsOfServer,
  get,
  openBench,
  origin,
  quantile,
  residentMegabytes,
  signIn,
  summary,
} from './server.ts';

const secondsEach = Number(process.env.BENCH_SECONDS ?? 10);
const conversationCount = 500;
const waitingCount = Number(process.env.BENCH_WAITING ?? 100_000);
const isManyOnly = process.env.BENCH_ONLY === 'many';
const json = { 'content-type': 'application/json' };

const bench = await openBench();
try {
  console.log(`${new Date().toISOString()}, ${cpus().length} × ${cpus()[0]?.model}`);
  console.log(`${bench.database}, Node ${process.version}\n`);
  const client = await signIn();
  const sessions = await makeConversations();
  const hook = await activated(
    'By webhook',
    actingGraph({ kind: 'webhook', signed: false }, 'body.n'),
  );
  let sent = 0;
  const nextSession = () => sessions[sent++ % sessions.length]!;
  const call = async (url: string, body: object) => {
    const answer = await exchange({
      url,
      headers: json,
      body: JSON.stringify(body),
      marker: 'exe_',
    });
    if (answer.status !== 202) throw new Error(`${answer.status} ${answer.body}`);
    return (JSON.parse(answer.body) as { executionId: string }).executionId;
  };

  if (!isManyOnly) await measureRates();
  await measureMany(10_000);
  await measureLoop(1_000);
  if (waitingCount > 0 && !isManyOnly) await measureWaiting();

  async function measureRates() {
    console.log(
      'events      clients   executions/s   CPU ms each   event to finished, ms (median, p95)',
    );
    for (const clients of [1, 10, 50]) {
      await measure({
        kind: 'webhook',
        clients,
        workflowId: hook.id,
        send: (sessionId) =>
          call(hook.webhook.url!, {
            n: sent,
            sessionId,
            tag: `t${Math.floor(sent / sessions.length) % 40}`,
          }),
      });
    }
    await off(hook.id);

    const tagged = await activated(
      'By event',
      actingGraph({ kind: 'conversation_tagged', tag: 'vip' }, 'sessionId'),
    );
    await measure({
      kind: 'event',
      clients: 1,
      workflowId: tagged.id,
      prepare: (conversationId) =>
        client.conversations.removeTag({ params: { conversationId, tag: 'vip' } }),
      send: async (conversationId) => {
        await client.conversations.addTag({ params: { conversationId, tag: 'vip' } });
        return null;
      },
    });
    // Each of its executions makes an event, which starts an execution of the other.
    const tagging = await activated(
      'Makes events',
      graphOf(
        {
          begin: { kind: 'webhook', signed: false },
          tag: { kind: 'tag_conversation', add: ['vip'], remove: ['vip'] },
        },
        ['begin>tag'],
      ),
    );
    for (const clients of [10, 50]) {
      await measure({
        kind: 'event',
        clients,
        workflowId: tagged.id,
        send: (sessionId) => call(tagging.webhook.url!, { sessionId }),
      });
    }
    await off(tagged.id);
  }

  async function activated(name: string, graph: WorkflowGraph) {
    const { id } = await client.workflows.create({ body: { name, graph } });
    return client.workflows.activate({ params: { workflowId: id }, body: {} });
  }

  function off(workflowId: string) {
    return client.workflows.deactivate({ params: { workflowId }, body: {} });
  }

  async function counts(workflowId: string) {
    const { items } = await client.workflows.list({});
    return items.find(({ id }) => id === workflowId)!.executions;
  }

  /** @returns when none is open */
  async function finished(workflowId: string, pollMs = 50): Promise<void> {
    for (;;) {
      const { open, failed } = await counts(workflowId);
      if (failed > 0) throw new Error(`${failed} executions failed`);
      if (open === 0) return;
      await pause(pollMs);
    }
  }

  /** Executions by pages, the latest first, since the list of workflows counts to a thousand. */
  async function* executionsOf(workflowId: string) {
    for (let cursor: string | null = ''; cursor !== null; ) {
      const query = { workflowId, limit: 100, ...(cursor ? { cursor } : {}) };
      const page = await client.executions.list({ query });
      yield* page.items;
      cursor = page.nextCursor;
    }
  }

  /** Each client sends the next event once the one before was taken; alone it waits for its end. */
  async function measure({
    kind,
    clients,
    workflowId,
    prepare,
    send,
  }: {
    kind: string;
    clients: number;
    workflowId: string;
    prepare?: (sessionId: string) => Promise<unknown>;
    send: (sessionId: string) => Promise<string | null>;
  }) {
    const times: number[] = [];
    const run = async (until: number, times: number[] | null) => {
      while (performance.now() < until) {
        const sessionId = nextSession();
        await prepare?.(sessionId);
        const startedAt = performance.now();
        const executionId = await send(sessionId);
        if (clients > 1) continue;
        if (executionId) await ended(executionId);
        else await finished(workflowId, 2);
        times?.push(performance.now() - startedAt);
      }
    };
    const everyClient = (until: number, times: number[] | null) =>
      Promise.all(Array.from({ length: clients }, () => run(until, times)));
    await everyClient(performance.now() + 1_500, null);
    await finished(workflowId);
    const { value: last } = await executionsOf(workflowId).next();
    const cpuBefore = await cpuSecondsOfServer();
    const startedAt = performance.now();
    await everyClient(startedAt + secondsEach * 1_000, times);
    await finished(workflowId);
    const seconds = (performance.now() - startedAt) / 1_000;
    const cpuSeconds = (await cpuSecondsOfServer()) - cpuBefore;
    let done = 0;
    for await (const { id } of executionsOf(workflowId)) {
      if (id === last?.id) break;
      done++;
    }
    const cpu = (1_000 * cpuSeconds) / done;
    console.log(
      [
        kind.padEnd(11),
        String(clients).padStart(7),
        (done / seconds).toFixed(0).padStart(14),
        cpu.toFixed(2).padStart(13),
        (times.length > 0 ? `${quantile(times, 0.5)}, ${quantile(times, 0.95)}` : '').padStart(36),
      ].join(' '),
    );
  }

  async function ended(executionId: string, pollMs = 0) {
    for (;;) {
      const { status } = await client.executions.get({ params: { executionId } });
      if (status === 'completed') return;
      if (status === 'failed') throw new Error('The execution failed');
      await pause(pollMs);
    }
  }

  /** So many webhooks by 50 clients; says how many executions they made, and what others waited. */
  async function measureMany(count: number) {
    await client.workflows.activate({ params: { workflowId: hook.id }, body: {} });
    const before = await executionsOf(hook.id).next();
    let left = count;
    const work = async () => {
      while (left-- > 0)
        await call(hook.webhook.url!, { n: left, sessionId: nextSession(), tag: 'm' });
    };
    const said = await observed(async () => {
      await Promise.all(Array.from({ length: 50 }, work));
      await finished(hook.id);
    });
    const ids = new Set<string>();
    for await (const { id, status } of executionsOf(hook.id)) {
      if (id === before.value?.id) break;
      if (status === 'completed') ids.add(id);
    }
    console.log(`\n${count} webhooks by 50 clients: ${ids.size} executions finished, ${said}`);
  }

  /** One execution that goes through a list and tags the conversation for each item. */
  async function measureLoop(count: number) {
    const looping = await activated(
      'Loops',
      graphOf(
        {
          begin: { kind: 'webhook', signed: false },
          each: { kind: 'loop', list: '{{ event.body.list }}', maximum: count },
          set: { kind: 'set_contact_property', name: 'last', value: '{{ steps.each.item }}' },
        },
        ['begin>each', 'each.each>set', 'set>each'],
      ),
    );
    const list = Array.from({ length: count }, (_, number) => number);
    const said = await observed(async () => {
      await ended(await call(looping.webhook.url!, { list, sessionId: nextSession() }), 100);
    });
    console.log(`a loop of ${count} items: ${said}`);
  }

  /** @returns how long it took, and how long others waited for an answer */
  async function observed(work: () => Promise<void>): Promise<string> {
    const health: number[] = [];
    let isDone = false;
    const cpu = await cpuSecondsOfServer();
    const startedAt = performance.now();
    const looking = (async () => {
      while (!isDone) {
        health.push((await get('/healthz')).totalMs);
        await pause(20);
      }
    })();
    await work();
    const seconds = (performance.now() - startedAt) / 1_000;
    isDone = true;
    await looking;
    const used = (await cpuSecondsOfServer()) - cpu;
    const megabytes = await residentMegabytes(bench.pid());
    return `${seconds.toFixed(1)} s, ${used.toFixed(1)} s of CPU, ${megabytes} MB, /healthz ms: ${summary(health)}`;
  }

  /** A parent starts a thousand that wait; a hundred parents. Then a thousand are due at once. */
  async function measureWaiting() {
    await bench.restart();
    const before = await idle();
    const waiting = await activated('Waits a day', waitGraph({ amount: 1, unit: 'days' }));
    const parent = await activated('Starts many', parentGraph(waiting.id));
    const startedAt = performance.now();
    for (let left = waitingCount; left > 0; left -= 1_000) await startMany(parent.id, left);
    await finished(parent.id, 2_000);
    // Children are there once their parents are finished.
    while (await has(waiting.id, 'pending')) await pause(2_000);
    const seconds = (performance.now() - startedAt) / 1_000;
    console.log(`\n${waitingCount} waiting executions, begun in ${seconds.toFixed(0)} s`);
    await bench.restart();
    const after = await idle();
    console.log(
      `idle without and with them: ${before.cores.toFixed(3)} and ${after.cores.toFixed(3)} cores, ${before.megabytes} and ${after.megabytes} MB`,
    );
    const short = await activated('Waits a little', waitGraph({ amount: 20, unit: 'seconds' }));
    const many = await activated('Starts them', parentGraph(short.id));
    await startMany(many.id, 1_000);
    await finished(many.id, 500);
    while (!(await has(short.id, 'completed'))) await pause(20);
    const wokenAt = performance.now();
    const cpu = await cpuSecondsOfServer();
    while ((await has(short.id, 'waiting')) || (await has(short.id, 'pending'))) await pause(20);
    const took = (performance.now() - wokenAt) / 1_000;
    const used = (await cpuSecondsOfServer()) - cpu;
    console.log(
      `1,000 of them woken and finished in ${took.toFixed(2)} s, with ${used.toFixed(2)} s of CPU`,
    );
  }

  async function has(workflowId: string, status: 'completed' | 'waiting' | 'pending') {
    const query = { workflowId, status, limit: 1 };
    return (await client.executions.list({ query })).items.length > 0;
  }

  /** Cores used and memory, when nothing has happened for a while. */
  async function idle() {
    await pause(10_000);
    const cpu = await cpuSecondsOfServer();
    await pause(20_000);
    const cores = ((await cpuSecondsOfServer()) - cpu) / 20;
    return { cores, megabytes: await residentMegabytes(bench.pid()) };
  }

  async function startMany(workflowId: string, most: number) {
    const list = Array.from({ length: Math.min(1_000, most) }, (_, number) => number);
    await client.workflows.run({ params: { workflowId }, body: { input: { list } } });
  }

  async function makeConversations(): Promise<string[]> {
    const { publishableKey } = await client.chatbots.create({ body: { name: 'Bench' } });
    const ids: string[] = [];
    for (let count = 0; count < conversationCount; count++) {
      const { body } = await exchange({
        url: `${origin}/api/v1/chat`,
        headers: { ...json, authorization: `Bearer ${publishableKey}`, accept: 'application/json' },
        body: JSON.stringify({ message: 'Hello' }),
        marker: 'sessionId',
      });
      ids.push((JSON.parse(body) as { sessionId: string }).sessionId);
    }
    return ids;
  }
} finally {
  await bench.close();
}

function actingGraph(trigger: { kind: string } & Record<string, unknown>, value: string) {
  const isHook = trigger.kind === 'webhook';
  return graphOf(
    {
      begin: trigger,
      check: {
        kind: 'if',
        condition: { match: 'all', rules: [{ field: `event.${value}`, operator: 'exists' }] },
      },
      set: { kind: 'set_contact_property', name: 'last', value: `{{ event.${value} }}` },
      tag: { kind: 'tag_conversation', add: [isHook ? '{{ event.body.tag }}' : 'seen'] },
    },
    ['begin>check', 'check.true>set', 'set>tag'],
  );
}

function waitGraph(duration: { amount: number; unit: string }): WorkflowGraph {
  return graphOf(
    { begin: { kind: 'manual' }, wait: { kind: 'wait', until: { mode: 'duration', duration } } },
    ['begin>wait'],
  );
}

function parentGraph(workflowId: string): WorkflowGraph {
  return graphOf(
    {
      begin: { kind: 'manual' },
      each: { kind: 'loop', list: '{{ event.input.list }}', maximum: 1_000 },
      start: { kind: 'start_workflow', workflowId },
    },
    ['begin>each', 'each.each>start', 'start>each'],
  );
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
