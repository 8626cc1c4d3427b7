import { createHash, createHmac, randomBytes, randomInt } from 'node:crypto';
import type { Database } from '../../platform/database/database.ts';
import { AppError } from '../../platform/errors.ts';
import { tooMany } from '../../platform/http/limits.ts';
import type { Visitor } from '../../platform/http/principals.ts';
import type { SendMail } from '../../platform/mail.ts';
import { deriveKey } from '../../platform/secret.ts';
import { readChatbot } from '../sessionStore.ts';
import { become, type Identified, normaliseEmail, notProven } from './identifyVisitor.ts';
import {
  countCodes,
  deleteCodes,
  findOrCreateProven,
  guessCode,
  type SentCodes,
  storeCode,
} from './identityStore.ts';

/** Codes sent in an hour: by a chatbot, to an e-mail address, and to it for one network address. */
const most = { ofChatbot: 200, ofEmail: 10, ofBoth: 5 };
/** At ten codes an hour, 1,200 guesses a day of 100,000,000, from however many addresses. */
const maxGuesses = 5;
const digits = 8;

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const keyed = (secret: string, text: string) =>
  createHmac('sha256', deriveKey(secret, 'e-mail codes')).update(text).digest('hex');

/**
 * Sends a code of eight digits to an address, good for ten minutes in the browser that asked. Says
 * nothing about who has it.
 * @returns the challenge, which that browser keeps and gives back with the code
 */
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
}): Promise<{ challenge: string }> {
  if (!sendMail) {
    throw new AppError(
      'mail-not-configured',
      'Codes cannot be sent: no mail server is set up. The owner can name one in SMTP_URL.',
    );
  }
  const { organisationId, chatbotId } = visitor;
  const email = normaliseEmail(address);
  const code = String(randomInt(10 ** digits)).padStart(digits, '0');
  const challenge = `chl_${randomBytes(32).toString('base64url')}`;
  const askedFrom = keyed(secret, `from ${visitor.address}`);
  const name = await database.withOrganisation(organisationId, async (tx) => {
    refuseTooMany(await countCodes(tx, { chatbotId, email, askedFrom }));
    await storeCode(tx, {
      organisationId,
      chatbotId,
      email,
      codeHash: keyed(secret, code),
      challengeHash: sha256(challenge),
      askedFrom,
    });
    return (await readChatbot(tx, chatbotId)).name;
  });
  await sendMail({
    to: email,
    subject: `${code} is your code`,
    text: `${code} is your code for ${name}. It is good for ten minutes, in the browser where you asked for it.\n\nIf you did not ask for it, ignore this message: nobody gets in without the code.\n`,
  });
  return { challenge };
}

function refuseTooMany({ seconds, ...sent }: SentCodes): void {
  if (sent.ofBoth >= most.ofBoth || sent.ofEmail >= most.ofEmail)
    throw tooMany('codes', seconds, 'Too many codes were sent to this address.');
  if (sent.ofChatbot >= most.ofChatbot)
    throw tooMany('codes', seconds, 'Too many codes were sent from here.');
}

/** @throws {AppError} `identity-not-proven` when the code is wrong, too old, or was guessed at too often */
export async function verifyEmailCode({
  database,
  secret,
  visitor,
  email: address,
  code,
  challenge,
  sessionId,
}: {
  database: Database;
  secret: string;
  visitor: Visitor;
  email: string;
  code: string;
  challenge: string;
  sessionId?: string | undefined;
}): Promise<Identified> {
  const { organisationId, chatbotId } = visitor;
  const email = normaliseEmail(address);
  // Refusals are returned, not thrown: the guess must be counted, not rolled back.
  const result = await database.withOrganisation(organisationId, async (tx) => {
    const guess = await guessCode(tx, {
      chatbotId,
      email,
      challengeHash: sha256(challenge),
      codeHash: keyed(secret, code.replace(/\D/g, '')),
      maxGuesses,
    });
    if (guess !== 'right') return refusals[guess];
    await deleteCodes(tx, { chatbotId, email });
    const externalUserId = await findOrCreateProven(tx, { organisationId, email });
    return become(tx, { visitor, externalUserId, proof: 'code', sessionId });
  });
  if (typeof result === 'string') throw notProven(result);
  return result;
}

const refusals = {
  wrong: 'The code is not right. Please check it.',
  'too-often': 'Too many wrong codes. Ask for a new one.',
  none: 'The code has expired, or was asked for in another browser. Ask for a new one.',
};
