import type { Hono } from 'hono';
import { Inngest } from 'inngest';
import { serve } from 'inngest/hono';
import { z } from 'zod';
import type { Config } from '../../config.ts';
import { createBodyLimit, type HttpEnv } from '../../platform/http/api.ts';
import { createLimit } from '../../platform/http/limits.ts';
import type { Jobs } from '../../platform/jobs/jobs.ts';
import type { Log } from '../../platform/log.ts';
import type { Advance, RunningEngine } from './engine.ts';
import { createPgBossEngine } from './pgBossEngine.ts';

const path = '/api/inngest';
const event = 'echoai/executions.due';
const payload = z.object({ organisationId: z.string() });
/** What Inngest sends at most. */
const maxBody = 4 * 1024 * 1024;
const sendMs = 10_000;
/** A server that was made anew knows of no app, and takes events that nobody runs for. */
const registerMs = 60_000;
const registerAgainMs = 5_000;

/**
 * Inngest says when an organisation has its turn: an event for each, and one function, which runs
 * for one event of an organisation at a time. The event is sent by a job of our own queue, since it
 * must exist if and only if a transaction of ours commits. The turn is the same as with pg-boss.
 */
export function createInngestEngine({
  settings,
  app,
  jobs,
  advance,
  log,
}: {
  settings: NonNullable<Config['inngest']>;
  app: Hono<HttpEnv>;
  jobs: Jobs;
  advance: Advance;
  log: Log;
}): RunningEngine {
  const { client, functions } = createFunctions({ settings, advance, log });
  const handler = serve({
    client,
    functions,
    serveOrigin: settings.serveOrigin,
    servePath: path,
  });
  const limitRegistering = createLimit({ name: 'inngest', by: 'address', allowance: 30 });
  app.on(['GET', 'POST', 'PUT'], path, createBodyLimit(maxBody), async (context) => {
    if (context.req.method === 'PUT') limitRegistering.take(context.get('address'));
    return handler(context);
  });

  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;
  let isRegistered: boolean | undefined;
  /** Tells the server of this app and its function, now and again and again. */
  const register = async () => {
    const response = await app.request(`${settings.serveOrigin}${path}`, { method: 'PUT' });
    const { message } = (await response.json().catch(() => ({}))) as { message?: string };
    if (isStopped) return;
    // The SDK answers 200 as well when the server said no in JSON; its message tells.
    const isDone = response.ok && message === 'Successfully registered';
    if (isDone !== isRegistered) {
      const about = { server: settings.baseUrl, message };
      if (isDone) log.info(about, 'registered with Inngest');
      else
        log.error(about, 'not registered with Inngest: automations wait until it can be reached');
    }
    isRegistered = isDone;
    timer = setTimeout(register, isRegistered ? registerMs : registerAgainMs).unref();
  };

  // The queue's turn of an organisation is to tell Inngest of it.
  const relay = createPgBossEngine({
    jobs,
    async advance(organisationId) {
      await client.send({ name: event, data: { organisationId } });
    },
  });
  return {
    engine: { ...relay.engine, advancesAtOnce: false },
    job: relay.job,
    start: () => void register(),
    stop() {
      isStopped = true;
      clearTimeout(timer);
    },
  };
}

/** The client of the server, and what it may call. */
export function createFunctions({
  settings: { baseUrl, eventKey, signingKey },
  advance,
  log,
}: {
  settings: NonNullable<Config['inngest']>;
  advance: Advance;
  log: Log;
}) {
  const client = new Inngest({
    id: 'echoai',
    baseUrl,
    eventKey,
    signingKey,
    isDev: false,
    checkpointing: false, // there are no steps to tell of
    logger: log,
    // It would say every few seconds that the server is away; what it says of it is logged once, above.
    internalLogger: log.child({}, { level: 'silent' }),
    // A server that does not answer must not hold a job for ever.
    fetch: (input, init) => fetch(input, { ...init, signal: AbortSignal.timeout(sendMs) }),
  });
  const advanceExecutions = client.createFunction(
    {
      id: 'advance-executions',
      name: 'Advance executions',
      triggers: [{ event }],
      concurrency: { key: 'event.data.organisationId', limit: 1 },
      // What a turn left undone is found in the rows, and has an event of its own.
      retries: 3,
    },
    // Without steps: one request a turn, and how far everything is stands in our own rows.
    ({ event }) => advance(payload.parse(event.data).organisationId),
  );
  return { client, functions: [advanceExecutions] };
}
