import { definition } from '@echoai/automation/nodes/webhook/definition';
import { api } from '@echoai/contract';
import { sql } from 'drizzle-orm';
import type { Database } from '../platform/database/database.ts';
import { AppError, notFound } from '../platform/errors.ts';
import type { Implement } from '../platform/http/api.ts';
import { createLimit } from '../platform/http/limits.ts';
import { createLookUp } from '../platform/http/lookUp.ts';
import { newId } from '../platform/newId.ts';
import type { Secrets } from '../platform/secrets.ts';
import type { Automation } from './automation.ts';
import { hashHookToken, openHookSecret } from './hookSecret.ts';
import { answerChallenge, answersChallenges, findChallenge } from './hooks/answerChallenge.ts';
import { deliveryOf } from './hooks/deliveryOf.ts';
import { gatherValues, readFields, readHookBody } from './hooks/readHookBody.ts';
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

  const hookOf = async (token: string, address: string): Promise<Hook> => {
    limit.take(address);
    const hook =
      hooks.get(token) ??
      (await lookUp({ credential: token, address }, () => findHook(database, token)));
    if (!hook) throw notFound('webhook');
    if (hooks.size > 10_000) hooks.clear();
    hooks.set(token, hook);
    return hook;
  };

  implement(api.hooks.challenge, async ({ params: { token }, context }) => {
    const hook = await hookOf(token, context.get('address'));
    const query = new URL(context.req.url).searchParams;
    const { method, headers } = context.req.raw;
    const config = await readConfig(database, hook);
    if (!config || !answersChallenges(config)) {
      context.header('allow', 'POST');
      throw new AppError('method-not-allowed', 'This webhook takes POST only.');
    }
    const challenge = findChallenge({ method, query, headers, body: null });
    return answerChallenge(challenge, { query, config });
  });

  implement(api.hooks.receive, async ({ params: { token }, context }) => {
    const hook = await hookOf(token, context.get('address'));
    const request = context.req.raw;
    const { method, headers } = request;
    const { search, searchParams: query } = new URL(request.url);
    const { bytes, value: body } = await readHookBody(request);
    const challenge = findChallenge({ method, query, headers, body });
    if (challenge) {
      const config = await readConfig(database, hook);
      if (config && answersChallenges(config)) return answerChallenge(challenge, { query, config });
    }
    const secret = await openHookSecret(secrets, { what: 'key', stored: hook.secret, of: hook });
    const executionId = await automation.begin(hook.organisationId, {
      workflowId: hook.workflowId,
      cause: `webhook ${deliveryOf(headers, body) ?? newId('exe')}`,
      sessionId: sessionOf(body),
      eventOf({ kind, config, now }) {
        if (kind !== 'webhook') throw notFound('webhook');
        if (config.signed) {
          if (secret === null) throw unreadable();
          verifyWebhook({ headers, body: bytes, secret, now });
        }
        return {
          body,
          headers: headersOf(headers),
          query: gatherValues(readFields(search.slice(1))),
        };
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
      from workflows where hook_token_hash = ${hashHookToken(token)}`),
  );
  return rows[0] ?? null;
}

/** The settings of the trigger; null unless the workflow is active and starts by its webhook. */
async function readConfig(database: Database, { organisationId, workflowId }: Hook) {
  const { rows } = await database.withOrganisation(organisationId, (tx) =>
    tx.execute<{ config: unknown }>(sql`
      select trigger_config as config from workflows
      where id = ${workflowId} and trigger_kind = 'webhook' and active_version is not null`),
  );
  return rows[0] ? definition.config.parse(rows[0].config) : null;
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
