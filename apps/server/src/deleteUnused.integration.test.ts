import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unusedAttempts } from './connections/unusedAttempts.ts';
import { unusedVisitors } from './conversation/unusedVisitors.ts';
import { deleteUnused } from './platform/jobs/deleteUnused.ts';
import { createLog } from './platform/log.ts';
import { ask, askForReply, startTestServer, type TestServer } from './testing/testServer.ts';
import { unusedSignIns } from './workspace/unusedSignIns.ts';

let server: TestServer;
let organisation: Awaited<ReturnType<TestServer['createOrganisation']>>;
let chatbotId: string;
let key: string;

beforeAll(async () => {
  server = await startTestServer();
  organisation = await server.createOrganisation();
  const bot = await organisation.client.chatbots.create({ body: { name: 'Shop' } });
  [chatbotId, key] = [bot.id, bot.publishableKey];
});
afterAll(() => server.close());

const run = async (statement: ReturnType<typeof sql>) =>
  (await server.database.asPlatform((tx) => tx.execute<Record<string, unknown>>(statement))).rows;
/** What the job does, in two processes at once. */
const tidy = async () => {
  const { perform } = deleteUnused({
    database: server.database,
    log: createLog('silent'),
    unused: [...unusedVisitors, ...unusedSignIns, ...unusedAttempts],
  });
  const attempt = { signal: new AbortController().signal, isLastAttempt: true };
  await Promise.all([perform({}, attempt), perform({}, attempt)]);
};
const wait = (table: string, column: string, days: number) =>
  run(sql`update ${sql.identifier(table)}
    set ${sql.identifier(column)} = ${sql.identifier(column)} - make_interval(days => ${days})`);
const count = async (table: string) =>
  Number((await run(sql`select count(*) from ${sql.identifier(table)}`))[0]!.count);

/** Somebody whom the chatbot's page tells of, and who says nothing. */
async function introduce(
  email: string,
): Promise<{ visitorToken: string; visitor: { id: string } }> {
  const response = await server.request('/api/v1/visitor/identify', {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ email }),
  });
  return response.json() as never;
}

describe('a visitor’s token', () => {
  it('expires when nobody used it for the days that the owner sets, and not while it is used', async () => {
    const { client } = organisation;
    await client.chatbots.update({ params: { chatbotId }, body: { visitorTokenDays: 10 } });
    const first = await askForReply(server, { key, message: 'Hello' });
    const turn = { key, token: first.visitorToken!, sessionId: first.sessionId };
    for (const day of [9, 18, 27]) {
      await wait('visitor_tokens', 'last_used_at', 9);
      const { status } = await ask(server, { ...turn, message: `It is day ${day}.` });
      expect(status).toBe(200);
    }
    // To read is to use it too.
    await wait('visitor_tokens', 'last_used_at', 9);
    const headers = { authorization: `Bearer ${key}`, 'echoai-visitor': turn.token };
    expect((await server.request('/api/v1/sessions', { headers })).status).toBe(200);

    await wait('visitor_tokens', 'last_used_at', 9);
    expect((await server.request('/api/v1/sessions', { headers })).status).toBe(200);
    await wait('visitor_tokens', 'last_used_at', 10);
    for (const response of [
      await ask(server, { ...turn, message: 'Still me' }),
      await server.request('/api/v1/sessions', { headers }),
      await server.request('/api/v1/visitor', { headers }),
    ]) {
      expect(response.status).toBe(401);
      expect(await response.json()).toMatchObject({ code: 'visitor-token-required' });
    }
    const again = await askForReply(server, { key, message: 'Hello again' });
    expect(again.visitorToken).not.toBe(turn.token);
    expect(again.sessionId).not.toBe(turn.sessionId);
  });

  it('is written once an hour at most', async () => {
    const { visitorToken: token, sessionId } = await askForReply(server, { key, message: 'Hi' });
    await run(sql`update visitor_tokens set last_used_at = last_used_at - interval '59 minutes'`);
    const times = () => run(sql`select token_hash, last_used_at from visitor_tokens order by 1`);
    const before = await times();
    await ask(server, { key, token: token!, sessionId, message: 'And?' });
    expect(await times()).toEqual(before);
  });

  it('has a time of a day to two years', async () => {
    for (const visitorTokenDays of [0, 731, 1.5]) {
      const update = organisation.client.chatbots.update({
        params: { chatbotId },
        body: { visitorTokenDays },
      });
      await expect(update).rejects.toMatchObject({ problem: { code: 'invalid-request' } });
    }
  });
});

describe('what nobody used for long', () => {
  it('is deleted: tokens and visitors without a conversation, in batches', async () => {
    await organisation.client.chatbots.update({
      params: { chatbotId },
      body: { visitorTokenDays: 60 },
    });
    await wait('visitor_tokens', 'last_used_at', 100);
    const spoke = await askForReply(server, { key, message: 'I stay' });
    const silent = await introduce('silent@example.com');
    const early = await introduce('early@example.com');
    await run(sql`
      insert into external_users (id, organisation_id, created_at)
      select 'vis_' || n, ${organisation.organisationId}, now() - interval '31 days'
      from generate_series(1, 1100) n`);
    await run(sql`
      update external_users set created_at = now() - interval '31 days' where id <> ${early.visitor.id}`);
    await run(sql`
      update visitor_tokens set last_used_at = now() - interval '31 days'
      where external_user_id in (${silent.visitor.id}, ${early.visitor.id})`);
    const conversations = await count('conversation_sessions');
    await tidy();
    const left = (await run(sql`select id from external_users`)).map(({ id }) => id);
    expect(left).toContain(early.visitor.id);
    expect(left).not.toContain(silent.visitor.id);
    expect(left.filter((id) => /^vis_\d+$/.test(String(id)))).toEqual([]);
    // The tokens that expired above are gone, their visitors' conversations are not.
    expect(await count('visitor_tokens')).toBe(2);
    expect(await count('conversation_sessions')).toBe(conversations);
    const { status } = await ask(server, { key, token: spoke.visitorToken!, message: 'Again' });
    expect(status).toBe(200);
  });

  it('is deleted: sign-ins, codes, signatures and consents whose time is over', async () => {
    const { organisationId } = organisation;
    const [{ user, visitor }] = (await run(sql`
      select (select id from "user" limit 1) as user, (select id from external_users limit 1) as visitor`)) as [
      { user: string; visitor: string },
    ];
    for (const [name, time] of [
      ['old', sql`now() - interval '2 days'`],
      ['new', sql`now() + interval '1 minute'`],
    ] as const) {
      await run(sql`insert into session (id, token, "userId", "expiresAt")
        values (${name}, ${name}, ${user}, ${time})`);
      await run(sql`insert into verification (id, identifier, value, "expiresAt")
        values (${name}, ${name}, ${name}, ${time})`);
      await run(sql`insert into sign_in_attempts (subject, last_at) values (${name}, ${time})`);
      await run(sql`insert into email_codes (id, organisation_id, chatbot_id, email, code_hash, challenge_hash, asked_from, expires_at)
        values (${name}, ${organisationId}, ${chatbotId}, 'a@example.com', '', ${name}, '192.0.2.1', ${time})`);
      await run(sql`insert into used_signatures (signature, organisation_id, external_user_id, expires_at)
        values (${name}, ${organisationId}, ${visitor}, ${time})`);
      await run(sql`insert into connection_attempts
          (state_hash, browser_hash, organisation_id, provider, connected_by, expires_at)
        values (${name}, '', ${organisationId}, 'slack', 'Ada', ${time})`);
    }
    await tidy();
    for (const [table, column] of [
      ['session', 'id'],
      ['verification', 'id'],
      ['sign_in_attempts', 'subject'],
      ['email_codes', 'id'],
      ['used_signatures', 'signature'],
      ['connection_attempts', 'state_hash'],
    ] as const) {
      const rows = await run(
        sql`select ${sql.identifier(column)} as id from ${sql.identifier(table)}`,
      );
      expect(rows, table).toEqual([{ id: 'new' }]);
    }
  });
});
