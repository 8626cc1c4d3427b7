import type { Config } from '../config.ts';
import { AppError } from './errors.ts';

export interface Mail {
  to: string;
  subject: string;
  /** Plain text. */
  text: string;
}

/** Sends mail; null when no mail server is set up. */
export type SendMail = ((mail: Mail) => Promise<void>) | null;

const timeoutMs = 10_000;

/** The mail server of `SMTP_URL`; connections are kept open between messages. */
export function createMail({ mail }: Pick<Config, 'mail'>): SendMail {
  if (!mail) return null;
  let transport: Promise<import('nodemailer').Transporter> | undefined;
  return async (message) => {
    transport ??= import('nodemailer').then(({ createTransport }) =>
      createTransport({
        url: mail.url,
        pool: true,
        connectionTimeout: timeoutMs,
        greetingTimeout: timeoutMs,
        socketTimeout: timeoutMs,
      }),
    );
    try {
      await (await transport).sendMail({ from: mail.from, ...message });
    } catch (cause) {
      throw new AppError(
        'mail-failed',
        'The message could not be sent. Please try again later; the owner can check SMTP_URL.',
        { cause },
      );
    }
  };
}
