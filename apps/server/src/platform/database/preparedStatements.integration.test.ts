import { PGlite } from '@electric-sql/pglite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { prepareStatements } from './preparedStatements.ts';

let client: PGlite;
let transaction: PGlite['transaction'];

beforeAll(async () => {
  client = await PGlite.create('memory://');
  await client.exec(
    'create table items (id int primary key, tags text[], data jsonb, at timestamptz)',
  );
  transaction = prepareStatements(client);
});
afterAll(() => client.close());

const query = (text: string, params?: unknown[]) =>
  transaction(async (tx) => (await tx.query<Record<string, unknown>>(text, params)).rows);

describe('prepared statements on PGlite', () => {
  it('take and give every type as its own query does', async () => {
    const at = new Date('2026-11-24T10:00:00Z');
    const insert = 'insert into items values ($1, $2, $3, $4) returning *';
    const values = [1, ['a', 'b,"c'], { deep: [null] }, at];
    expect(await query(insert, values)).toEqual([
      { id: 1, tags: ['a', 'b,"c'], data: { deep: [null] }, at },
    ]);
    expect(await query(insert, [2, null, null, undefined])).toEqual([
      { id: 2, tags: null, data: null, at: null },
    ]);
    const rows = await query('select * from items order by id');
    expect(rows).toEqual((await client.query('select * from items order by id')).rows);
  });

  it('end in the database’s error, after which the next transaction works', async () => {
    const insert = 'insert into items (id) values ($1)';
    await query(insert, [10]);
    await expect(query(insert, [10])).rejects.toMatchObject({ code: '23505' });
    await expect(query('select nonsense')).rejects.toMatchObject({ code: '42703' });
    await expect(query(insert, ['not a number'])).rejects.toMatchObject({ code: '22P02' });
    await query(insert, [11]);
    expect(await query('select count(*)::int as n from items where id in (10, 11)')).toEqual([
      { n: 2 },
    ]);
  });

  it('roll back with their transaction, and are refused after it', async () => {
    let kept: { query: PGlite['query'] } | undefined;
    await expect(
      transaction(async (tx) => {
        kept = tx;
        await tx.query('insert into items (id) values (20)');
        throw new Error('changed my mind');
      }),
    ).rejects.toThrow('changed my mind');
    expect(await query('select 1 from items where id = 20')).toEqual([]);
    await expect(async () => kept?.query('select 1')).rejects.toThrow('ended');
  });

  it('are not run when the opening fails that they go with, and the next transaction works', async () => {
    const opening = "select set_config('role', $1, true)";
    const insert = 'insert into items (id) values (30)';
    const attempt = transaction(async (tx) => {
      await tx.query(opening, ['nobody_of_that_name']);
      await tx.query(insert);
    });
    await expect(attempt).rejects.toMatchObject({ code: '22023' });
    const onlyOpening = transaction((tx) => tx.query(opening, ['nobody_of_that_name']));
    await expect(onlyOpening).rejects.toMatchObject({ code: '22023' });
    expect(await query('select 1 from items where id = 30')).toEqual([]);
  });

  it('end in an error of the commit, after which the next transaction works', async () => {
    await client.exec(
      'create table parts (item int references items deferrable initially deferred)',
    );
    await expect(query('insert into parts values (999)')).rejects.toMatchObject({ code: '23503' });
    expect(await query('select * from parts')).toEqual([]);
  });

  it('stay few, however many different ones are run, and are planned anew in time', async () => {
    for (let number = 0; number < 250; number++) await query(`select ${number} as n`);
    for (let run = 0; run < 1_100; run++) await query('select $1::int as n', [run]);
    const [row] = (
      await client.query<{ count: number; runs: number }>(
        'select count(*)::int as count, max(generic_plans + custom_plans)::int as runs from pg_prepared_statements',
      )
    ).rows;
    expect(row?.count).toBeLessThanOrEqual(200);
    expect(row?.runs).toBeLessThanOrEqual(500);
  });
});
