import { createHash, createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export const eventKey = 'an-event-key';
export const signingKey = 'ab'.repeat(32);

interface Event {
  id: string;
  name: string;
  data: Record<string, unknown>;
}

interface RegisteredFunction {
  id: string;
  triggers: { event?: string }[];
  concurrency?: { key?: string; limit: number };
  steps: Record<string, { runtime: { url: string } }>;
}

/**
 * A stand-in for a self-hosted Inngest server: it takes registrations and events, and calls the
 * functions of the app as the real one does: signed, one run of a concurrency key at a time, and
 * again after a failure. Speaks the SDK's HTTP protocol (github.com/inngest/inngest,
 * docs/SDK_SPEC.md), as far as functions without steps need it.
 */
export async function startInngest({ retryMs = 100 }: { retryMs?: number } = {}) {
  const functions = new Map<string, RegisteredFunction>();
  const queues = new Map<string, Event[]>();
  const state = {
    registrations: 0,
    /** Runs that ended well, and calls that did not. */
    runs: 0,
    failures: 0,
    /** Answers every request so, when set; as if it were broken. */
    brokenWith: null as number | null,
    isStopped: false,
  };

  const server = createServer(async (request, response) => {
    let text = '';
    for await (const part of request) text += String(part);
    const answer = (status: number, body: object) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    if (state.brokenWith) return answer(state.brokenWith, { error: 'broken' });
    const body = JSON.parse(text || 'null');
    if (request.url === '/fn/register') {
      if (request.headers.authorization !== `Bearer ${hashedKey()}`)
        return answer(401, { error: 'Unauthorized' });
      state.registrations++;
      for (const one of body.functions as RegisteredFunction[]) functions.set(one.id, one);
      return answer(200, { ok: true, modified: true });
    }
    if (request.url === `/e/${eventKey}`) {
      const events: Event[] = [body].flat().map((event) => ({ ...event, id: crypto.randomUUID() }));
      for (const event of events) deliver(event);
      return answer(200, { status: 200, ids: events.map(({ id }) => id) });
    }
    return answer(401, { status: 401, error: 'Event key not found' });
  });

  function deliver(event: Event): void {
    for (const one of functions.values()) {
      if (!one.triggers.some((trigger) => trigger.event === event.name)) continue;
      const { key = '' } = one.concurrency ?? {};
      const value = String(event.data[key.replace(/^event\.data\./, '')]);
      const queue = queues.get(`${one.id} ${value}`);
      if (queue) {
        queue.push(event);
        continue;
      }
      queues.set(`${one.id} ${value}`, [event]);
      void workOff(one, `${one.id} ${value}`);
    }
  }

  async function workOff(one: RegisteredFunction, key: string): Promise<void> {
    const queue = queues.get(key)!;
    for (let event = queue.shift(); event && !state.isStopped; event = queue.shift())
      await run(one, event);
    queues.delete(key);
  }

  async function run(one: RegisteredFunction, event: Event): Promise<void> {
    for (let attempt = 0; attempt < 50 && !state.isStopped; attempt++) {
      const { url } = one.steps.step!.runtime;
      const body = {
        version: 1,
        event,
        events: [event],
        steps: {},
        ctx: {
          fn_id: one.id,
          run_id: event.id,
          attempt,
          disable_immediate_execution: false,
          stack: { stack: [], current: 0 },
        },
      };
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-inngest-signature': sign(body) },
        body: JSON.stringify(body),
      }).catch(() => null);
      if (response?.status === 200) {
        state.runs++;
        return;
      }
      state.failures++;
      await new Promise((resolve) => setTimeout(resolve, retryMs));
    }
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    state,
    /** What the app needs to find it. */
    environment: {
      INNGEST_BASE_URL: url,
      INNGEST_EVENT_KEY: eventKey,
      INNGEST_SIGNING_KEY: signingKey,
    },
    /** As if it had been made anew: it knows of no app. */
    forgetFunctions: () => functions.clear(),
    close() {
      state.isStopped = true;
      server.closeAllConnections();
      return new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
export type InngestServer = Awaited<ReturnType<typeof startInngest>>;

/** What the app proves itself with when it registers: the key's own hash. */
function hashedKey(): string {
  return createHash('sha256').update(signingKey, 'hex').digest('hex');
}

/** The signature of a request to the app: over its canonical JSON and the time. */
export function sign(body: object, key = signingKey): string {
  const time = Math.floor(Date.now() / 1_000).toString();
  const hash = createHmac('sha256', key).update(canonical(body)).update(time).digest('hex');
  return `t=${time}&s=${hash}`;
}

/** JSON with sorted names (RFC 8785), for the plain values used here. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_name, inner: unknown) =>
    inner && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
