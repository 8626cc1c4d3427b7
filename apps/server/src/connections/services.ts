import type { Config } from '../config.ts';
import type { Database, Transaction } from '../platform/database/database.ts';
import type { Log } from '../platform/log.ts';
import type { Secrets } from '../platform/secrets.ts';

/** What connections work with. */
export interface Services {
  config: Config;
  database: Database;
  secrets: Secrets;
  log: Log;
  /** Lets go on what waits for a connection; it is told in the transaction that makes it healthy. */
  wakeWaiting(tx: Transaction, of: { organisationId: string; connectionId: string }): Promise<void>;
}
