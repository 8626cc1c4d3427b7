import { definition } from '@echoai/automation/nodes/send_webhook/definition';
import { sql } from 'drizzle-orm';
import type { z } from 'zod';
import { openHookSecret } from '../hookSecret.ts';
import { signWebhook } from '../signWebhook.ts';
import { ActionError, defineAction, type Services } from './action.ts';
import { askOutside } from './askOutside.ts';

export const action = defineAction(definition, {
  async outside({ config, step, services, signal }) {
    const { organisationId, workflowId, effectId: deliveryId, now } = step;
    const of = { organisationId, workflowId, deliveryId };
    const status = await sendWebhook({ ...of, config, services, now, signal });
    return { outcome: 'next', output: { deliveryId, status } };
  },
});

/**
 * As https://www.standardwebhooks.com says; `webhook-id` is the same whenever it is sent again.
 * @returns the receiver's status
 * @throws ActionError
 */
export async function sendWebhook({
  organisationId,
  workflowId,
  deliveryId: id,
  config,
  services,
  now,
  signal,
}: {
  organisationId: string;
  workflowId: string;
  deliveryId: string;
  config: Pick<z.output<typeof definition.config>, 'url' | 'body' | 'signed'>;
  services: Pick<Services, 'config' | 'database' | 'secrets'>;
  now: Date;
  signal: AbortSignal;
}): Promise<number> {
  const timestamp = Math.floor(now.getTime() / 1_000);
  const body = JSON.stringify(config.body);
  const secret = config.signed ? await secretOf({ organisationId, workflowId }, services) : null;
  const signature = secret ? signWebhook({ id, timestamp, body, secret }) : null;
  return askOutside({
    services,
    method: 'POST',
    url: config.url.trim(),
    headers: {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': String(timestamp),
      ...(signature ? { 'webhook-signature': signature } : {}),
    },
    body,
    signal,
    // Followed as a browser does, it would arrive as a GET without its body.
    maxRedirects: 0,
    accepts: (status) => status >= 200 && status < 300,
    async read(answer) {
      answer.close();
      return answer.status;
    },
  });
}

async function secretOf(
  { organisationId, workflowId }: { organisationId: string; workflowId: string },
  { database, secrets }: Pick<Services, 'database' | 'secrets'>,
): Promise<string> {
  const { rows } = await database.withOrganisation(organisationId, (tx) =>
    tx.execute<{ secret: string }>(
      sql`select hook_secret as secret from workflows where id = ${workflowId}`,
    ),
  );
  if (!rows[0])
    throw new ActionError('The workflow is gone, and its secret with it.', { isPermanent: true });
  const secret = await openHookSecret(secrets, {
    what: 'key',
    stored: rows[0].secret,
    of: { organisationId, workflowId },
  });
  if (secret !== null) return secret;
  throw new ActionError(
    'The secret of the webhook cannot be read, since ECHOAI_SECRET was changed. Start EchoAI with the earlier one as ECHOAI_SECRET_PREVIOUS.',
    { isPermanent: true },
  );
}
