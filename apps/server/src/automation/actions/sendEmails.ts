import { fitTitle } from '@echoai/automation/splitText';
import { isEmail } from '@echoai/contract';
import { cutText } from '@echoai/contract/text';
import { type MailFailure, readMailFailure } from '../../platform/mailFailure.ts';
import { ActionError, type Services } from './action.ts';

interface Emails {
  services: Pick<Services, 'sendMail'>;
  /** Each gets a message of their own, and sees nobody else’s address. */
  to: string[];
  subject: string;
  text: string;
  /** Who is left when it is aborted gets nothing. */
  signal: AbortSignal;
}

/** Characters of a subject that mail programs keep; one that is longer is whole in the text. */
const maxSubject = 255;

/**
 * Sends an e-mail to each of several people, at most once. Once one of them has it, it is not tried
 * again for the others: the error says who has it and who does not.
 * @throws ActionError
 */
export async function sendEmails({ services, to, subject, text, signal }: Emails): Promise<void> {
  const { sendMail } = services;
  if (!sendMail) throw permanent('There is no mail server: set SMTP_URL.');
  const recipients = [...new Set(to.map((address) => address.trim()))];
  const wrong = recipients.find((address) => !isEmail(address));
  if (wrong !== undefined) throw permanent(`“${cutText(wrong, 100)}” is no e-mail address.`);
  const email = fitTitle({ title: subject.replace(/\s+/g, ' ').trim(), text }, maxSubject);
  const sent: string[] = [];
  const failures: (MailFailure & { address: string })[] = [];
  for (const address of recipients) {
    if (signal.aborted) {
      failures.push({ address, mayBeSent: false, isPermanent: false, reason: 'no time was left' });
      continue;
    }
    try {
      await sendMail({ to: address, subject: email.title, text: email.text });
      sent.push(address);
    } catch (error) {
      failures.push({ address, ...readMailFailure(error) });
    }
  }
  if (failures.length > 0) throw failureOf({ sent, failures });
}

function failureOf({
  sent,
  failures,
}: {
  sent: string[];
  failures: (MailFailure & { address: string })[];
}): ActionError {
  const reasons = failures.map(({ address, mayBeSent, reason }) =>
    mayBeSent ? `perhaps not to ${address}: ${reason}` : `not to ${address}: ${reason}`,
  );
  const parts = sent.length > 0 ? [`to ${sent.join(', ')}`, ...reasons] : reasons;
  return new ActionError(`The e-mail was sent ${parts.join('; ')}.`, {
    isPermanent: sent.length > 0 || failures.every(({ isPermanent }) => isPermanent),
    mayHaveHappened: failures.some(({ mayBeSent }) => mayBeSent),
  });
}

const permanent = (message: string) => new ActionError(message, { isPermanent: true });
