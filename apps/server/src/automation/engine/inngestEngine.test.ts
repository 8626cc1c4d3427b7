import { InngestTestEngine } from '@inngest/test';
import { Hono } from 'hono';
import { afterEach, expect, it, vi } from 'vitest';
import type { HttpEnv } from '../../platform/http/api.ts';
import { respondWithProblem } from '../../platform/http/problems.ts';
import { createLog } from '../../platform/log.ts';
import { limits } from '../../testing/patience.ts';
import { type InngestServer, sign, startInngest } from '../testing/inngestServer.ts';
import { createFunctions, createInngestEngine } from './inngestEngine.ts';

const lines: string[] = [];
const log = createLog('info', { write: (line) => void lines.push(JSON.parse(line).msg) });
const settings = {
  baseUrl: 'http://127.0.0.1:1',
  eventKey: 'a',
  signingKey: 'ab'.repeat(32),
  serveOrigin: 'http://localhost:3000',
};
let inngest: InngestServer | undefined;
let stop: (() => void) | undefined;
afterEach(async () => {
  vi.useRealTimers();
  stop?.();
  await inngest?.close();
  lines.length = 0;
});

async function createEngine() {
  inngest = await startInngest();
  const app = new Hono<HttpEnv>();
  app.onError((error, context) => respondWithProblem(context, error));
  app.use((context, next) => {
    context.set('address', '192.0.2.1');
    return next();
  });
  const advance = vi.fn(async () => {});
  const { INNGEST_BASE_URL: baseUrl, INNGEST_EVENT_KEY: eventKey } = inngest.environment;
  const engine = createInngestEngine({
    settings: { ...settings, baseUrl, eventKey },
    app,
    jobs: {
      enqueue: vi.fn(),
      prepare: vi.fn(),
      start: vi.fn(),
      isRunning: () => true,
      stop: vi.fn(),
    },
    advance,
    log,
  });
  stop = engine.stop;
  return { app, advance, engine, server: inngest };
}

/** A call of the function, as Inngest makes it. */
function call(signature?: string, data: object = { organisationId: 'org_1' }) {
  const event = { name: 'echoai/executions.due', data };
  const body = {
    event,
    events: [event],
    steps: {},
    ctx: { run_id: 'run', attempt: 0 },
    version: 1,
  };
  const headers = {
    'content-type': 'application/json',
    'x-inngest-signature': signature ?? sign(body),
  };
  const path = '/api/inngest?fnId=echoai-advance-executions&stepId=step';
  return [path, { method: 'POST', headers, body: JSON.stringify(body) }] as const;
}

it('gives the organisation of an event its turn', async () => {
  const advance = vi.fn(async () => {});
  const { functions } = createFunctions({ settings, advance, log });
  const test = new InngestTestEngine({ function: functions[0]! });
  const data = { organisationId: 'org_1' };
  await test.execute({ events: [{ name: 'echoai/executions.due', data }] });
  expect(advance.mock.calls).toEqual([['org_1']]);
});

it('runs for requests that Inngest has signed, and for no others', async () => {
  const { app, advance } = await createEngine();
  expect((await app.request(...call())).status).toBe(200);
  expect(advance).toHaveBeenCalledTimes(1);
  const old = `t=${Math.floor(Date.now() / 1_000) - 600}&s=${'0'.repeat(64)}`;
  for (const signature of ['', 't=1', sign({}), sign({}, 'cd'.repeat(32)), old])
    expect((await app.request(...call(signature))).status).toBe(401);
  expect(advance).toHaveBeenCalledTimes(1);
});

it('refuses a body that is larger than what Inngest sends', async () => {
  const { app } = await createEngine();
  const [path, init] = call(undefined, { text: 'x'.repeat(5_000_000) });
  const headers = { ...init.headers, 'content-length': String(init.body.length) };
  expect((await app.request(path, { ...init, headers })).status).toBe(413);
});

it('tells Inngest of its function at start, and again, for a server that was made anew', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const { engine, server } = await createEngine();
  engine.start!();
  await vi.waitFor(() => expect(server.state.registrations).toBe(1), limits.wait);
  server.forgetFunctions();
  await vi.waitFor(async () => {
    await vi.advanceTimersByTimeAsync(60_000);
    expect(server.state.registrations).toBeGreaterThan(1);
  }, limits.wait);
});

it('tries to register until Inngest can be reached, and says so once', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const { engine, server } = await createEngine();
  server.state.brokenWith = 503;
  engine.start!();
  const saysSo = () => expect(lines).toEqual([expect.stringContaining('not registered')]);
  await vi.waitFor(saysSo, limits.wait);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(server.state.registrations).toBe(0);
  server.state.brokenWith = null;
  await vi.waitFor(async () => {
    await vi.advanceTimersByTimeAsync(5_000);
    expect(server.state.registrations).toBe(1);
    expect(lines).toEqual([expect.stringContaining('not registered'), 'registered with Inngest']);
  }, limits.wait);
});

it('sends an event for each organisation that is due, and fails while Inngest cannot be reached', async () => {
  const { engine, server, advance } = await createEngine();
  const attempt = { signal: new AbortController().signal, isLastAttempt: false };
  server.state.brokenWith = 503;
  await expect(engine.job.perform({ organisationId: 'org_1' }, attempt)).rejects.toThrow();
  server.state.brokenWith = null;
  await engine.job.perform({ organisationId: 'org_1' }, attempt);
  expect(advance).not.toHaveBeenCalled(); // that is Inngest's to say
});
