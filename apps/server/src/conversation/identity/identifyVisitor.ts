import type { IdentifyRequest } from '@echoai/contract';
import type { Transaction } from '../../platform/database/database.ts';
import { AppError } from '../../platform/errors.ts';
import type { Visitor } from '../../platform/http/principals.ts';
import { createVisitor, readChatbot, storeToken } from '../sessionStore.ts';
import { newVisitorToken } from '../visitorToken.ts';
import {
  dropToken,
  findKnownVisitor,
  findOrCreateProven,
  giveToken,
  type KnownVisitor,
  noteUnproven,
  type Proof,
  takeAlong,
  useSignature,
} from './identityStore.ts';
import { identitySecret, isSignedBy } from './signature.ts';

/** Seconds that a signature may be good for at most; a stolen one is then worth little. */
const longestLifetime = 24 * 60 * 60;

/** Who the visitor is from now on. */
export interface Identified {
  /** Set when the browser gets a new token in place of its old one. */
  visitorToken: string | undefined;
  visitor: KnownVisitor;
}

/** Takes what a browser says of its visitor: a signed statement as proof, the rest as hearsay. */
export async function identifyVisitor(
  tx: Transaction,
  { visitor, request, secret }: { visitor: Visitor; request: IdentifyRequest; secret: string },
): Promise<Identified> {
  const { name } = request;
  const email = request.email && normaliseEmail(request.email);
  if (request.externalId !== undefined || request.signature !== undefined) {
    const externalUserId = await proveBySignature(tx, { visitor, request, secret });
    await noteUnproven(tx, { externalUserId, email: undefined, name });
    return become(tx, {
      visitor,
      externalUserId,
      proof: 'signature',
      sessionId: request.sessionId,
    });
  }
  const known = await findKnownVisitor(tx, visitor);
  if (known) {
    await noteUnproven(tx, { externalUserId: known.id, email, name });
    return { visitorToken: undefined, visitor: (await findKnownVisitor(tx, visitor))! };
  }
  const { organisationId, chatbotId } = visitor;
  const token = newVisitorToken();
  const externalUserId = await createVisitor(tx, organisationId);
  await storeToken(tx, { organisationId, chatbotId, externalUserId, token });
  await noteUnproven(tx, { externalUserId, email, name });
  return { visitorToken: token, visitor: (await findKnownVisitor(tx, { token, chatbotId }))! };
}

/** @throws {AppError} `identity-not-proven` with what is wrong with the proof */
async function proveBySignature(
  tx: Transaction,
  { visitor, request, secret }: { visitor: Visitor; request: IdentifyRequest; secret: string },
): Promise<string> {
  const { organisationId, chatbotId } = visitor;
  const { externalId, email, expiresAt, signature } = request;
  if (!externalId || !expiresAt || !signature) {
    throw notProven('A proof needs externalId, expiresAt and signature.');
  }
  const now = Date.now() / 1_000;
  const chatbot = await readChatbot(tx, chatbotId);
  const key = identitySecret({ secret, chatbotId, version: chatbot.identitySecretVersion });
  if (!isSignedBy(key, { chatbotId, externalId, email, expiresAt }, signature)) {
    throw notProven('The signature does not match. docs/visitors.md shows how to make it.');
  }
  if (expiresAt <= now) throw notProven('The signature has expired. Make one for every page view.');
  if (expiresAt > now + longestLifetime + 60) {
    throw notProven('The signature is good for too long: expiresAt may be a day ahead at most.');
  }
  const externalUserId = await findOrCreateProven(tx, {
    organisationId,
    externalId,
    email: email && normaliseEmail(email),
  });
  const used = await useSignature(tx, {
    signature: signature.toLowerCase(),
    organisationId,
    externalUserId,
    expiresAt: new Date(expiresAt * 1_000),
  });
  const current = await findKnownVisitor(tx, visitor);
  // A reload sends it again, from the browser that exchanged it; any other browser copied it.
  if (used && !(current?.id === used && current.proof === 'signature')) {
    throw notProven('The signature was used before. Make one for every page view.');
  }
  return externalUserId;
}

/**
 * The browser is that visitor's from now on: it keeps a token that says so already, else gets one in
 * exchange for its old one. An anonymous visitor takes along the conversation at hand.
 */
export async function become(
  tx: Transaction,
  {
    visitor,
    externalUserId,
    proof,
    sessionId,
  }: { visitor: Visitor; externalUserId: string; proof: Proof; sessionId: string | undefined },
): Promise<Identified> {
  const { organisationId, chatbotId, token } = visitor;
  const current = await findKnownVisitor(tx, visitor);
  if (current?.id === externalUserId && current.proof === proof) {
    return { visitorToken: undefined, visitor: current };
  }
  if (current?.proof === 'none' && sessionId) {
    await takeAlong(tx, { sessionId, from: current.id, to: externalUserId, chatbotId });
  }
  if (current && token) await dropToken(tx, token);
  const visitorToken = await giveToken(tx, { organisationId, chatbotId, externalUserId, proof });
  const known = await findKnownVisitor(tx, { token: visitorToken, chatbotId });
  return { visitorToken, visitor: known! };
}

/** One spelling for each address. Some servers tell letters' case apart before the @; none that matter. */
export function normaliseEmail(email: string): string {
  return email.trim().normalize('NFC').toLowerCase();
}

export function notProven(detail: string): AppError {
  return new AppError('identity-not-proven', detail);
}
