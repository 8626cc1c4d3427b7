import { z } from 'zod';
import { pageOf, pageQuery, requiredText, timestamp } from './common.ts';
import { endpoint } from './endpoint.ts';

/** Who is signed in, and where. */
export const me = z.object({
  user: z.object({ id: z.string(), name: z.string(), email: z.string() }).nullable(),
  organisation: z.object({ id: z.string(), name: z.string() }),
  /** What this installation can do now, and the settings that would add the rest. */
  models: z.object({
    /** Null: answers are quoted from the knowledge; set OPENAI_API_KEY for written ones. */
    chat: z.string().nullable(),
    /** Reads messages and writes summaries; null without a chat model. */
    fast: z.string().nullable(),
    embedding: z.string(),
    /** What the owner has to know of them: models that are withdrawn, or cannot be opened. */
    notices: z.array(z.string()),
  }),
  publicUrl: z.string(),
});
export type Me = z.infer<typeof me>;

export const secretKey = z.object({
  id: z.string(),
  name: z.string(),
  /** Its first characters, to tell keys apart. */
  start: z.string(),
  createdAt: timestamp,
  lastUsedAt: timestamp.nullable(),
});
export type SecretKey = z.infer<typeof secretKey>;

export const workspaceEndpoints = {
  me: endpoint({
    method: 'get',
    path: '/me',
    summary: 'Who is signed in, in which organisation, and what is configured',
    access: 'operator',
    response: me,
  }),
  setupState: endpoint({
    method: 'get',
    path: '/setup',
    summary: 'Whether this installation still waits for its owner',
    access: 'public',
    response: z.object({ needed: z.boolean() }),
  }),
  setup: endpoint({
    method: 'post',
    path: '/setup',
    summary: 'Create the owner with the one-time token that start prints',
    access: 'public',
    body: z.object({
      token: z.string().max(200),
      name: requiredText(100),
      email: z.email().max(254),
      password: z.string().min(8).max(128),
    }),
    status: 204,
  }),
};

export const keyEndpoints = {
  list: endpoint({
    method: 'get',
    path: '/keys',
    summary: 'List secret keys',
    access: 'operator',
    query: pageQuery,
    response: pageOf(secretKey),
  }),
  create: endpoint({
    method: 'post',
    path: '/keys',
    summary: 'Create a secret key; `key` is shown only now',
    access: 'operator',
    body: z.object({ name: requiredText(80) }),
    response: secretKey.extend({ key: z.string() }),
    status: 201,
  }),
  remove: endpoint({
    method: 'delete',
    path: '/keys/{keyId}',
    summary: 'Revoke a secret key at once',
    access: 'operator',
    params: z.object({ keyId: z.string().max(64) }),
  }),
};
