import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sealedPlaces } from '../connections/sealedPlaces.ts';
import { resealSecrets } from '../platform/resealSecrets.ts';
import { createSecrets } from '../platform/secrets.ts';
import { ask, startTestServer, type TestServer } from '../testing/testServer.ts';
import { sealedHookSecrets } from './hookSecret.ts';
import { graphOf } from './testing/graph.ts';
import { openWorkspace, type Workspace } from './testing/workspace.ts';

const secret = 'a secret of the tests, long enough for anything';
const places = [...sealedPlaces, ...sealedHookSecrets];

/**
 * How each column is kept whose name speaks of a secret. `sealed`: read back by the server alone.
 * `hashed`: only compared. `signed`: worthless without a signature that ECHOAI_SECRET makes.
 * `public`: no secret. `unused`: a column of better-auth that nothing writes.
 */
const declared: Record<string, 'sealed' | 'hashed' | 'signed' | 'public' | 'unused'> = {
  'account.accessToken': 'unused',
  'account.idToken': 'unused',
  'account.password': 'hashed',
  'account.refreshToken': 'unused',
  'account.accessTokenExpiresAt': 'unused',
  'account.refreshTokenExpiresAt': 'unused',
  'apikey.key': 'hashed',
  'chatbots.identity_secret_version': 'public',
  'chatbots.publishable_key': 'public',
  'chatbots.visitor_token_days': 'public',
  // What an action remembers, by a name that the action gives it.
  'connection_memory.key': 'public',
  'connections.access_token': 'sealed',
  'connections.refresh_token': 'sealed',
  'credentials.secret': 'sealed',
  'first_turns.key': 'hashed',
  'provider_apps.secret': 'sealed',
  'session.token': 'signed',
  'visitor_tokens.token_hash': 'hashed',
  'workflows.hook_secret': 'sealed',
  'workflows.hook_token': 'sealed',
  'workflows.hook_token_hash': 'hashed',
};

let server: TestServer;
let workspace: Workspace;
beforeAll(async () => {
  server = await startTestServer({ environment: { ECHOAI_SECRET: secret } });
  workspace = await openWorkspace(server);
});
afterAll(() => server.close());

const query = async <Row extends Record<string, unknown>>(statement: string) =>
  (await server.database.asPlatform((tx) => tx.execute<Row>(sql.raw(statement)))).rows;

describe('a secret in the database', () => {
  it('is in a column that says whether it is sealed, hashed or public', async () => {
    const columns = await query<{ name: string }>(`
      select c.table_name || '.' || c.column_name as name
      from information_schema.columns c
      where c.table_schema = 'public' and c.column_name ~* '(secret|token|key|password)'
      order by name`);
    expect(columns.map(({ name }) => name).sort()).toEqual(Object.keys(declared).sort());
    const sealed = places.map(({ table, column }) => `${table}.${column}`);
    const declaredSealed = Object.keys(declared).filter((name) => declared[name] === 'sealed');
    expect(sealed.sort()).toEqual(declaredSealed.sort());
  });

  it('stands nowhere in clear, whoever it was given to', async () => {
    const { client } = workspace;
    const { secretKey } = await server.createOrganisation();
    await client.credentials.create({
      body: {
        name: 'Orders',
        hosts: ['api.example.com'],
        secret: { type: 'bearer', token: 'credential-in-clear' },
      },
    });
    const workflow = await client.workflows.create({ body: { name: 'Hook' } });
    const bot = await client.chatbots.create({ body: { name: 'Bot' } });
    const answer = await ask(server, { key: bot.publishableKey, message: 'Hello' });
    const { visitorToken } = (await answer.json()) as { visitorToken: string };
    const { secret: identity } = await client.chatbots.identity({ params: { chatbotId: bot.id } });

    const tables = await query<{ name: string }>(`
      select table_name as name from information_schema.tables
      where table_schema = 'public' and table_type = 'BASE TABLE'`);
    let dump = '';
    for (const { name } of tables)
      for (const { row } of await query<{ row: string }>(`select t::text as row from "${name}" t`))
        dump += `${row}\n`;
    expect(dump).toContain(workflow.id);
    const given = [
      secretKey,
      'credential-in-clear',
      workflow.webhook.secret,
      workflow.webhook.url!.split('/').at(-1),
      visitorToken,
      identity,
    ];
    for (const text of given) {
      expect(text).toMatch(/.{16}/);
      expect(dump).not.toContain(text);
    }
  });

  it('of a webhook that an earlier version stored plain works on, and is sealed at the next start', async () => {
    const workflowId = await workspace.activate(
      graphOf({ begin: { kind: 'webhook', signed: false } }, []),
    );
    const plain = `whsec_${Buffer.from('a key of an earlier version, 32 b').toString('base64')}`;
    const token = 'a-token_of-an-earlier-version-xy';
    await query(`update workflows set hook_secret = '${plain}', hook_token = '${token}',
      hook_token_hash = encode(sha256('${token}'), 'hex') where id = '${workflowId}'`);
    const read = async () => {
      const { webhook } = await workspace.client.workflows.get({ params: { workflowId } });
      return { ...webhook, url: webhook.url?.split('/').at(-1) };
    };
    const stored = async () => {
      const [row] = await query<{ secret: string; token: string }>(
        `select hook_secret as secret, hook_token as token from workflows where id = '${workflowId}'`,
      );
      return row!;
    };
    const called = async () =>
      (await server.request(`/api/v1/hooks/${token}`, { method: 'POST' })).status;
    expect(await read()).toEqual({ secret: plain, url: token });
    expect(await called()).toBe(202);
    const secrets = createSecrets({ secret, previous: null });
    const { database } = server;
    expect(await resealSecrets({ database, secrets, places })).toEqual({
      resealed: 2,
      unreadable: 0,
    });
    const sealed = { secret: expect.stringMatching(/^eyJ/), token: expect.stringMatching(/^eyJ/) };
    expect(await stored()).toEqual(sealed);
    expect(await read()).toEqual({ secret: plain, url: token });

    const changed = createSecrets({ secret: `${secret}, changed`, previous: secret });
    await resealSecrets({ database, secrets: changed, places });
    // This server only has the previous secret. The address still works, though nobody can read it.
    expect(await read()).toEqual({ secret: null, url: undefined });
    expect(await called()).toBe(202);
    const back = createSecrets({ secret, previous: `${secret}, changed` });
    await resealSecrets({ database, secrets: back, places });
    expect(await read()).toEqual({ secret: plain, url: token });
  });
});
