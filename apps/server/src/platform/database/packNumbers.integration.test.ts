import { sql } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { openTestDatabase } from '../../testing/testServer.ts';
import { packNumbers } from './packNumbers.ts';

it('numbers reach the database in binary, exactly and in their order', async () => {
  const database = await openTestDatabase();
  const vectors = [
    Float32Array.of(0.1, -2.5, 3e-12),
    Float32Array.of(),
    Float32Array.of(7, 65_504),
  ];
  const { rows } = await database.asPlatform((tx) =>
    tx.execute<{ numbers: number[]; second: number }>(sql`
      select to_json(numbers) as numbers, numbers[2] as second
      from (select ${sql.param(packNumbers(vectors))}::real[] as numbers) as given`),
  );
  expect(Float32Array.from(rows[0]!.numbers)).toEqual(Float32Array.of(0.1, -2.5, 3e-12, 7, 65_504));
  expect(rows[0]!.second).toBe(-2.5);
  await database.close();
});
