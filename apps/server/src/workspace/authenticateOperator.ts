import { sql } from 'drizzle-orm';
import type { Config } from '../config.ts';
import type { Database } from '../platform/database/database.ts';
import { AppError } from '../platform/errors.ts';
import { createLookUp } from '../platform/http/lookUp.ts';
import type { Operator } from '../platform/http/principals.ts';
import { type Accounts, askAccounts } from './accounts.ts';

/** Who an operator's request comes from: a secret key in `Authorization`, or a session cookie. */
export function createOperatorAuthentication({
  accounts,
  database,
  config,
}: {
  accounts: Accounts;
  database: Database;
  config: Pick<Config, 'publicUrl' | 'hasPublicUrl'>;
}) {
  const lookUp = createLookUp({ name: 'unknown secret keys', allowance: 60 });
  return async (request: Request, address: string): Promise<Operator> => {
    const bearer = request.headers.get('authorization')?.match(/^Bearer\s+(\S+)$/i)?.[1];
    if (bearer !== undefined) return byKey(bearer, address);
    return bySession(request);
  };

  async function byKey(key: string, address: string): Promise<Operator> {
    if (key.startsWith('pk_')) {
      throw new AppError(
        'unauthenticated',
        'This is a publishable key, which only visitors use. Use a secret key (sk_…) here.',
      );
    }
    const found = key.startsWith('sk_')
      ? await lookUp({ credential: key, address }, async () => {
          const result = await askAccounts(() => accounts.api.verifyApiKey({ body: { key } }));
          return result.valid ? result.key : null;
        })
      : null;
    if (!found) {
      throw new AppError('unauthenticated', 'The secret key is not valid, or was revoked.');
    }
    return { organisationId: found.referenceId, user: null };
  }

  async function bySession(request: Request): Promise<Operator> {
    const session = request.headers.has('cookie')
      ? await askAccounts(() => accounts.api.getSession({ headers: request.headers }))
      : null;
    if (!session) throw new AppError('unauthenticated', 'Sign in, or send a secret key (sk_…).');
    refuseForeignOrigin(request, config);
    const organisationId =
      session.session.activeOrganizationId ?? (await firstOrganisation(session.user.id));
    if (!organisationId) {
      throw new AppError('forbidden', 'This account does not belong to an organisation yet.');
    }
    const { id, name, email } = session.user;
    return { organisationId, user: { id, name, email } };
  }

  async function firstOrganisation(userId: string): Promise<string | undefined> {
    const { rows } = await database.asPlatform((tx) =>
      tx.execute<{ id: string }>(
        sql`select "organizationId" as id from member where "userId" = ${userId} order by "createdAt" limit 1`,
      ),
    );
    return rows[0]?.id;
  }
}

/** Cookies travel by themselves: another web site must not act with them. */
function refuseForeignOrigin(
  request: Request,
  { publicUrl, hasPublicUrl }: Pick<Config, 'publicUrl' | 'hasPublicUrl'>,
): void {
  if (request.method === 'GET' || request.method === 'HEAD') return;
  const origin = request.headers.get('origin');
  // Many proxies ask us by another host name than the browser asked them.
  if (hasPublicUrl && origin === new URL(publicUrl).origin) return;
  const host =
    request.headers.get('x-forwarded-host') ??
    request.headers.get('host') ??
    new URL(request.url).host;
  if (origin && URL.canParse(origin) && new URL(origin).host === host) return;
  if (!origin && request.headers.get('sec-fetch-site') === 'same-origin') return;
  throw new AppError('forbidden', 'Requests with a session must come from the dashboard itself.');
}
