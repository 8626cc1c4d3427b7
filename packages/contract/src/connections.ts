import { z } from 'zod';
import { pageOf, pageQuery, requiredText, timestamp } from './common.ts';
import { endpoint } from './endpoint.ts';

/**
 * How a connection is. `needs-you`: nothing goes through until somebody connects it again;
 * automations wait meanwhile. `degraded`: the provider has trouble. `rate-limited`: requests queue.
 */
export const connectionStatus = z.enum(['healthy', 'degraded', 'rate-limited', 'needs-you']);
export type ConnectionStatus = z.infer<typeof connectionStatus>;

export const connection = z.object({
  id: z.string(),
  provider: z.string(),
  name: z.string(),
  /** At the provider: its workspace, portal or organisation. */
  accountId: z.string(),
  accountName: z.string(),
  scopes: z.array(z.string()),
  status: connectionStatus,
  /** Why it is not healthy; null when it is. */
  statusReason: z.string().nullable(),
  statusSince: timestamp,
  probedAt: timestamp,
  lastUsedAt: timestamp.nullable(),
  /** Who connected it. */
  connectedBy: z.string().nullable(),
  createdAt: timestamp,
  /** Automations whose draft or active version names it. */
  usedBy: z.array(z.object({ id: z.string(), name: z.string() })),
  /** Executions that wait for it. */
  waiting: z.int(),
});
export type Connection = z.infer<typeof connection>;

export const provider = z.object({
  id: z.string(),
  title: z.string(),
  description: z.string(),
  scopes: z.array(z.object({ name: z.string(), why: z.string() })),
  /** Whose app is used: the installation's or the organisation's own; null when there is none yet. */
  app: z.object({ from: z.enum(['environment', 'organisation']), clientId: z.string() }).nullable(),
  /** To be entered at the provider, exactly so. */
  redirectUri: z.string(),
  /** Where the provider sends its events and clicks; null when it sends none. */
  eventsUrl: z.string().nullable(),
});
export type ProviderState = z.infer<typeof provider>;

/** A record at a connected service that is about a visitor. */
export const linkedRecord = z.object({
  provider: z.string(),
  connectionName: z.string(),
  /** `contact`, `lead`, … */
  type: z.string(),
  id: z.string(),
  /** Where a person sees it. */
  url: z.string().nullable(),
  updatedAt: timestamp,
});
export type LinkedRecord = z.infer<typeof linkedRecord>;

const providerPath = z.object({ provider: z.string().max(64) });
const connectionPath = z.object({ connectionId: z.string().max(64) });
const appText = z.string().trim().min(1, 'must not be empty').max(500);

/** What a person sees of a request: no token, no secret. */
export const shownRequest = z.object({
  method: z.string(),
  url: z.string(),
  body: z.unknown(),
});

export const connectionEndpoints = {
  providers: endpoint({
    method: 'get',
    path: '/providers',
    summary: 'List what can be connected, and whether an app is there for it',
    access: 'operator',
    response: z.object({ items: z.array(provider) }),
  }),
  setApp: endpoint({
    method: 'put',
    path: '/providers/{provider}/app',
    summary: 'Keep client id and secret of the app that was made at a provider, sealed',
    access: 'operator',
    params: providerPath,
    body: z.object({
      clientId: appText,
      clientSecret: appText,
      signingSecret: appText.optional(),
    }),
    response: provider,
  }),
  removeApp: endpoint({
    method: 'delete',
    path: '/providers/{provider}/app',
    summary: 'Forget the app of a provider; connections stay until they must be renewed',
    access: 'operator',
    params: providerPath,
  }),
  authorize: endpoint({
    method: 'post',
    path: '/providers/{provider}/authorize',
    summary: 'Begin a consent: the address that the browser goes to. Needs a session, not a key',
    access: 'operator',
    params: providerPath,
    body: z.object({ connectionId: z.string().max(64).optional() }),
    response: z.object({ url: z.string() }),
  }),
  list: endpoint({
    method: 'get',
    path: '/connections',
    summary: 'List connections and how they are',
    access: 'operator',
    query: pageQuery.extend({ provider: z.string().max(64).optional() }),
    response: pageOf(connection),
  }),
  get: endpoint({
    method: 'get',
    path: '/connections/{connectionId}',
    summary: 'Read a connection with the history of its health',
    access: 'operator',
    params: connectionPath,
    response: connection.extend({
      history: z.array(
        z.object({ status: connectionStatus, reason: z.string().nullable(), at: timestamp }),
      ),
    }),
  }),
  update: endpoint({
    method: 'patch',
    path: '/connections/{connectionId}',
    summary: 'Rename a connection',
    access: 'operator',
    params: connectionPath,
    body: z.object({ name: requiredText(80) }),
    response: connection,
  }),
  remove: endpoint({
    method: 'delete',
    path: '/connections/{connectionId}',
    summary: 'Disconnect: the grant is given back at the provider, and the tokens are forgotten',
    access: 'operator',
    params: connectionPath,
    response: z.object({
      /** Whether the provider took it back; otherwise it says why not. */
      revoked: z.boolean(),
      detail: z.string().nullable(),
    }),
  }),
  check: endpoint({
    method: 'post',
    path: '/connections/{connectionId}/check',
    summary: 'Ask the provider now whether the connection works',
    access: 'operator',
    params: connectionPath,
    response: connection,
  }),
  options: endpoint({
    method: 'get',
    path: '/connections/{connectionId}/options/{list}',
    summary: 'List what a field may be: channels, spreadsheets, pipelines',
    access: 'operator',
    params: connectionPath.extend({ list: z.string().max(64) }),
    query: z.object({
      search: z.string().max(200).default(''),
      cursor: z.string().max(2_000).optional(),
      /** JSON: values of the fields that it depends on, by name. */
      of: z.string().max(4_000).optional(),
    }),
    response: z.object({
      items: z.array(
        z.object({ value: z.string(), label: z.string(), description: z.string().optional() }),
      ),
      nextCursor: z.string().nullable(),
    }),
  }),
  records: endpoint({
    method: 'get',
    path: '/conversations/{conversationId}/records',
    summary: 'Records at connected services that are about the visitor of a conversation',
    access: 'operator',
    params: z.object({ conversationId: z.string().max(64) }),
    response: z.object({ items: z.array(linkedRecord) }),
  }),
  perform: endpoint({
    method: 'post',
    path: '/connections/{connectionId}/actions/{kind}',
    summary: 'Try an action: for real, or dry, which shows the request that it would send',
    access: 'operator',
    params: connectionPath.extend({ kind: z.string().max(64) }),
    body: z.object({
      /** Of the node; its templates are filled in with `scope`. */
      config: z.record(z.string(), z.unknown()),
      /** Variables by their roots: `{ "visitor": { "name": "Ada" }, "steps": { … } }`. */
      scope: z.record(z.string(), z.unknown()).default({}),
      dryRun: z.boolean().default(true),
    }),
    response: z.object({
      /** What a dry run would have sent; null when it was sent, or nothing would be. */
      request: shownRequest.nullable(),
      /** What the action gave; null in a dry run that would send something. */
      output: z.unknown(),
      outcome: z.string().nullable(),
    }),
  }),
};
