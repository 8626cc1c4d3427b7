import { AsyncLocalStorage } from 'node:async_hooks';
import { sql } from 'drizzle-orm';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import type { ConstructorOptions } from 'pg-boss';
import type * as schema from './schema.ts';

/** Drizzle over either driver; `execute` answers `{ rows }` on both. */
export type Drizzle = NodePgDatabase<typeof schema>;
/** What a feature's queries run on, inside `withOrganisation`. */
export type Transaction = Parameters<Parameters<Drizzle['transaction']>[0]>[0];

/** What the two drivers (PGlite and PostgreSQL) give. */
export interface Driver {
  readonly kind: 'pglite' | 'postgres';
  /** Outside row-level security. Refuses to work inside a transaction, see `guard`. */
  readonly drizzle: Drizzle;
  /** How pg-boss reaches the same database. */
  readonly jobs: ConstructorOptions;
  /**
   * Calls `wake` for each notification on `channel`, and when some may have been lost; `onTrouble`
   * tells of a broken connection, which is made again.
   * @returns stops listening
   */
  listen(input: {
    channel: string;
    wake: () => void;
    onTrouble: (error: unknown) => void;
  }): Promise<() => Promise<void>>;
  close(): Promise<void>;
}

export interface Database extends Driver {
  /**
   * Runs `work` in one transaction that sees and writes the rows of one organisation only. Keep it
   * short, and never await a model, a file or the network inside: PGlite has one connection.
   */
  withOrganisation<Result>(
    organisationId: string,
    work: (tx: Transaction) => Promise<Result>,
  ): Promise<Result>;
  /**
   * Runs `work` in a transaction of the owner role, outside row-level security: for accounts and
   * for finding out which organisation a key belongs to, never for a feature's data.
   */
  asPlatform<Result>(work: (tx: Transaction) => Promise<Result>): Promise<Result>;
}

/** A query on the global connection while a transaction is open; on PGlite it would never return. */
export class NestedConnectionError extends Error {
  override name = 'NestedConnectionError';
  constructor() {
    super('The global connection was used inside a transaction: pass the transaction on instead.');
  }
}

const insideTransaction = new AsyncLocalStorage<true>();

/** @throws {NestedConnectionError} when called from within an open transaction */
export function refuseInsideTransaction(): void {
  if (insideTransaction.getStore()) throw new NestedConnectionError();
}

/**
 * The methods `names` of `client`, refused while a transaction is open on this call path.
 * @param replaced methods to call instead of the client's own
 */
export function guard<Client extends object>(
  client: Client,
  names: (keyof Client)[],
  replaced: Partial<Client> = {},
): Client {
  return new Proxy(client, {
    get(target, name) {
      const value = replaced[name as keyof Client] ?? Reflect.get(target, name, target);
      if (typeof value !== 'function') return value;
      if (!names.includes(name as keyof Client)) return value.bind(target);
      return (...args: unknown[]) => {
        refuseInsideTransaction();
        return value.apply(target, args);
      };
    },
  });
}

/**
 * Opens a transaction, or sets its role and organisation. What comes behind needs no answer to it:
 * should it fail, then the transaction has, and so does what comes behind.
 */
export const opensTransaction = /^(begin$|select set_config\()/;

export function createDatabase(driver: Driver): Database {
  const run = <Result>(
    prepare: ((tx: Transaction) => Promise<unknown>) | null,
    work: (tx: Transaction) => Promise<Result>,
  ) =>
    driver.drizzle.transaction(async (tx) => {
      await prepare?.(tx);
      // Awaited inside: Drizzle's queries start only when they are awaited.
      return insideTransaction.run(true, async () => await work(tx));
    });
  return {
    ...driver,
    withOrganisation: (organisationId, work) =>
      run(
        (tx) =>
          tx.execute(
            sql`select set_config('role', 'echoai_app', true), set_config('app.organisation', ${organisationId}, true)`,
          ),
        work,
      ),
    asPlatform: (work) => run(null, work),
  };
}

/**
 * Runs `work` as the owner role within a transaction of `withOrganisation`, and switches back: for
 * the job queue's own tables, on which features have no grant.
 */
export async function asOwner<Result>(tx: Transaction, work: () => Promise<Result>) {
  await tx.execute(sql`select set_config('role', 'none', true)`);
  const result = await work();
  await tx.execute(sql`select set_config('role', 'echoai_app', true)`);
  return result;
}

/**
 * Runs `work` as one organisation within a transaction of `asPlatform`, and switches back: for who
 * goes through the organisations, such as the reader of events.
 */
export async function asOrganisation<Result>(
  tx: Transaction,
  organisationId: string,
  work: () => Promise<Result>,
): Promise<Result> {
  await tx.execute(
    sql`select set_config('role', 'echoai_app', true), set_config('app.organisation', ${organisationId}, true)`,
  );
  const result = await work();
  await tx.execute(
    sql`select set_config('role', 'none', true), set_config('app.organisation', '', true)`,
  );
  return result;
}
