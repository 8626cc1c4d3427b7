import { createHmac, randomInt, timingSafeEqual } from 'node:crypto';
import type { Database } from '../../platform/database/database.ts';
import { AppError } from '../../platform/errors.ts';
import type { Visitor } from '../../platform/http/principals.ts';
import type { SendMail } from '../../platform/mail.ts';
import { deriveKey } from '../../platform/secret.ts';
import { readChatbot } from '../sessionStore.ts';
import { become, type Identified, normaliseEmail, notProven } from './identifyVisitor.ts';
import {
  countCodes,
  countFailedAttempt,
  deleteCodes,
  findCode,
  findOrCreateProven,
  storeCode,
} from './identityStore.ts';

/** Of one address in a day: with five guesses each, a stranger's chance stays one in 20,000. */
const maxCodesADay = 10;
const maxAttempts = 5;

const hashCode = (secret: string, code: string) =>
  createHmac('sha256', deriveKey(secret, 'e-mail codes')).update(code).digest('hex');

/** Sends a code of six digits to an address, good for ten minutes. Says nothing about who has it. */
export async function sendEmailCode({
  database,
  sendMail,
  secret,
  visitor,
  email: address,
}: {
  database: Database;
  sendMail: SendMail;
  secret: string;
  visitor: Visitor;
  email: string;
}): Promise<void> {
  if (!sendMail) {
    throw new AppError(
      'mail-not-configured',
      'Codes cannot be sent: no mail server is set up. The owner can name one in SMTP_URL.',
    );
  }
  const { organisationId, chatbotId } = visitor;
  const email = normaliseEmail(address);
  const code = String(randomInt(1_000_000)).padStart(6, '0');
  const name = await database.withOrganisation(organisationId, async (tx) => {
    if ((await countCodes(tx, { chatbotId, email })) >= maxCodesADay) {
      throw new AppError('rate-limited', 'Too many codes were sent to this address today.', {
        retryAfter: 60 * 60,
      });
    }
    await storeCode(tx, { organisationId, chatbotId, email, codeHash: hashCode(secret, code) });
    return (await readChatbot(tx, chatbotId)).name;
  });
  await sendMail({
    to: email,
    subject: `${code} is your code`,
    text: `${code} is your code for ${name}. It is good for ten minutes.\n\nIf you did not ask for it, ignore this message: nobody gets in without the code.\n`,
  });
}

/** @throws {AppError} `identity-not-proven` when the code is wrong, too old, or was guessed at too often */
export async function verifyEmailCode({
  database,
  secret,
  visitor,
  email: address,
  code,
  sessionId,
}: {
  database: Database;
  secret: string;
  visitor: Visitor;
  email: string;
  code: string;
  sessionId?: string | undefined;
}): Promise<Identified> {
  const { organisationId, chatbotId } = visitor;
  const email = normaliseEmail(address);
  // Refusals are returned, not thrown: the guess must be counted, not rolled back.
  const result = await database.withOrganisation(organisationId, async (tx) => {
    const sent = await findCode(tx, { chatbotId, email });
    if (!sent) return 'The code has expired. Ask for a new one.';
    if (sent.failedAttempts >= maxAttempts) return 'Too many wrong codes. Ask for a new one.';
    const given = Buffer.from(hashCode(secret, code.replace(/\D/g, '')));
    if (!timingSafeEqual(given, Buffer.from(sent.codeHash))) {
      await countFailedAttempt(tx, sent.id);
      return 'The code is not right. Please check it.';
    }
    await deleteCodes(tx, { chatbotId, email });
    const externalUserId = await findOrCreateProven(tx, { organisationId, email });
    return become(tx, { visitor, externalUserId, proof: 'code', sessionId });
  });
  if (typeof result === 'string') throw notProven(result);
  return result;
}
