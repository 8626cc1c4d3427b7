import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { openWorkspace, type Workspace } from '../automation/testing/workspace.ts';
import { limits } from '../testing/patience.ts';
import { type HubSpotStandIn, startHubSpot } from '../testing/providers/hubspot.ts';
import { startTestServer, type TestServer } from '../testing/testServer.ts';
import { createConnections } from './connections.ts';
import type { Services } from './services.ts';
import { browserOf, environmentOf } from './testing/connecting.ts';
import { servicesOn } from './testing/servicesOn.ts';
import { watchConnections } from './watchConnections.ts';

const secret = 'a secret of the tests, long enough for anything';
let hubSpot: HubSpotStandIn;
let server: TestServer;
let services: Services;
let workspace: Workspace;
let connectionId: string;

beforeAll(async () => {
  hubSpot = await startHubSpot();
  const environment = { ...environmentOf('hubspot', hubSpot), ECHOAI_SECRET: secret };
  server = await startTestServer({ environment });
  services = servicesOn(server.database, environment);
});
afterAll(async () => {
  await server.close();
  await hubSpot.close();
});
beforeEach(async () => {
  await server.database.asPlatform((tx) => tx.execute(sql`delete from connections`));
  workspace = await openWorkspace(server);
  connectionId = await browserOf(server, workspace).connected('hubspot');
  hubSpot.clear();
});

/** What the job does each minute, by this process and another at once. */
async function watch(): Promise<void> {
  const jobs = [1, 2].map(() =>
    watchConnections({ services, connections: createConnections(services) }),
  );
  const signal = AbortSignal.timeout(limits.wait);
  await Promise.all(jobs.map((job) => job.perform({}, { signal, isLastAttempt: false })));
}

/** Sets columns of the connection, as time would. */
const set = (columns: string) =>
  server.database.asPlatform((tx) => tx.execute(sql.raw(`update connections set ${columns}`)));
const probes = () => hubSpot.recorded.filter(({ path }) => path.endsWith('/details')).length;
const read = () => workspace.client.connections.get({ params: { connectionId } });

it('a token of a connection in use is renewed before it ends, once', async () => {
  await set(`expires_at = now() + interval '80 seconds', last_used_at = now(),
    probed_at = now() - interval '55 seconds'`);
  await watch();
  expect(hubSpot.oauth.refreshes).toBe(1);
  await watch();
  expect(hubSpot.oauth.refreshes).toBe(1);
});

it('a connection that nobody uses is left alone for hours, and then asked once', async () => {
  await set(`expires_at = now() - interval '1 hour', last_used_at = now() - interval '5 hours',
    probed_at = now() - interval '5 hours'`);
  await watch();
  expect([probes(), hubSpot.oauth.refreshes]).toEqual([0, 0]);
  await set(`probed_at = now() - interval '7 hours'`);
  await watch();
  expect([probes(), hubSpot.oauth.refreshes]).toEqual([1, 1]);
  expect(await read()).toMatchObject({ status: 'healthy' });
});

it('one in trouble is asked every two minutes whether it is over; one that needs the team is not', async () => {
  await set(`status = 'degraded', probed_at = now() - interval '3 minutes'`);
  await watch();
  expect(await read()).toMatchObject({ status: 'healthy' });
  expect(probes()).toBe(1);
  await set(`status = 'needs-you', probed_at = now() - interval '9 hours'`);
  await watch();
  expect(probes()).toBe(1);
});

it('a grant that was taken back while nobody looked is found out', async () => {
  hubSpot.oauth.revokeAll();
  await set(`probed_at = now() - interval '7 hours'`);
  await watch();
  expect(await read()).toMatchObject({ status: 'needs-you' });
});
