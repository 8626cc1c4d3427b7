import { tryGetCurrentAuthEndpointContext } from '@better-auth/core/context';
import type { BetterAuthPlugin } from 'better-auth';
import { APIError, createAuthMiddleware } from 'better-auth/api';
import { sql } from 'drizzle-orm';
import type { Database } from '../platform/database/database.ts';
import { tooMany } from '../platform/http/limits.ts';
import { accountOf, browserCookie, readBrowser, writeBrowser } from './knownBrowser.ts';
import { signInPath } from './passwords.ts';

/** Wrong passwords in a row that cost no time; then the wait begins, doubles, and ends growing. */
const freeFailures = 5;
const firstWait = 30;
const longestWait = 3_600;
/** Seconds for which a browser is known: half a year after its last sign-in. */
const knownFor = 180 * 24 * 3_600;

/** Seconds between an attempt and the next one, after what has failed so far. */
const wait = sql`make_interval(secs => case when a.failures < ${freeFailures}::int then 0
  else least(${longestWait}::int, ${firstWait}::int * 2 ^ least(a.failures - ${freeFailures}::int, 20)) end)`;

/**
 * Counts an attempt before its password is looked at, in one statement, so that many at once do not
 * pass together. In the database, since several processes share the accounts.
 * @returns seconds to wait; 0: the attempt may be made
 */
export async function takeAttempt(database: Database, subject: string): Promise<number> {
  const { rows } = await database.drizzle.execute<{ taken: boolean; seconds: number | null }>(sql`
    with taken as (
      insert into sign_in_attempts as a (subject) values (${subject})
      on conflict (subject) do update set last_at = clock_timestamp(),
        failures = case when a.last_at < clock_timestamp() - interval '1 day' then 1
          else a.failures + 1 end
      where a.last_at + ${wait} <= clock_timestamp()
      returning 1
    )
    select exists (select from taken) as taken, (
      select ceil(extract(epoch from a.last_at + ${wait} - clock_timestamp()))::int
      from sign_in_attempts a where a.subject = ${subject}
    ) as seconds`);
  const { taken, seconds } = rows[0]!;
  return taken ? 0 : Math.max(1, seconds ?? firstWait);
}

/** An attempt that succeeded was no failure, nor were those before it. */
export async function forgetAttempts(database: Database, subject: string): Promise<void> {
  await database.drizzle.execute(sql`delete from sign_in_attempts where subject = ${subject}`);
}

/** What counts the attempts on an account that come from a browser with this cookie. */
function subjectOf(secret: string, { email, cookie }: { email: string; cookie: string | null }) {
  const account = accountOf(email);
  const browser = readBrowser(secret, cookie);
  const id = browser?.account === account ? browser.id : undefined;
  return { account, id, name: id ? `browser ${id}` : `account ${account}` };
}

/** @throws {APIError} 429 while attempts on the subject have to wait */
async function takeAttemptOrRefuse(database: Database, subject: string): Promise<void> {
  const seconds = await takeAttempt(database, subject);
  if (seconds === 0) return;
  const { message } = tooMany('sign-in', seconds, 'Too many wrong passwords.');
  const headers = { 'retry-after': String(seconds) };
  throw new APIError('TOO_MANY_REQUESTS', { code: 'RATE_LIMITED', message }, headers);
}

/**
 * Makes guessing the password of an account slow, from however many addresses. Attempts from a
 * browser in which the account has signed in before are counted apart: strangers who guess cannot
 * keep the owner out of there (OWASP's device cookies). An account that does not exist is locked in
 * the same way, so that this does not show.
 */
export function lockOut({
  database,
  secret,
  isSecure,
}: {
  database: Database;
  secret: string;
  isSecure: boolean;
}) {
  return {
    before: createAuthMiddleware(async (context) => {
      const email: unknown = context.body?.email;
      if (context.path !== signInPath || typeof email !== 'string') return;
      const cookie = context.getCookie(browserCookie);
      await takeAttemptOrRefuse(database, subjectOf(secret, { email, cookie }).name);
    }),
    after: createAuthMiddleware(async (context) => {
      if (context.path !== signInPath || !context.context.newSession) return;
      const { email } = context.context.newSession.user;
      const cookie = context.getCookie(browserCookie);
      const { name, ...browser } = subjectOf(secret, { email, cookie });
      await forgetAttempts(database, name);
      context.setCookie(browserCookie, writeBrowser(secret, browser), {
        httpOnly: true,
        sameSite: 'lax',
        secure: isSecure,
        path: '/auth',
        maxAge: knownFor,
      });
    }),
  };
}

/**
 * Counts the password that somebody who is signed in has to repeat like one at the sign-in, so that a
 * stolen session does not help to guess it. It stands where better-auth compares passwords, whichever
 * of its endpoints asked for one.
 */
export function lockOutSignedIn({ database, secret }: { database: Database; secret: string }) {
  return {
    id: 'lock-out-signed-in',
    init: ({ password: passwords }) => ({
      context: {
        password: {
          ...passwords,
          async verify(compared) {
            const endpoint = tryGetCurrentAuthEndpointContext();
            const email = endpoint?.context.session?.user.email;
            if (!email || endpoint.path === signInPath) return passwords.verify(compared);
            const cookie = endpoint.getCookie?.(browserCookie) ?? null;
            const { name } = subjectOf(secret, { email, cookie });
            await takeAttemptOrRefuse(database, name);
            const isRight = await passwords.verify(compared);
            if (isRight) await forgetAttempts(database, name);
            return isRight;
          },
        },
      },
    }),
  } satisfies BetterAuthPlugin;
}
