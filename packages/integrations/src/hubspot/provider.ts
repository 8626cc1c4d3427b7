import type { ProviderClient } from '../client.ts';
import { matching } from '../matching.ts';
import type { Fault, ListOptions, Provider } from '../provider.ts';
import { events } from './events.ts';

/**
 * HubSpot CRM, by its dated API of March 2026 (https://developers.hubspot.com/docs/api-reference).
 * PKCE is not sent: whether the consent page heeds it is not documented.
 */
export const provider: Provider = {
  id: 'hubspot',
  title: 'HubSpot',
  icon: 'contact',
  description: 'Keep contacts, notes and deals of your CRM up to date from conversations.',
  scopes: [
    { name: 'oauth', why: 'connect your account' },
    { name: 'crm.objects.contacts.read', why: 'find contacts' },
    { name: 'crm.objects.contacts.write', why: 'create and update contacts, and add notes' },
    { name: 'crm.schemas.contacts.read', why: 'offer your contact properties' },
    { name: 'crm.objects.deals.read', why: 'offer your pipelines and stages' },
    { name: 'crm.objects.deals.write', why: 'create deals' },
    { name: 'crm.objects.owners.read', why: 'offer your colleagues as owners' },
  ],
  oauth: {
    authorizeUrl: 'https://app.hubspot.com/oauth/authorize',
    tokenUrl: 'https://api.hubapi.com/oauth/2026-03/token',
    revokeUrl: 'https://api.hubapi.com/oauth/2026-03/token/revoke',
    scopeSeparator: ' ',
    usesPkce: false,
    assumedSeconds: 1_800,
  },
  apiUrl: 'https://api.hubapi.com',
  // What the smallest plan has; the answers tell of more.
  limit: { requests: 100, seconds: 10, burst: 3 },
  limitOf(headers) {
    const requests = Number(headers['x-hubspot-ratelimit-max']);
    const seconds = Number(headers['x-hubspot-ratelimit-interval-milliseconds']) / 1_000;
    return requests > 0 && seconds > 0 ? { requests, seconds } : null;
  },
  setUp: {
    url: 'https://developers.hubspot.com/',
    steps: [
      'Sign in to HubSpot’s developer site and create an app (a public app with OAuth).',
      'Under **Auth**, add this redirect URL: {redirectUri}',
      'Add these scopes: {scopes}',
      'To start automations by what changes in HubSpot: under **Webhooks**, take this as target URL, and subscribe to creations and changes of contacts and deals: {eventsUrl}',
      'Copy the **client ID** and the **client secret** from the app’s page into the form here.',
    ],
    hasSigningSecret: false,
  },
  async readAccount({ client }) {
    const details = await readDetails(client);
    return { id: String(details.portalId), name: `Account ${details.portalId}` };
  },
  async probe(client) {
    await readDetails(client);
  },
  faultOf,
  events,
  options: {
    'contact-properties': propertiesOf('contacts'),
    pipelines: async (client, { search }) =>
      matching(
        (await readPipelines(client)).map(({ id, label }) => ({ value: id, label })),
        search,
      ),
    stages: async (client, { search, of }) => {
      const pipeline = (await readPipelines(client)).find(({ id }) => id === of.pipeline);
      return matching(
        (pipeline?.stages ?? []).map(({ id, label }) => ({ value: id, label })),
        search,
      );
    },
    owners: listOwners,
  },
};

async function readDetails(client: ProviderClient): Promise<{ portalId: number }> {
  const { body } = await client.request({ method: 'GET', path: '/account-info/2026-03/details' });
  return body as { portalId: number };
}

interface Pipeline {
  id: string;
  label: string;
  stages: { id: string; label: string }[];
}

async function readPipelines(client: ProviderClient): Promise<Pipeline[]> {
  const { body } = await client.request({ method: 'GET', path: '/crm/pipelines/2026-03/deals' });
  return (body as { results: Pipeline[] }).results;
}

/** HubSpot gives them all at once: searching is up to us. */
function propertiesOf(object: string): ListOptions {
  return async (client, { search }) => {
    const { body } = await client.request({
      method: 'GET',
      path: `/crm/properties/2026-03/${object}`,
    });
    const { results } = body as { results: Property[] };
    const writable = results.filter(
      ({ modificationMetadata, hidden, name }) =>
        !hidden && name !== 'email' && modificationMetadata?.readOnlyValue !== true,
    );
    const items = writable.map(({ name, label }) => ({ value: name, label, description: name }));
    return matching(items, search);
  };
}

interface Property {
  name: string;
  label: string;
  hidden?: boolean;
  modificationMetadata?: { readOnlyValue?: boolean };
}

async function listOwners(
  client: ProviderClient,
  { search, cursor }: Parameters<ListOptions>[1],
): ReturnType<ListOptions> {
  const { body } = await client.request({
    method: 'GET',
    path: '/crm/owners/2026-03',
    query: { limit: 100, after: cursor ?? undefined },
  });
  const { results, paging } = body as {
    results: { id: string; email?: string; firstName?: string; lastName?: string }[];
    paging?: { next?: { after: string } };
  };
  const items = results.map(({ id, email = '', firstName = '', lastName = '' }) => ({
    value: id,
    label: `${firstName} ${lastName}`.trim() || email || id,
    description: email,
  }));
  return { ...matching(items, search), nextCursor: paging?.next?.after ?? null };
}

/** https://developers.hubspot.com/docs/api-reference/error-handling */
function faultOf({ status, body }: { status: number; body: unknown }): Fault | undefined {
  if (status < 400) return undefined;
  const { category, message = '', policyName } = (body ?? {}) as Record<string, string | undefined>;
  if (status === 429 && policyName === 'DAILY') {
    const what = 'HubSpot’s limit of requests for today is used up';
    return { kind: 'rate-limited', message: `${what}.`, retryAfterMs: 3_600_000 };
  }
  // Its window rolls: the next is free soon, not when ten seconds are over.
  if (status === 429 && policyName === 'TEN_SECONDLY_ROLLING')
    return { kind: 'rate-limited', message: 'HubSpot takes no more for now.', retryAfterMs: 1_000 };
  if (category === 'MISSING_SCOPES')
    return { kind: 'needs-you', message: `HubSpot does not allow it: ${message}` };
  return undefined;
}
