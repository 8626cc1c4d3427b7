import { z } from 'zod';
import { pageOf, pageQuery, requiredText, timestamp } from './common.ts';
import { endpoint } from './endpoint.ts';

/** Characters that a header may have: no line ends, nothing beyond Latin letters. */
const headerText = (max: number) =>
  z
    .string()
    .min(1, 'must not be empty')
    .max(max)
    .regex(/^[\t\u0020-\u007e\u00a0-\u00ff]*$/, 'has characters that no header may have');

/** Hosts to which a credential goes: `api.example.com`, or `*.example.com` with all below it. */
export const credentialHost = z
  .string()
  .trim()
  .toLowerCase()
  .max(253)
  .regex(
    /^(\*\.)?[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/,
    'must be a host such as api.example.com, or *.example.com',
  );

/** @param allowed a host, or `*.` and the domain that it is below */
export function isWithinHost(host: string, allowed: string): boolean {
  return allowed.startsWith('*.') ? host.endsWith(allowed.slice(1)) : host === allowed;
}

/**
 * The hosts of `after` that none of `before` covers: a secret goes there only when it is given again,
 * so that whoever may change a credential cannot have it sent to a place of their own.
 */
export function hostsBeyond(before: string[], after: string[]): string[] {
  return after.filter((host) => !before.some((allowed) => isWithinHost(host, allowed)));
}

/** What is kept sealed and never answered. */
export const credentialSecret = z.discriminatedUnion('type', [
  z.object({ type: z.literal('bearer'), token: headerText(8_000) }),
  z.object({
    type: z.literal('basic'),
    username: headerText(500).regex(/^[^:]*$/, 'must have no colon'),
    password: headerText(2_000),
  }),
  z.object({
    type: z.literal('header'),
    name: z
      .string()
      .max(100)
      .regex(/^[A-Za-z0-9-]+$/, 'must be the name of a header'),
    value: headerText(8_000),
  }),
]);
export type CredentialSecret = z.infer<typeof credentialSecret>;

/** Headers that follow a redirect to another origin, so a secret must not be one of them. */
export const harmlessHeaders = [
  'accept',
  'accept-encoding',
  'accept-language',
  'content-type',
  'idempotency-key',
  'user-agent',
];

const givenSecret = credentialSecret.refine(
  (secret) => secret.type !== 'header' || !harmlessHeaders.includes(secret.name.toLowerCase()),
  { path: ['name'], message: 'is a header that redirects take to other sites' },
);

/** An API key or the like for requests of automations; its secret is never shown again. */
export const credential = z.object({
  id: z.string(),
  name: z.string(),
  type: z.enum(['bearer', 'basic', 'header']),
  /** It is sent to these only, whatever an automation asks. */
  hosts: z.array(z.string()),
  /** Automations whose draft or active version names it. */
  usedBy: z.array(z.object({ id: z.string(), name: z.string() })),
  createdAt: timestamp,
  updatedAt: timestamp,
  lastUsedAt: timestamp.nullable(),
});
export type Credential = z.infer<typeof credential>;

const hosts = z.array(credentialHost).min(1, 'names no host').max(20);
const credentialPath = z.object({ credentialId: z.string().max(64) });

export const credentialEndpoints = {
  list: endpoint({
    method: 'get',
    path: '/credentials',
    summary: 'List credentials, without what they keep',
    access: 'operator',
    query: pageQuery,
    response: pageOf(credential),
  }),
  create: endpoint({
    method: 'post',
    path: '/credentials',
    summary: 'Keep a credential for requests of automations, sealed',
    access: 'operator',
    body: z.object({ name: requiredText(80), secret: givenSecret, hosts }),
    response: credential,
    status: 201,
  }),
  update: endpoint({
    method: 'patch',
    path: '/credentials/{credentialId}',
    summary:
      'Rename a credential, change its hosts, or replace its secret; a new host needs the secret',
    access: 'operator',
    params: credentialPath,
    body: z.object({
      name: requiredText(80).optional(),
      secret: givenSecret.optional(),
      hosts: hosts.optional(),
    }),
    response: credential,
  }),
  remove: endpoint({
    method: 'delete',
    path: '/credentials/{credentialId}',
    summary: 'Forget a credential; requests that need it fail from then on',
    access: 'operator',
    params: credentialPath,
  }),
};
