import { createHmac } from 'node:crypto';
import { definition } from '@echoai/automation/nodes/send_webhook/definition';
import { sql } from 'drizzle-orm';
import { defineAction, type Services, type Step } from './action.ts';
import { requestFor } from './outgoing.ts';

/** Signed as https://www.standardwebhooks.com says, with the secret of the workflow's own webhook. */
export const action = defineAction(definition, {
  async outside({ config, step, services, signal }) {
    const id = step.effectId;
    const timestamp = String(Math.floor(Date.now() / 1_000));
    const body = JSON.stringify(config.body);
    const signature = config.signed
      ? signatureOf(await readSecret(services, step), `${id}.${timestamp}.${body}`)
      : null;
    const { status } = await requestFor({
      services,
      expected: ['2xx'],
      url: config.url,
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'webhook-id': id,
        'webhook-timestamp': timestamp,
        ...(signature ? { 'webhook-signature': signature } : {}),
      },
      body,
      signal,
    });
    return { outcome: 'next', output: { deliveryId: id, status } };
  },
});

async function readSecret({ database }: Services, { organisationId, workflowId }: Step) {
  const { rows } = await database.withOrganisation(organisationId, (tx) =>
    tx.execute<{ secret: string }>(
      sql`select hook_secret as secret from workflows where id = ${workflowId}`,
    ),
  );
  return rows[0]!.secret;
}

function signatureOf(secret: string, content: string): string {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  return `v1,${createHmac('sha256', key).update(content).digest('base64')}`;
}
