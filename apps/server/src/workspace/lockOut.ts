import { APIError, createAuthMiddleware } from 'better-auth/api';
import { sql } from 'drizzle-orm';
import type { Database } from '../platform/database/database.ts';
import { tooMany } from '../platform/http/limits.ts';
import { accountOf, browserCookie, readBrowser, writeBrowser } from './knownBrowser.ts';

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
  const subjectOf = (email: string, cookie: string | null) => {
    const account = accountOf(email);
    const browser = readBrowser(secret, cookie);
    const isKnown = browser?.account === account;
    return { account, id: isKnown ? browser.id : undefined };
  };
  const nameOf = ({ account, id }: { account: string; id?: string }) =>
    id ? `browser ${id}` : `account ${account}`;
  return {
    before: createAuthMiddleware(async (context) => {
      const email: unknown = context.body?.email;
      if (context.path !== '/sign-in/email' || typeof email !== 'string') return;
      const subject = subjectOf(email, context.getCookie(browserCookie));
      const seconds = await takeAttempt(database, nameOf(subject));
      if (seconds === 0) return;
      const { message } = tooMany('sign-in', seconds, 'Too many wrong passwords.');
      const headers = { 'retry-after': String(seconds) };
      throw new APIError('TOO_MANY_REQUESTS', { code: 'RATE_LIMITED', message }, headers);
    }),
    after: createAuthMiddleware(async (context) => {
      if (context.path !== '/sign-in/email' || !context.context.newSession) return;
      const { email } = context.context.newSession.user;
      const subject = subjectOf(email, context.getCookie(browserCookie));
      await forgetAttempts(database, nameOf(subject));
      context.setCookie(browserCookie, writeBrowser(secret, subject), {
        httpOnly: true,
        sameSite: 'lax',
        secure: isSecure,
        path: '/auth',
        maxAge: knownFor,
      });
    }),
  };
}
