import { cutText, isWithinOrigin } from '@echoai/contract';
import { sql } from 'drizzle-orm';
import type { Config } from '../config.ts';
import type { Database } from '../platform/database/database.ts';
import { AppError } from '../platform/errors.ts';
import { createLookUp } from '../platform/http/lookUp.ts';
import type { Visitor } from '../platform/http/principals.ts';

/** What a publishable key stands for. */
export interface KeyOwner {
  organisationId: string;
  chatbotId: string;
  allowedOrigins: string[];
}

/** Looks up a publishable key, before any organisation is known. */
async function findKeyOwner(database: Database, key: string): Promise<KeyOwner | null> {
  if (!/^pk_\w{1,80}$/.test(key)) return null;
  // A single statement needs no transaction.
  const { rows } = await database.drizzle.execute<{
    organisationId: string;
    chatbotId: string;
    allowedOrigins: string[];
  }>(sql`
      select organisation_id as "organisationId", id as "chatbotId",
             to_json(allowed_origins) as "allowedOrigins"
      from chatbots where publishable_key = ${key}`);
  return rows[0] ?? null;
}

/** Milliseconds that an owner found by a key is good for, in the process that looked it up. */
const keyLifetimeMs = 1_000;
const remembered = new Map<string, { owner: KeyOwner; until: number }>();

const lookUp = createLookUp({ name: 'unknown publishable keys', allowance: 60 });

/** `findKeyOwner`, looked up once a second, since every request of every visitor asks. */
export async function recallKeyOwner(
  database: Database,
  { key, address }: { key: string; address: string },
): Promise<KeyOwner | null> {
  const known = remembered.get(key);
  if (known && known.until > performance.now()) return known.owner;
  const owner = await lookUp({ credential: key, address }, () => findKeyOwner(database, key));
  remembered.delete(key);
  if (owner) remembered.set(key, { owner, until: performance.now() + keyLifetimeMs });
  if (remembered.size > 1_000) remembered.delete(remembered.keys().next().value!);
  return owner;
}

/** Lets a change of a chatbot take effect at once; other processes see it within a second. */
export function forgetKeyOwner(key: string): void {
  remembered.delete(key);
}

/**
 * The chatbot a visitor's request is for. The key is public, so the web site is checked too; a
 * request without `Origin` (a program) passes and is limited by rate like the others.
 */
export function createVisitorAuthentication({
  database,
  config,
}: {
  database: Database;
  config: Pick<Config, 'publicUrl' | 'hasPublicUrl'>;
}) {
  return async (request: Request, address: string): Promise<Visitor> => {
    const key = request.headers.get('authorization')?.match(/^Bearer\s+(\S+)$/i)?.[1];
    const owner = key ? await recallKeyOwner(database, { key, address }) : null;
    if (!owner) {
      throw new AppError(
        'unauthenticated',
        'The publishable key (Authorization: Bearer pk_…) is missing or not valid.',
      );
    }
    const origin = request.headers.get('origin');
    if (origin && !isAllowedOrigin({ origin, request, owner, config })) {
      throw new AppError(
        'origin-not-allowed',
        `The chatbot may not be used on ${cutText(origin, 200)}. Its owner can allow it in the chatbot’s settings.`,
      );
    }
    const { organisationId, chatbotId } = owner;
    return { organisationId, chatbotId, token: request.headers.get('echoai-visitor'), address };
  };
}

function isAllowedOrigin({
  origin,
  request,
  owner,
  config,
}: {
  origin: string;
  request: Request;
  owner: KeyOwner;
  config: Pick<Config, 'publicUrl' | 'hasPublicUrl'>;
}): boolean {
  const { allowedOrigins } = owner;
  if (allowedOrigins.length === 0) return true;
  if (allowedOrigins.some((allowed) => isWithinOrigin(origin, allowed))) return true;
  if (!URL.canParse(origin)) return false;
  // The panel lives on our own origin, whichever host name that is reached by.
  const own = config.hasPublicUrl
    ? new URL(config.publicUrl).host
    : (request.headers.get('host') ?? new URL(request.url).host);
  return new URL(origin).host === own;
}
