import { isEmail } from '@echoai/automation';
import { definition } from '@echoai/automation/nodes/send_email/definition';
import { AppError } from '../../platform/errors.ts';
import { ActionError, defineAction, type Services } from './action.ts';

export const action = defineAction(definition, {
  async outside({ config: { to, subject, body }, step, services }) {
    await sendToAll(services, { to, subject, text: body });
    return { outcome: 'next', output: { emailId: step.effectId } };
  },
});

/**
 * One message for each address, so that none sees the others.
 * @throws ActionError that says whether some may have got it
 */
export async function sendToAll(
  { sendMail }: Pick<Services, 'sendMail'>,
  { to, subject, text }: { to: string[]; subject: string; text: string },
): Promise<void> {
  if (!sendMail)
    throw new ActionError('There is no mail server: set SMTP_URL.', { isPermanent: true });
  const addresses = [...new Set(to.map((address) => address.trim()))];
  const wrong = addresses.find((address) => !isEmail(address));
  if (wrong !== undefined)
    throw new ActionError(`“${wrong}” is no e-mail address.`, { isPermanent: true });
  for (const [index, address] of addresses.entries()) {
    try {
      await sendMail({ to: address, subject: subject.replace(/[\r\n]+/g, ' '), text });
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      // The first failed to be handed over; of several, some have it.
      throw new ActionError(error.message, { mayHaveHappened: index > 0, cause: error });
    }
  }
}
