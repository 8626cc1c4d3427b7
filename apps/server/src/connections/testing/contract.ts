import { randomUUID } from 'node:crypto';
import type { WorkflowGraph } from '@echoai/contract';
import { sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { graphOf } from '../../automation/testing/graph.ts';
import { openWorkspace, type Workspace } from '../../automation/testing/workspace.ts';
import { createLog } from '../../platform/log.ts';
import { consent, type StandIn } from '../../testing/providers/standIn.ts';
import { eventually, startTestServer, type TestServer } from '../../testing/testServer.ts';
import { browserOf, environmentOf } from './connecting.ts';

/** What the suite must know of a provider. */
export interface ProviderUnderTest {
  id: string;
  start(): Promise<StandIn<object>>;
  /** A node that writes something, once; `mark` tells one run from another. */
  write(mark: string): Record<string, unknown> & { kind: string };
  /** How often what carries the mark is there. */
  count(standIn: StandIn<object>, mark: string): number;
  /** Which API request writes, for faults. */
  writes: RegExp;
  /** Whether a write that may have happened is repeated without harm. */
  repeats: boolean;
  rotates: boolean;
}

/** What every provider must do, whatever it is: one suite, by the front door. */
export function describeProvider(provider: ProviderUnderTest): void {
  const logged: string[] = [];
  let standIn: StandIn<object>;
  let server: TestServer;
  let workspace: Workspace;
  let browser: ReturnType<typeof browserOf>;
  let connectionId: string;
  let mark: string;

  beforeAll(async () => {
    standIn = await provider.start();
    server = await startTestServer({
      environment: environmentOf(provider.id, standIn),
      log: createLog('debug', { write: (line) => logged.push(line) }),
    });
  });
  afterAll(async () => {
    await server.close();
    await standIn.close();
  });
  beforeEach(async () => {
    workspace = await openWorkspace(server);
    browser = browserOf(server, workspace);
    mark = randomUUID().slice(0, 8);
    connectionId = await browser.connected(provider.id);
    standIn.oauth.refreshes = 0;
  });
  afterEach(() => {
    standIn.oauth.refreshDelayMs = 0;
    standIn.clear();
  });

  const read = () => workspace.client.connections.get({ params: { connectionId } });
  const graph = (more: Record<string, unknown> = {}): WorkflowGraph =>
    graphOf(
      {
        begin: { kind: 'manual' },
        write: { ...provider.write(mark), connectionId, retry: { delaySeconds: 0.1 }, ...more },
      },
      ['begin>write'],
    );
  const start = async (more?: Record<string, unknown>) =>
    workspace.run(await workspace.activate(graph(more)));
  const run = async (more?: Record<string, unknown>) => workspace.until(await start(more));
  const writeStep = (execution: Awaited<ReturnType<typeof run>>) =>
    execution.steps.find(({ nodeId }) => nodeId === 'write')!;

  describe('connecting', () => {
    it('keeps account, rights and who it was, and gives no token away', async () => {
      const found = await read();
      expect(found).toMatchObject({ provider: provider.id, status: 'healthy', usedBy: [] });
      expect(found.accountName).not.toBe('');
      expect(found.scopes.length).toBeGreaterThan(0);
      const tokens = standIn.recorded
        .map(({ headers }) => headers.authorization?.replace('Bearer ', ''))
        .filter((token) => token !== undefined);
      expect(tokens.length).toBeGreaterThan(0);
      const shown = JSON.stringify(found) + logged.join('\n');
      for (const secret of [...tokens, standIn.app.clientSecret])
        expect(shown).not.toContain(secret);
      const { rows } = await server.database.asPlatform((tx) =>
        tx.execute('select access_token, refresh_token from connections'),
      );
      for (const token of tokens) expect(JSON.stringify(rows)).not.toContain(token);
    });

    it('again with the same account keeps the connection', async () => {
      const again = await browser.connect(provider.id, connectionId);
      expect(again).toMatchObject({ connectionId, isNew: false });
    });

    it('with a refused consent says so, and connects nothing', async () => {
      const other = await openWorkspace(server);
      const elsewhere = browserOf(server, other);
      const back = await consent(await elsewhere.begin(provider.id), 'deny');
      expect(await elsewhere.comeBack(back)).toMatchObject({
        error: expect.stringContaining('consent was refused'),
      });
      expect((await other.client.connections.list({ query: {} })).items).toEqual([]);
    });

    it('is refused in another browser, for a state that is none of ours, and twice', async () => {
      const back = await consent(await browser.begin(provider.id));
      const forged = new URL(back);
      forged.searchParams.set('state', 'a'.repeat(43));
      const used = { error: expect.stringContaining('used already, or is not one of ours') };
      expect(await browser.comeBack(forged.href)).toMatchObject(used);
      expect(await browser.comeBack(back, { withCookie: false })).toMatchObject({
        error: expect.stringContaining('another browser'),
      });
      // What somebody else tried with it is used up.
      expect(await browser.comeBack(back)).toMatchObject(used);
      const second = await consent(await browser.begin(provider.id));
      expect(await browser.comeBack(second)).toMatchObject({ connectionId });
      expect(await browser.comeBack(second)).toMatchObject(used);
    });

    it('with a code that was used says what to do', async () => {
      const first = await consent(await browser.begin(provider.id));
      const code = new URL(first).searchParams.get('code')!;
      expect(await browser.comeBack(first)).toMatchObject({ connectionId });
      const second = new URL(await consent(await browser.begin(provider.id)));
      second.searchParams.set('code', code);
      expect(await browser.comeBack(second.href)).toMatchObject({
        error: expect.stringMatching(/consent (is|was) used/),
      });
    });

    it('is seen by nobody of another organisation', async () => {
      const other = await openWorkspace(server);
      const params = { connectionId };
      const refused = { problem: { code: 'not-found' } };
      await expect(other.client.connections.get({ params })).rejects.toMatchObject(refused);
      await expect(other.client.connections.remove({ params })).rejects.toMatchObject(refused);
      await expect(other.client.connections.check({ params })).rejects.toMatchObject(refused);
      const stolen = graph();
      const id = await other.run(await other.activateUnchecked(stolen));
      const { status, error } = await other.until(id);
      expect({ status, message: error?.message }).toEqual({
        status: 'failed',
        message: expect.stringContaining('The connection is gone'),
      });
      expect(provider.count(standIn, mark)).toBe(0);
    });
  });

  describe('a token', () => {
    it('that the provider no longer takes is renewed in the middle, and nothing is done twice', async () => {
      standIn.oauth.expireAccessTokens();
      expect((await run()).status).toBe('completed');
      expect(standIn.oauth.refreshes).toBe(1);
      expect(provider.count(standIn, mark)).toBe(1);
    });

    it('is renewed once, however many ask at once in two processes', async () => {
      standIn.oauth.refreshDelayMs = 300;
      standIn.oauth.expireAccessTokens();
      const second = await startTestServer({
        environment: environmentOf(provider.id, standIn),
        database: { ...server.database, close: async () => {} },
      });
      try {
        const path = `/api/v1/connections/${connectionId}/check`;
        const headers = { authorization: `Bearer ${workspace.secretKey}` };
        const answers = await Promise.all(
          [server, second, server, second].map((one) =>
            one.request(path, { method: 'POST', headers }),
          ),
        );
        expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
        expect(standIn.oauth.refreshes).toBe(1);
        expect(await read()).toMatchObject({ status: 'healthy' });
      } finally {
        await second.close();
      }
    });

    it('is renewed after a process died while it renewed it', async () => {
      standIn.oauth.expireAccessTokens();
      // What that process left, most of its half minute later.
      await server.database.withOrganisation(workspace.organisationId, (tx) =>
        tx.execute(sql`
          update connections set refreshing_until = now() + interval '1 second'
          where id = ${connectionId}`),
      );
      expect((await run()).status).toBe('completed');
      expect(standIn.oauth.refreshes).toBe(1);
      expect(provider.count(standIn, mark)).toBe(1);
    });

    it.runIf(provider.rotates)(
      'of a refresh that rotates is kept, and the next refresh works',
      async () => {
        standIn.oauth.rotates = true;
        for (const count of [1, 2]) {
          standIn.oauth.expireAccessTokens();
          await workspace.client.connections.check({ params: { connectionId } });
          expect(standIn.oauth.refreshes).toBe(count);
        }
        expect(await read()).toMatchObject({ status: 'healthy' });
      },
    );
  });

  describe('a grant that was taken back', () => {
    it('holds executions, tells the team once, and lets them go on when it is given again', async () => {
      const workflowId = await workspace.activate(graph());
      standIn.oauth.revokeAll();
      const ids = [await workspace.run(workflowId), await workspace.run(workflowId)];
      for (const id of ids) {
        const held = await workspace.until(id, ['waiting', 'failed']);
        expect(held.status).toBe('waiting');
        expect(writeStep(held)).toMatchObject({ waitsFor: 'connection', attempts: 0 });
      }
      const found = await read();
      expect(found).toMatchObject({ status: 'needs-you', waiting: 2 });
      expect(found.usedBy).toEqual([{ id: workflowId, name: 'Test' }]);
      expect(found.history[0]).toMatchObject({ status: 'needs-you' });
      const { items } = await workspace.client.notifications.list({ query: {} });
      expect(items.filter(({ title }) => title.includes('needs you'))).toHaveLength(1);

      expect(await browser.connected(provider.id, connectionId)).toBe(connectionId);
      for (const id of ids) expect((await workspace.until(id)).status).toBe('completed');
      expect(await read()).toMatchObject({ status: 'healthy', waiting: 0 });
    });
  });

  describe('disconnecting', () => {
    it('lets what waited for it fail, which says why', async () => {
      const workflowId = await workspace.activate(graph());
      standIn.oauth.revokeAll();
      const id = await workspace.run(workflowId);
      await workspace.until(id, ['waiting']);
      await workspace.client.connections.remove({ params: { connectionId } });
      const { status, error } = await workspace.until(id);
      expect({ status, message: error?.message }).toEqual({
        status: 'failed',
        message: expect.stringContaining('The connection is gone'),
      });
    });

    it('gives the grant back at the provider, and forgets the connection', async () => {
      const params = { connectionId };
      expect(await workspace.client.connections.remove({ params })).toEqual({
        revoked: true,
        detail: null,
      });
      await expect(workspace.client.connections.get({ params })).rejects.toMatchObject({
        problem: { code: 'not-found' },
      });
      expect(standIn.recorded.some(({ path }) => /revoke/.test(path))).toBe(true);
    });
  });

  describe('a provider that', () => {
    const match = provider.writes;

    it('takes no more requests is asked again when it said, and no attempt is lost', async () => {
      standIn.fault({
        match,
        answer: { status: 429, headers: { 'retry-after': '1' }, body: '{}' },
      });
      const id = await start({ retry: { attempts: 1 } });
      await eventually(async () => (await read()).status === 'rate-limited');
      const execution = await workspace.until(id);
      expect(execution.status).toBe('completed');
      expect(writeStep(execution).attempts).toBe(1);
      expect(provider.count(standIn, mark)).toBe(1);
      const asked = standIn.recorded.filter(({ method, path }) => match.test(`${method} ${path}`));
      expect(asked[1]!.at - asked[0]!.at).toBeGreaterThanOrEqual(1_000);
      expect(await read()).toMatchObject({ status: 'healthy' });
    });

    it('takes no more requests and says not until when is left alone for some seconds', async () => {
      standIn.fault({ match, answer: { status: 429, body: '{}' } });
      const before = Date.now();
      const held = await workspace.until(await start(), ['waiting', 'completed', 'failed']);
      const step = writeStep(held);
      expect(step).toMatchObject({ waitsFor: 'connection', attempts: 0 });
      expect(Date.parse(step.waitsUntil!) - before).toBeGreaterThan(5_000);
      expect(await read()).toMatchObject({ status: 'rate-limited', waiting: 1 });
      expect(provider.count(standIn, mark)).toBe(0);
      // Or it would come in the middle of another test.
      await workspace.client.executions.cancel({ params: { executionId: held.id } });
    });

    it('has trouble is asked again', async () => {
      standIn.fault({ match, answer: { status: 503, body: 'down' } });
      expect((await run()).status).toBe('completed');
      expect(provider.count(standIn, mark)).toBe(1);
    });

    it('did it and did not say so has not done it twice', async () => {
      standIn.fault({ match, answer: 'drop-after' });
      const execution = await run();
      expect(execution.status).toBe(provider.repeats ? 'completed' : 'held');
      expect(provider.count(standIn, mark)).toBe(1);
    });

    it.each(['malformed', 'huge'] as const)(
      'answers with a body that is %s has not done it twice',
      async (answer) => {
        standIn.fault({ match, answer });
        const { status } = await run();
        expect(status).toBe(provider.repeats ? 'completed' : 'held');
        expect(provider.count(standIn, mark)).toBeLessThanOrEqual(1);
      },
    );

    it.each(['hang', 'slow-body'] as const)(
      'keeps us waiting (%s) is given up in time',
      async (answer) => {
        standIn.fault({ match, answer });
        const { status } = await run({ timeoutSeconds: 1 });
        expect(status).toBe(provider.repeats ? 'completed' : 'held');
      },
    );

    it('redirects elsewhere gets no token there', async () => {
      const elsewhere = await provider.start();
      standIn.fault({ match, times: 3, answer: { redirect: `${elsewhere.url}/x` } });
      expect((await run()).status).toBe('failed');
      expect(elsewhere.recorded).toEqual([]);
      await elsewhere.close();
    });

    it('fails again and again is left alone for a while, and what wants it waits', async () => {
      standIn.fault({ times: 5, answer: { status: 503, body: 'down' } });
      const workflowId = await workspace.activateUnchecked(
        graph({ retry: { attempts: 5, delaySeconds: 0 } }),
      );
      expect((await workspace.until(await workspace.run(workflowId))).status).toBe('failed');
      expect(await read()).toMatchObject({ status: 'degraded' });
      const next = await workspace.until(await workspace.run(workflowId), ['waiting', 'completed']);
      expect(next.status).toBe('waiting');
      expect(provider.count(standIn, mark)).toBe(0);
      // A while later one request tries; it works, and what waited goes on.
      await server.database.asPlatform((tx) =>
        tx.execute(
          `update connection_flow set open_until = now() where connection_id = '${connectionId}'`,
        ),
      );
      await workspace.client.connections.check({ params: { connectionId } });
      expect((await workspace.until(next.id)).status).toBe('completed');
      expect(await read()).toMatchObject({ status: 'healthy' });
    });
  });

  it('can be tried: dry, which shows the request and sends nothing, and for real', async () => {
    const { kind, ...config } = provider.write(mark);
    const params = { connectionId, kind };
    const dry = await workspace.client.connections.perform({ params, body: { config } });
    expect(dry).toMatchObject({ output: null, request: { url: expect.stringContaining('/') } });
    expect(JSON.stringify(dry.request)).toContain(mark);
    expect(provider.count(standIn, mark)).toBe(0);
    const real = await workspace.client.connections.perform({
      params,
      body: { config, dryRun: false },
    });
    expect(real).toMatchObject({ request: null, outcome: 'next' });
    expect(provider.count(standIn, mark)).toBe(1);
  });
}
