import { definition } from '@echoai/automation/nodes/send_webhook/definition';
import { sql } from 'drizzle-orm';
import { signWebhook } from '../signWebhook.ts';
import { ActionError, defineAction, type Services, type Step } from './action.ts';
import { askOutside } from './askOutside.ts';

/** As https://www.standardwebhooks.com says; `webhook-id` is the same whenever it is sent again. */
export const action = defineAction(definition, {
  async outside({ config, step, services, signal }) {
    const id = step.effectId;
    const timestamp = Math.floor(step.now.getTime() / 1_000);
    const body = JSON.stringify(config.body);
    const secret = config.signed ? await secretOf(step, services) : null;
    const signature = secret ? signWebhook({ id, timestamp, body, secret }) : null;
    const status = await askOutside({
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
    return { outcome: 'next', output: { deliveryId: id, status } };
  },
});

async function secretOf(step: Step, { database }: Services): Promise<string> {
  const { rows } = await database.withOrganisation(step.organisationId, (tx) =>
    tx.execute<{ secret: string }>(
      sql`select hook_secret as secret from workflows where id = ${step.workflowId}`,
    ),
  );
  if (!rows[0])
    throw new ActionError('The workflow is gone, and its secret with it.', { isPermanent: true });
  return rows[0].secret;
}
