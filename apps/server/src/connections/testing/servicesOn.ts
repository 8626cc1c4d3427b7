import { readConfig } from '../../config.ts';
import type { Database } from '../../platform/database/database.ts';
import { createLog } from '../../platform/log.ts';
import { createSecrets } from '../../platform/secrets.ts';
import type { Services } from '../services.ts';

/** What connections work with, beside a server on the same database: as another process has it. */
export function servicesOn(
  database: Database,
  environment: Record<string, string> & { ECHOAI_SECRET: string },
): Services {
  return {
    config: readConfig(environment),
    database,
    secrets: createSecrets({ secret: environment.ECHOAI_SECRET, previous: null }),
    log: createLog('silent'),
    wakeWaiting: async () => {},
  };
}
