import { definition } from '@echoai/automation/nodes/send_email/definition';
import { defineAction } from './action.ts';
import { sendEmails } from './sendEmails.ts';

export const action = defineAction(definition, {
  async outside({ config: { to, subject, body }, step, services, signal }) {
    await sendEmails({ services, to, subject, text: body, signal });
    return { outcome: 'next', output: { emailId: step.effectId } };
  },
});
