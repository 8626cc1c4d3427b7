/**
 * What a connection costs: how much later an answer comes than over the bare request, how many
 * actions go through, how well two processes keep one limit, and what 10,000 connections cost that
 * nobody uses. The provider is a stand-in on this machine.
 *
 *   npm run bench:connections                              on PGlite
 *   DATABASE_URL=postgres://… npm run bench:connections    on PostgreSQL, in a database made for it
 */
import { fork } from 'node:child_process';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { ProviderRequest } from '@echoai/integrations/client';
import { sql } from 'drizzle-orm';
import { createConnections } from '../apps/server/src/connections/connections.ts';
import type { Services } from '../apps/server/src/connections/services.ts';
import { browserOf, environmentOf } from '../apps/server/src/connections/testing/connecting.ts';
import { servicesOn } from '../apps/server/src/connections/testing/servicesOn.ts';
import { watchConnections } from '../apps/server/src/connections/watchConnections.ts';
import { createDatabase } from '../apps/server/src/platform/database/database.ts';
import { openPostgres } from '../apps/server/src/platform/database/postgres.ts';
import { safeRequest } from '../apps/server/src/platform/http/safeRequest.ts';
import { startHubSpot } from '../apps/server/src/testing/providers/hubspot.ts';
import {
  openTestDatabase,
  openTestDatabaseUrl,
  startTestServer,
} from '../apps/server/src/testing/testServer.ts';

const secret = 'a secret of the benchmark, long enough';
const limited = { requests: 190, seconds: 10 };
const limitedSeconds = 30;

/** What an action asks: a read, which the stand-in answers at once. */
const request: ProviderRequest = { method: 'GET', path: '/account-info/2026-03/details' };

/** Asks as fast as the limit lets it, eight at a time. */
async function askOnAndOn(
  services: Services,
  of: { organisationId: string; connectionId: string },
): Promise<void> {
  const connections = createConnections(services);
  const until = Date.now() + limitedSeconds * 1_000;
  const one = async () => {
    while (Date.now() < until) {
      const client = await connections.open({ ...of, signal: AbortSignal.timeout(60_000) });
      // One that finds the queue too long comes again, as an execution does.
      await client.request(request).catch(() => {});
    }
  };
  await Promise.all(Array.from({ length: 8 }, one));
}

if (process.env.BENCH_WORKER) {
  const { url, environment, ...of } = JSON.parse(process.env.BENCH_WORKER);
  const driver = await openPostgres(url);
  await askOnAndOn(servicesOn(createDatabase(driver), environment), of);
  await driver.close();
  process.exit(0);
}

const created = await openTestDatabaseUrl();
const driver = created && (await openPostgres(created.url));
const database = driver ? createDatabase(driver) : await openTestDatabase();
const hubSpot = await startHubSpot();
hubSpot.limit.max = 1_000_000_000;
const environment = { ...environmentOf('hubspot', hubSpot), ECHOAI_SECRET: secret };
const server = await startTestServer({
  database,
  environment,
});
const organisation = await server.createOrganisation();
const { organisationId } = organisation;
const connectionId = await browserOf(server, organisation).connected('hubspot');
const of = { organisationId, connectionId };
const services = servicesOn(database, environment);
const connections = createConnections(services);
const open = () => connections.open({ ...of, signal: AbortSignal.timeout(60_000) });

try {
  console.log(`${new Date().toISOString()}, ${cpus().length} × ${cpus()[0]?.model}`);
  console.log(`${driver ? 'PostgreSQL' : 'PGlite'}, Node ${process.version}\n`);
  await setLimit({ requests: 1_000_000_000, seconds: 10 });
  await measureLatency();
  await measureThroughput();
  await measureLimit();
  await measureSchedule();
} finally {
  await server.close();
  if (created) await created.drop();
  await hubSpot.close();
}

async function measureLatency(): Promise<void> {
  const { authorization } = hubSpot.recorded.findLast(
    ({ headers }) => headers.authorization,
  )!.headers;
  const bare = async () => {
    const answer = await safeRequest({
      method: 'GET',
      url: hubSpot.url + request.path,
      headers: { authorization: authorization! },
      signal: AbortSignal.timeout(60_000),
      allowPrivate: ['127.0.0.1'],
      maxRedirects: 0,
    });
    await answer.text();
  };
  const through = async () => {
    await (await open()).request(request);
  };
  const times = { bare: [] as number[], through: [] as number[] };
  for (let round = 0; round < 600; round++) {
    const isWarm = round >= 100;
    for (const [name, work] of [
      ['bare', bare],
      ['through', through],
    ] as const) {
      const at = performance.now();
      await work();
      if (isWarm) times[name].push(performance.now() - at);
    }
    hubSpot.recorded.length = 0;
  }
  const [p50Bare, p50] = [quantile(times.bare, 0.5), quantile(times.through, 0.5)];
  const [p95Bare, p95] = [quantile(times.bare, 0.95), quantile(times.through, 0.95)];
  console.log(`bare request        p50 ${ms(p50Bare)}   p95 ${ms(p95Bare)}`);
  console.log(`through connection  p50 ${ms(p50)}   p95 ${ms(p95)}`);
  console.log(`added               p50 ${ms(p50 - p50Bare)}   p95 ${ms(p95 - p95Bare)}\n`);
}

async function measureThroughput(): Promise<void> {
  for (const clients of [1, 10]) {
    const until = performance.now() + 5_000;
    let count = 0;
    const one = async () => {
      while (performance.now() < until) {
        await (await open()).request(request);
        count++;
      }
    };
    await Promise.all(Array.from({ length: clients }, one));
    hubSpot.recorded.length = 0;
    console.log(`${String(clients).padStart(2)} at once: ${Math.round(count / 5)} actions/s`);
  }
}

async function measureLimit(): Promise<void> {
  // The provider's own window must have forgotten what went before.
  await new Promise((resolve) => setTimeout(resolve, 11_000));
  hubSpot.limit.max = limited.requests;
  await setLimit(limited);
  const asking = driver
    ? [1, 2].map(
        () =>
          new Promise((resolve) => {
            const worker = JSON.stringify({ url: created!.url, environment, ...of });
            fork(fileURLToPath(import.meta.url), {
              env: { ...process.env, BENCH_WORKER: worker },
            }).on('exit', resolve);
          }),
      )
    : [1, 2].map(() => askOnAndOn(servicesOn(database, environment), of));
  await Promise.all(asking);
  const times = hubSpot.recorded.map(({ at }) => at).sort((a, b) => a - b);
  const inWindow = times.map(
    (from) => times.filter((at) => at >= from && at < from + 10_000).length,
  );
  const most = Math.max(...inWindow);
  const span = (times.at(-1)! - times[0]!) / 1_000;
  const mean = ((times.length - 1) / span) * limited.seconds;
  const who = driver ? 'two processes' : 'two clients in one process';
  console.log(
    `\nlimit of 190 in 10 s, ${who}: at most ${most} in any 10 s, ${mean.toFixed(1)} on average`,
  );
}

async function measureSchedule(): Promise<void> {
  const count = 10_000;
  await database.withOrganisation(organisationId, (tx) =>
    tx.execute(sql`
      insert into connections (id, organisation_id, provider, name, account_id, account_name, scopes,
        access_token, refresh_token, expires_at, probed_at, last_used_at)
      select 'con_' || n, organisation_id, provider, name, 'acc' || n, account_name, scopes,
        access_token, refresh_token, now() + n * interval '0.18 seconds' + interval '4 minutes',
        now() - n * interval '1 second', now() - interval '2 hours'
      from connections, generate_series(1, ${count}) n where id = ${connectionId}`),
  );
  const job = watchConnections({ services, connections });
  const signal = AbortSignal.timeout(60_000);
  await job.perform({}, { signal, isLastAttempt: false });
  const runs = 20;
  const before = process.cpuUsage();
  const at = performance.now();
  for (let run = 0; run < runs; run++) await job.perform({}, { signal, isLastAttempt: false });
  const { user, system } = process.cpuUsage(before);
  const cpu = (user + system) / 1_000 / runs;
  const whole = (performance.now() - at) / runs;
  console.log(
    `\n${count} connections: a look each minute takes ${ms(whole)}, ${ms(cpu)} of them processor: ${((cpu / 60_000) * 100).toFixed(3)} %`,
  );
}

async function setLimit({ requests, seconds }: { requests: number; seconds: number }) {
  await database.withOrganisation(organisationId, (tx) =>
    tx.execute(sql`
      update connection_flow set requests = ${requests}, seconds = ${seconds}, free_at = now()
      where connection_id = ${connectionId}`),
  );
}

function quantile(values: number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) * share)]!;
}

function ms(milliseconds: number): string {
  return `${milliseconds.toFixed(1)} ms`;
}
