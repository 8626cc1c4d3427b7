import { sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { readConfig } from './config.ts';
import { createDatabase } from './platform/database/database.ts';
import { migrate } from './platform/database/migrate.ts';
import { NewerDatabaseError } from './platform/database/refusals.ts';
import { createServer } from './server.ts';
import { createFakeModels } from './testing/fakeModels.ts';
import { limits } from './testing/patience.ts';
import { openTestDatabase, openTestDatabaseUrl } from './testing/testServer.ts';

const admin = {
  ECHOAI_ADMIN_EMAIL: 'ada@shop.example',
  ECHOAI_ADMIN_PASSWORD: 'correct horse battery',
};

describe('a start', () => {
  // PGlite has one process.
  it.runIf(process.env.DATABASE_URL)(
    'of two processes at once on an empty database succeeds, and makes one owner and one demo',
    async () => {
      const { openPostgres } = await import('./platform/database/postgres.ts');
      const created = (await openTestDatabaseUrl())!;
      const config = readConfig({
        ...admin,
        ECHOAI_LOG: 'silent',
        ECHOAI_SECRET: 'a secret of the test, of 32 characters or more',
      });
      const servers = await Promise.all(
        [0, 1].map(async () => {
          const database = createDatabase(await openPostgres(created.url));
          const server = await createServer({ config, database, models: createFakeModels() });
          return { server, database };
        }),
      );
      await Promise.all(servers.map(({ server }) => server.prepare()));
      const { rows } = await servers[0]!.database.asPlatform((tx) =>
        tx.execute(sql`
          select (select count(*)::int from member where role = 'owner') as owners,
            (select count(*)::int from organization) as organisations,
            (select count(*)::int from chatbots) as chatbots`),
      );
      expect(rows).toEqual([{ owners: 1, organisations: 1, chatbots: 1 }]);
      for (const { server } of servers) await server.close();
      await created.drop();
    },
    60_000,
  );

  it(
    'on the database of a newer version changes nothing, and names both versions',
    async () => {
      const database = await openTestDatabase();
      await migrate(database);
      const read = () =>
        database.asPlatform(async (tx) => {
          const { rows } = await tx.execute(sql`select * from schema_migrations order by name`);
          return rows;
        });
      await database.asPlatform((tx) =>
        tx.execute(sql`
        insert into schema_migrations (name, version) values ('9001_future.sql', '7.3.0')`),
      );
      const before = await read();
      const config = readConfig({ ...admin, ECHOAI_LOG: 'silent', ECHOAI_SECRET: 'x'.repeat(32) });
      const server = await createServer({ config, database, models: createFakeModels() });
      const error = await server.prepare().catch((error: unknown) => error);
      expect(error).toBeInstanceOf(NewerDatabaseError);
      expect((error as Error).message).toMatch(
        /newer EchoAI, 7\.3\.0 .*9001_future.*EchoAI 0\.\d+\.\d+/,
      );
      expect(await read()).toEqual(before);
      const { rows } = await database.asPlatform((tx) =>
        tx.execute(
          sql`select (select count(*)::int from organization) as organisations,
            (select count(*)::int from member) as members`,
        ),
      );
      expect(rows).toEqual([{ organisations: 0, members: 0 }]);
      await server.close();
    },
    limits.test,
  );
});
