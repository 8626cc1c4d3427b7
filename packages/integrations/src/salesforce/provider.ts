import { cutText } from '@echoai/contract/text';
import { type ProviderClient, ProviderError } from '../client.ts';
import type { Fault, Provider, ProviderAnswer } from '../provider.ts';
import { api, query } from './api.ts';
import { pickers } from './pickers.ts';

/**
 * Salesforce, by its REST API (https://developer.salesforce.com/docs/platform/api-rest). Leads,
 * contacts, cases and tasks; the objects are as the organisation made them.
 */
export const provider: Provider = {
  id: 'salesforce',
  title: 'Salesforce',
  icon: 'cloud',
  description: 'Keep leads, contacts and cases up to date from conversations, and add tasks.',
  scopes: [
    { name: 'api', why: 'read and write records, as far as the connected user may' },
    { name: 'refresh_token', why: 'stay connected while nobody is signed in' },
    { name: 'id', why: 'know which organisation was connected' },
  ],
  oauth: {
    authorizeUrl: 'https://login.salesforce.com/services/oauth2/authorize',
    tokenUrl: 'https://login.salesforce.com/services/oauth2/token',
    revokeUrl: 'https://login.salesforce.com/services/oauth2/revoke',
    scopeSeparator: ' ',
    usesPkce: true,
    // A session ends when the organisation's own setting says, which lies between 15 minutes and a
    // day, and is prolonged by use: every guess would be wrong. INVALID_SESSION_ID tells, and then
    // nothing was done.
    assumedSeconds: null,
  },
  apiUrl: 'https://login.salesforce.com',
  // Hosts of organisations: all that are usual; older ones with a brand of their own; those of the
  // American military; those in China. Not `force.com`, where customers publish pages.
  accountHosts: ['*.salesforce.com', '*.cloudforce.com', '*.salesforce.mil', '*.sfcrmproducts.cn'],
  // None is documented by the second. A day has 15,000 requests or more, for all programs of the
  // organisation; and a small one may have five long requests at once.
  limit: { requests: 100, seconds: 10, burst: 5 },
  setUp: {
    url: 'https://login.salesforce.com/',
    steps: [
      'Sign in to Salesforce as an administrator, open **Setup** and there **External Client App Manager**, and choose **New External Client App**. (Connected apps can no longer be made.) Give it a name and an e-mail address; its distribution state is **Local**.',
      'Open **API (Enable OAuth Settings)**, tick **Enable OAuth**, and enter this callback URL: {redirectUri}',
      'Add these OAuth scopes, whose names stand in brackets there: {scopes}',
      'Under **Security**, leave ticked that a secret is required for the Web Server Flow and the Refresh Token Flow, and that PKCE is required. Choose **Create**.',
      'On the app’s tab **Policies**, under **OAuth Policies**, let the refresh token be valid **until revoked**: with any other policy the connection ends by itself. Rotation of refresh tokens may be on.',
      'On its tab **Settings**, under **OAuth Settings**, open **Consumer Key and Secret**. Copy the consumer key as the client ID and the consumer secret as the client secret into the form here. A new app may take ten minutes until it works.',
      'For a sandbox, make the app there, and set `SALESFORCE_BASE_URL` of this installation to `https://test.salesforce.com`. An organisation that forbids signing in at login.salesforce.com needs the address of its **My Domain** there instead.',
    ],
    hasSigningSecret: false,
  },
  apiUrlOf({ instance_url: url }) {
    return URL.canParse(String(url)) ? new URL(String(url)).origin : String(url);
  },
  async readAccount({ client, reply }) {
    // https://login.salesforce.com/id/00D…/005…: the organisation, and the user in it.
    const [, id] = String(reply.id).match(/\/id\/(00D\w{12,15})\//) ?? [];
    if (!id) throw new ProviderError('Salesforce did not say who it is.', { kind: 'refused' });
    return { id, name: (await readName(client)) ?? id };
  },
  async probe(client) {
    await client.request({ method: 'GET', path: `${api}/limits` });
  },
  faultOf,
  options: pickers,
};

/** Of the organisation; null where the connected user may not see it. */
async function readName(client: ProviderClient): Promise<string | null> {
  try {
    const { records } = await query(client, 'SELECT Name FROM Organization LIMIT 1');
    const name = records[0]?.Name;
    return typeof name === 'string' && name !== '' ? name : null;
  } catch (error) {
    if (error instanceof ProviderError && error.kind === 'refused') return null;
    throw error;
  }
}

interface SalesforceError {
  errorCode?: string;
  message?: string;
}

/** https://developer.salesforce.com/docs/platform/api-rest/guide/errorcodes.html */
function faultOf({ status, body }: ProviderAnswer): Fault | undefined {
  if (status < 400 || !Array.isArray(body)) return undefined;
  const errors = body as SalesforceError[];
  const code = errors[0]?.errorCode ?? '';
  const said = errors.map(({ message, errorCode }) => message || errorCode).join(' ');
  if (code === 'REQUEST_LIMIT_EXCEEDED') return limitFault(said);
  const known = faults.find(([pattern]) => pattern.test(code));
  if (known) return known[1](cutText(said, 300));
  if (status === 401 || status === 429 || status >= 500) return undefined;
  return { kind: 'refused', message: `Salesforce refused it: ${cutText(said, 300)}` };
}

/** What is more than a plain refusal, by the code. */
const faults: [RegExp, (said: string) => Fault][] = [
  [
    /^INVALID_SESSION_ID$/,
    (said) => ({ kind: 'expired', message: `Salesforce does not take the session: ${said}.` }),
  ],
  [
    /^API_(CURRENTLY_)?DISABLED/,
    (said) => ({
      kind: 'needs-you',
      message: `Salesforce’s API is switched off for the organisation or the connected user: ${said}`,
    }),
  ],
  // Of one object or record: others may work, so the connection is as good as before.
  [
    /^INSUFFICIENT_ACCESS/,
    (said) => ({
      kind: 'refused',
      message: `The user who connected Salesforce has not the right to do this: ${said}`,
    }),
  ],
  [
    /^DUPLICATES_DETECTED$/,
    () => ({
      kind: 'refused',
      message:
        'Salesforce has such a record already, and its duplicate rules forbid another. Find it first, and update it.',
    }),
  ],
  // Somebody else was changing the same records: nothing was done, and a moment later it works.
  [
    /^UNABLE_TO_LOCK_ROW$/,
    (said) => ({ kind: 'unavailable', message: `Salesforce was busy: ${said}` }),
  ],
];

/** Too many long requests at once are over soon; those of a day come back little by little. */
function limitFault(said: string): Fault {
  if (/concurrent/i.test(said))
    return {
      kind: 'rate-limited',
      message: 'Salesforce does too much for your organisation at once.',
      retryAfterMs: 30_000,
    };
  return {
    kind: 'rate-limited',
    message: 'Your organisation’s requests to Salesforce for 24 hours are used up.',
    retryAfterMs: 3_600_000,
  };
}
