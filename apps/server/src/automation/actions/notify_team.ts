import { definition } from '@echoai/automation/nodes/notify_team/definition';
import { sql } from 'drizzle-orm';
import type { z } from 'zod';
import type { Transaction } from '../../platform/database/database.ts';
import { newId } from '../../platform/newId.ts';
import { defineAction, type Step } from './action.ts';
import { sendToAll } from './send_email.ts';

export const action = defineAction(definition, {
  isOutside: ({ emails }) => emails.length > 0,

  async inside(tx, { config, step }) {
    await notify(tx, config, step);
    return { outcome: 'next', output: {} };
  },

  async outside({ config, step, services }) {
    const { title, text, emails } = config;
    await services.database.withOrganisation(step.organisationId, (tx) => notify(tx, config, step));
    await sendToAll(services, { to: emails, subject: title, text: text || title });
    return { outcome: 'next', output: {} };
  },
});

/** Done again, it changes nothing. */
async function notify(
  tx: Transaction,
  { title, text }: z.output<typeof definition.config>,
  { organisationId, executionId, workflowId, effectId }: Step,
): Promise<void> {
  await tx.execute(sql`
    insert into notifications (id, organisation_id, title, text, execution_id, workflow_id, cause)
    values (${newId('ntf')}, ${organisationId}, ${title}, ${text}, ${executionId}, ${workflowId},
      ${`step ${effectId}`})
    on conflict (organisation_id, cause) do nothing`);
}
