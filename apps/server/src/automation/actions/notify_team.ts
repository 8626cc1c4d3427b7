import { definition } from '@echoai/automation/nodes/notify_team/definition';
import type { z } from 'zod';
import type { Transaction } from '../../platform/database/database.ts';
import { tellTeam } from '../../workspace/tellTeam.ts';
import { defineAction, type Step } from './action.ts';
import { sendEmails } from './sendEmails.ts';

type Config = z.output<typeof definition.config>;

/** The dashboard's notice comes first, so that it is there even when no e-mail can be sent. */
export const action = defineAction(definition, {
  isOutside: ({ emails }) => emails.length > 0,

  async inside(tx, { config, step }) {
    await notify(tx, config, step);
    return { outcome: 'next', output: {} };
  },

  async outside({ config, step, services, signal }) {
    await services.database.withOrganisation(step.organisationId, (tx) => notify(tx, config, step));
    const { publicUrl } = services.config;
    const origin = `From the workflow “${step.workflowName}”: ${publicUrl}`;
    const text = [config.text.trim(), origin].filter(Boolean).join('\n\n');
    await sendEmails({ services, to: config.emails, subject: config.title, text, signal });
    return { outcome: 'next', output: {} };
  },
});

/** Tells it once, however often the step is tried. */
async function notify(tx: Transaction, { title, text }: Config, step: Step): Promise<void> {
  const { organisationId, executionId, workflowId, effectId } = step;
  await tellTeam(tx, {
    organisationId,
    executionId,
    workflowId,
    cause: `step ${effectId}`,
    title: withoutNul(title),
    text: withoutNul(text),
  });
}

/** The one character that PostgreSQL does not store. */
const withoutNul = (text: string) => text.replaceAll('\0', '');
