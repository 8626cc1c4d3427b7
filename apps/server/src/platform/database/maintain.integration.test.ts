import { PGlite } from '@electric-sql/pglite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { maintainNow } from './maintain.ts';

let client: PGlite;

beforeAll(async () => {
  client = await PGlite.create('memory://');
  await client.exec(`
    create table parents (id text primary key);
    create table "Children" (id int primary key, parent text references parents (id));
    insert into parents values ('only');
  `);
});
afterAll(() => client.close());

async function statistics(table: string) {
  await client.exec('select pg_stat_force_next_flush()');
  const { rows } = await client.query<{ rows: number; dead: number }>(
    `select c.reltuples as rows, s.n_dead_tup as dead
     from pg_class c join pg_stat_user_tables s on s.relid = c.oid where c.relname = $1`,
    [table],
  );
  return rows[0]!;
}

describe('a table on PGlite', () => {
  it('is analysed after it has grown, so that the planner knows how large it is', async () => {
    await client.exec(`insert into "Children" select n, 'only' from generate_series(1, 1000) n`);
    expect((await statistics('Children')).rows).toBe(-1);
    await maintainNow(client);
    expect((await statistics('Children')).rows).toBe(1_000);
  });

  it('gives back the room of rows that are dead', async () => {
    await client.exec('update "Children" set parent = null');
    expect((await statistics('Children')).dead).toBeGreaterThan(900);
    await maintainNow(client);
    expect((await statistics('Children')).dead).toBe(0);
  });

  it('is left alone while little has changed', async () => {
    await client.exec(`insert into parents values ('another')`);
    await maintainNow(client);
    expect((await statistics('parents')).rows).toBe(-1);
  });
});
