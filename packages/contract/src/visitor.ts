import { z } from 'zod';
import { pageOf, pageQuery, requiredText, timestamp } from './common.ts';
import { endpoint } from './endpoint.ts';

/** How we know who a visitor is: not at all, by the host site's signature, or by a one-time code. */
export const identityProofs = ['none', 'signature', 'code'] as const;

/** The visitor as the widget shows them. */
export const visitorProfile = z.object({
  id: z.string(),
  /** As the visitor or the host site said; opens earlier conversations only with a `proof`. */
  email: z.string().nullable(),
  emailProven: z.boolean(),
  name: z.string().nullable(),
  /** How this browser's token was come by. */
  proof: z.enum(identityProofs),
  /** Whether a one-time code can be sent; it needs a mail server (`SMTP_URL`). */
  canSendCode: z.boolean(),
});
export type VisitorProfile = z.infer<typeof visitorProfile>;

const email = z.email().max(254);
/** A conversation of the last half hour that the visitor takes along when they become known. */
const sessionId = z.string().max(64).optional();

/**
 * Who the visitor is. With `signature` it is proof, exchanged once for a new token: HMAC-SHA256,
 * hexadecimal, by the chatbot's identity secret, over chatbot id, externalId, email (or nothing)
 * and expiresAt, joined by line feeds. Without, an e-mail and a name are noted and prove nothing.
 */
export const identifyRequest = z.object({
  externalId: z
    .string()
    .min(1)
    .max(200)
    .regex(/^[^\n]*$/, 'must be one line')
    .optional(),
  email: email.optional(),
  name: requiredText(160).optional(),
  /** Seconds since 1970, at most a day ahead. */
  expiresAt: z.int().optional(),
  signature: z.string().max(128).optional(),
  sessionId,
});
export type IdentifyRequest = z.infer<typeof identifyRequest>;

/** A conversation in the visitor's own list. */
export const visitorSession = z.object({
  id: z.string(),
  /** First line of the visitor's first message. */
  subject: z.string(),
  /** Beginning of the latest message. */
  preview: z.string(),
  messageCount: z.int(),
  createdAt: timestamp,
  lastMessageAt: timestamp,
});
export type VisitorSession = z.infer<typeof visitorSession>;

/** Something remembered of a visitor across conversations. */
export const memoryFact = z.object({
  id: z.string(),
  /** Such as “Ordered size 42”. */
  text: z.string(),
  /** The message it was taken from. */
  sourceMessageId: z.string().nullable(),
  createdAt: timestamp,
  /** When it is forgotten; null keeps it until it is deleted. */
  expiresAt: timestamp.nullable(),
  /** When the visitor put it right. */
  correctedAt: timestamp.nullable(),
});
export type MemoryFact = z.infer<typeof memoryFact>;

const factPath = z.object({ factId: z.string().max(64) });
const identified = z.object({
  /** A new credential that replaces the one before; absent when the old one stays good. */
  visitorToken: z.string().optional(),
  visitor: visitorProfile,
});

export const identityEndpoints = {
  get: endpoint({
    method: 'get',
    path: '/visitor',
    summary: 'Who the visitor is, as far as known',
    access: 'visitor',
    response: visitorProfile,
  }),
  identify: endpoint({
    method: 'post',
    path: '/visitor/identify',
    summary: 'Say who the visitor is; with a signature of the host site it is proof',
    access: 'visitor',
    body: identifyRequest,
    response: identified,
  }),
  sendCode: endpoint({
    method: 'post',
    path: '/visitor/code',
    summary: 'Send a one-time code to an e-mail address, to prove that it is the visitor’s',
    access: 'visitor',
    body: z.object({ email }),
    /** The code is good only together with the challenge, which the browser that asked keeps. */
    response: z.object({ challenge: z.string() }),
  }),
  verifyCode: endpoint({
    method: 'post',
    path: '/visitor/code/verify',
    summary: 'Prove an e-mail address by the code that was sent to it',
    access: 'visitor',
    body: z.object({
      email,
      code: z.string().trim().min(4).max(12),
      challenge: z.string().max(64),
      sessionId,
    }),
    response: identified,
  }),
  signOut: endpoint({
    method: 'post',
    path: '/visitor/sign-out',
    summary: 'Forget this browser: its token is good for nothing afterwards',
    access: 'visitor',
  }),
  sessions: endpoint({
    method: 'get',
    path: '/sessions',
    summary: 'The visitor’s own conversations, the latest first',
    access: 'visitor',
    query: pageQuery,
    response: pageOf(visitorSession),
  }),
};

export const memoryEndpoints = {
  list: endpoint({
    method: 'get',
    path: '/visitor/memory',
    summary: 'What is remembered of the visitor',
    access: 'visitor',
    response: z.object({ items: z.array(memoryFact) }),
  }),
  correct: endpoint({
    method: 'patch',
    path: '/visitor/memory/{factId}',
    summary: 'Put right what is remembered',
    access: 'visitor',
    params: factPath,
    body: z.object({ text: requiredText(300) }),
    response: memoryFact,
  }),
  forget: endpoint({
    method: 'delete',
    path: '/visitor/memory/{factId}',
    summary: 'Forget one thing',
    access: 'visitor',
    params: factPath,
  }),
  forgetAll: endpoint({
    method: 'delete',
    path: '/visitor/memory',
    summary: 'Forget everything that is remembered of the visitor',
    access: 'visitor',
  }),
};
