import { AsyncLocalStorage } from 'node:async_hooks';
import { apiKey } from '@better-auth/api-key';
import { betterAuth } from 'better-auth';
import { drizzleAdapter } from 'better-auth/adapters/drizzle';
import { isAPIError } from 'better-auth/api';
import { organization } from 'better-auth/plugins/organization';
import { monotonicFactory } from 'ulid';
import type { Config } from '../config.ts';
import type { Database } from '../platform/database/database.ts';
import * as schema from '../platform/database/schema.ts';
import { isUnavailable } from '../platform/database/unavailable.ts';
import type { Log } from '../platform/log.ts';
import { deriveKey } from '../platform/secret.ts';
import { lockOut, lockOutSignedIn } from './lockOut.ts';
import { goodPasswords, maxPasswordLength } from './passwords.ts';

const prefixes: Record<string, string> = {
  user: 'usr',
  session: 'sgn',
  account: 'acc',
  organization: 'org',
  member: 'mem',
  invitation: 'inv',
  apikey: 'key',
};
const ulid = monotonicFactory();

/** A new id of an account table, such as `org_01jd…`. */
export function newAccountId(model: string): string {
  return `${prefixes[model] ?? 'aut'}_${ulid().toLowerCase()}`;
}

/**
 * better-auth on our database: e-mail and password, organisations, secret keys of organisations.
 * Nobody signs up: the first owner is made by `createOwner`, others are invited.
 */
export function createAccounts({
  database,
  config,
  secret,
  log,
}: {
  database: Database;
  config: Pick<Config, 'publicUrl' | 'hasPublicUrl'>;
  secret: string;
  log: Log;
}) {
  return betterAuth({
    baseURL: config.publicUrl,
    basePath: '/auth',
    secret: deriveKey(secret, 'accounts'),
    database: drizzleAdapter(database.drizzle, { provider: 'pg', schema }),
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: 8,
      maxPasswordLength,
      revokeSessionsOnPasswordReset: true,
    },
    hooks: lockOut({ database, secret, isSecure: config.publicUrl.startsWith('https://') }),
    // Its own limit counts by a header that anybody may send; ours are in routes.ts.
    rateLimit: { enabled: false },
    // Without a set public URL people come by localhost, an IP address or a host name.
    trustedOrigins: (request) =>
      config.hasPublicUrl || !request ? [config.publicUrl] : [new URL(request.url).origin],
    advanced: {
      // It would believe any X-Forwarded-For.
      ipAddress: { disableIpTracking: true },
      database: { generateId: ({ model }) => newAccountId(model) },
      useSecureCookies: config.publicUrl.startsWith('https://'),
      // Said aloud, because better-auth leaves these checks out under NODE_ENV=test.
      disableOriginCheck: false,
      disableCSRFCheck: false,
    },
    plugins: [
      goodPasswords(),
      lockOutSignedIn({ database, secret }),
      // Deleting one here would leave its chatbots and conversations behind.
      organization({ allowUserToCreateOrganization: false, disableOrganizationDeletion: true }),
      apiKey({
        references: 'organization',
        defaultPrefix: 'sk_',
        startingCharactersConfig: { charactersLength: 8 },
        maximumNameLength: 80,
        // Its default is ten calls a day.
        rateLimit: { enabled: false },
      }),
    ],
    telemetry: { enabled: false },
    onAPIError: {
      onError: (err) => {
        if (!isAPIError(err) && !isUnavailable(err)) log.error({ err }, 'accounts');
      },
    },
    logger: {
      // Its further arguments may be anything, an e-mail address included, so none is written.
      log(level, message, ...about) {
        const lost = about.find(isUnavailable);
        const asking = asked.getStore();
        if (lost && asking) asking.lost = lost;
        else log[level](`accounts: ${message}`);
      },
    },
  });
}

/** What better-auth is asked now, and whether the database was lost during it. */
const asked = new AsyncLocalStorage<{ lost?: unknown }>();

/**
 * Asks better-auth, which takes a database that is away for a key or a session that is not valid, and
 * says so to its logger only.
 * @throws {DatabaseUnavailableError} then, so that nobody is signed out by an outage
 */
export async function askAccounts<Result>(ask: () => Promise<Result>): Promise<Result> {
  const asking: { lost?: unknown } = {};
  const [answer] = await Promise.allSettled([asked.run(asking, ask)]);
  if (asking.lost) throw asking.lost;
  if (answer.status === 'rejected') throw answer.reason;
  return answer.value;
}

export type Accounts = ReturnType<typeof createAccounts>;
