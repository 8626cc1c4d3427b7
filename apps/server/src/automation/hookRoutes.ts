import { api } from '@echoai/contract';
import { JsonTooDeep, parseJson } from '@echoai/contract/json';
import { sql } from 'drizzle-orm';
import type { Database } from '../platform/database/database.ts';
import { AppError, notFound } from '../platform/errors.ts';
import type { HttpContext, Implement } from '../platform/http/api.ts';
import { createLimit } from '../platform/http/limits.ts';
import { createLookUp } from '../platform/http/lookUp.ts';
import { newId } from '../platform/newId.ts';
import type { Secrets } from '../platform/secrets.ts';
import type { Automation } from './automation.ts';
import { openHookSecretIfReadable } from './hookSecret.ts';
import { verifyWebhook } from './verifyWebhook.ts';

interface Hook {
  organisationId: string;
  workflowId: string;
  /** Sealed; it is opened when a signature is checked. */
  secret: string;
}

/** Headers that are none of a workflow's business. */
const privateHeaders = /^(authorization|cookie|webhook-signature|x-forwarded-.*)$/;

/** Webhooks that start workflows. */
export function addHookRoutes({
  implement,
  database,
  automation,
  secrets,
}: {
  implement: Implement;
  database: Database;
  automation: Automation;
  secrets: Secrets;
}): void {
  const limit = createLimit({ name: 'webhooks', by: 'address', allowance: 6_000 });
  const lookUp = createLookUp({ name: 'unknown webhooks', allowance: 60 });
  /** By token; what it names never changes, and a sealed secret can be opened as long as this process lives. */
  const hooks = new Map<string, Hook>();

  implement(api.hooks.receive, async ({ params: { token }, context }) => {
    const address = context.get('address');
    limit.take(address);
    const hook =
      hooks.get(token) ??
      (await lookUp({ credential: token, address }, () => findHook(database, token)));
    if (!hook) throw notFound('webhook');
    if (hooks.size > 10_000) hooks.clear();
    hooks.set(token, hook);
    const text = await context.req.text();
    const { headers } = context.req.raw;
    const body = parseBody(text, context);
    const secret = await openHookSecretIfReadable(secrets, hook.secret, hook);
    const executionId = await automation.begin(hook.organisationId, {
      workflowId: hook.workflowId,
      cause: `webhook ${headers.get('webhook-id')?.slice(0, 200) ?? newId('exe')}`,
      sessionId: sessionOf(body),
      eventOf({ kind, config, now }) {
        if (kind !== 'webhook') throw notFound('webhook');
        if (config.signed) {
          if (secret === null) throw unreadable();
          verifyWebhook({ headers, body: text, secret, now });
        }
        return { body, headers: headersOf(headers), query: context.req.query() };
      },
    });
    return { executionId };
  });
}

const unreadable = () =>
  new AppError(
    'signature-invalid',
    'The signature cannot be checked, since ECHOAI_SECRET of the receiving server was changed.',
  );

async function findHook(database: Database, token: string): Promise<Hook | null> {
  const { rows } = await database.asPlatform((tx) =>
    tx.execute<Hook & Record<string, unknown>>(sql`
      select organisation_id as "organisationId", id as "workflowId", hook_secret as secret
      from workflows where hook_token = ${token}`),
  );
  return rows[0] ?? null;
}

/** JSON, a form, or else the text as it is. */
function parseBody(text: string, context: HttpContext): unknown {
  const type = context.req.header('content-type') ?? '';
  if (type.startsWith('application/x-www-form-urlencoded'))
    return Object.fromEntries(new URLSearchParams(text));
  if (!type.includes('json')) return text;
  try {
    return parseJson(text || '{}');
  } catch (error) {
    if (error instanceof JsonTooDeep) throw new AppError('malformed-json', error.message);
    throw new AppError('malformed-json', 'The body is not valid JSON.');
  }
}

/** The conversation that it is about: `sessionId` of a JSON body. */
function sessionOf(body: unknown): string | undefined {
  const { sessionId } = (typeof body === 'object' && body !== null ? body : {}) as {
    sessionId?: unknown;
  };
  return typeof sessionId === 'string' ? sessionId : undefined;
}

function headersOf(headers: Headers): Record<string, string> {
  return Object.fromEntries([...headers].filter(([name]) => !privateHeaders.test(name)));
}
