import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  askForReply,
  openTestDatabase,
  startTestServer,
  type TestServer,
} from '../../testing/testServer.ts';
import { migrate } from './migrate.ts';

let server: TestServer;
/** A visitor's conversation in each of two organisations. */
let ours: Conversation;
let theirs: Conversation;

beforeAll(async () => {
  server = await startTestServer();
  ours = await converse();
  theirs = await converse();
});
afterAll(() => server.close());

describe('foreign keys', () => {
  it('name the organisation wherever both tables have one', async () => {
    const { rows } = await server.database.asPlatform((tx) =>
      tx.execute<{ key: string; namesOrganisation: boolean }>(sql`
        select c.conrelid::regclass || '.' || c.conname as key, exists (
          select from unnest(c.conkey, c.confkey) pair (child, parent)
          where pair.child = child.attnum and pair.parent = parent.attnum
            and child.attnotnull and c.confmatchtype = 's'
        ) as "namesOrganisation"
        from pg_constraint c
        join pg_attribute child
          on child.attrelid = c.conrelid and child.attname = 'organisation_id'
        join pg_attribute parent
          on parent.attrelid = c.confrelid and parent.attname = 'organisation_id'
        where c.contype = 'f'`),
    );
    expect(rows.length).toBeGreaterThan(40);
    expect(rows.filter(({ namesOrganisation }) => !namesOrganisation)).toEqual([]);
  });

  it('refuse a row of another organisation where row-level security is off', async () => {
    const attempts = [
      sql`update conversation_sessions set external_user_id = ${theirs.externalUserId} where id = ${ours.sessionId}`,
      sql`update conversation_sessions set chatbot_id = ${theirs.chatbotId} where id = ${ours.sessionId}`,
      sql`update messages set session_id = ${theirs.sessionId} where session_id = ${ours.sessionId}`,
      sql`update visitor_tokens set external_user_id = ${theirs.externalUserId}
        where external_user_id = ${ours.externalUserId}`,
      sql`update messages set organisation_id = ${theirs.organisationId} where session_id = ${ours.sessionId}`,
    ];
    for (const attempt of attempts) {
      const write = server.database.asPlatform((tx) => tx.execute(attempt));
      await expect(write).rejects.toMatchObject({ cause: { code: '23503' } });
    }
  });

  it('empty only the column that pointed, when what it pointed at is deleted', async () => {
    const { organisationId, externalUserId, chatbotId, sessionId } = ours;
    const { rows } = await server.database.asPlatform(async (tx) => {
      await tx.execute(sql`
        insert into memory_facts
          (id, organisation_id, external_user_id, chatbot_id, session_id, text)
        values ('fct_kept', ${organisationId}, ${externalUserId}, ${chatbotId}, ${sessionId},
          'My name is Ada.')`);
      await tx.execute(sql`delete from conversation_sessions where id = ${sessionId}`);
      return tx.execute(sql`
        select organisation_id as organisation, session_id as session from memory_facts
        where id = 'fct_kept'`);
    });
    expect(rows).toEqual([{ organisation: organisationId, session: null }]);
  });
});

describe('the migration to such keys', () => {
  it('stops at a row that points at another organisation, names the table, and changes nothing', async () => {
    const database = await openTestDatabase();
    await migrate(database);
    await database.asPlatform(async (tx) => {
      await tx.execute(sql`delete from schema_migrations where name like '0016%'`);
      await tx.execute(sql`alter table faqs drop constraint faqs_chatbot_id_fkey`);
      await tx.execute(sql`
        alter table faqs add constraint faqs_chatbot_id_fkey
        foreign key (chatbot_id) references chatbots (id) on delete cascade`);
      for (const name of ['one', 'two']) {
        await tx.execute(sql`
          insert into organization (id, name, slug, "createdAt")
          values (${name}, ${name}, ${name}, now())`);
      }
      await tx.execute(sql`
        insert into chatbots (id, organisation_id, name, welcome_message, color, tone, instructions,
          publishable_key, embedding_model)
        values ('bot_two', 'two', 'Two', '', '#000000', 'neutral', '', 'pk_two', 'offline')`);
      await tx.execute(sql`
        insert into faqs (id, organisation_id, chatbot_id, question, answer)
        values ('faq_one', 'one', 'bot_two', 'Whose?', 'Theirs.')`);
    });
    await expect(migrate(database)).rejects.toMatchObject({
      cause: {
        message:
          'Rows of faqs point at rows of chatbots in another organisation (column chatbot_id).',
        hint: expect.stringContaining('select c.* from faqs c join chatbots p'),
      },
    });
    await database.asPlatform((tx) => tx.execute(sql`delete from faqs where id = 'faq_one'`));
    expect(await migrate(database)).toEqual(['0016_foreign_keys_name_the_organisation.sql']);
    await database.close();
  });
});

interface Conversation {
  organisationId: string;
  chatbotId: string;
  sessionId: string;
  externalUserId: string;
}

async function converse(): Promise<Conversation> {
  const { client, organisationId } = await server.createOrganisation();
  const bot = await client.chatbots.create({ body: { name: 'Bot' } });
  const { sessionId } = await askForReply(server, { key: bot.publishableKey, message: 'Hello' });
  const { rows } = await server.database.asPlatform((tx) =>
    tx.execute<{ id: string }>(
      sql`select external_user_id as id from conversation_sessions where id = ${sessionId}`,
    ),
  );
  return { organisationId, chatbotId: bot.id, sessionId, externalUserId: rows[0]!.id };
}
