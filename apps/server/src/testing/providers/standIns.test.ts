import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startGoogle } from './google.ts';
import { startHubSpot } from './hubspot.ts';
import { startSalesforce } from './salesforce.ts';
import { startSlack } from './slack.ts';
import { consent, type StandIn } from './standIn.ts';
import {
  clientOf,
  googleProtocol,
  hubSpotProtocol,
  type Protocol,
  redirectUri,
  salesforceProtocol,
  slackProtocol,
} from './testClient.ts';

interface Subject {
  start(): Promise<StandIn<object>>;
  protocol: Protocol;
  /** A request that any token may make. */
  probe: [string, string];
  works: object;
  /** What the probe says to a token that is refused, and the token endpoint to each mistake. */
  refused: object;
  badCode: object;
  badRefresh: object;
  badClient: object;
}

const subjects: Record<string, Subject> = {
  HubSpot: {
    start: startHubSpot,
    protocol: hubSpotProtocol,
    probe: ['GET', '/account-info/2026-03/details'],
    works: { status: 200, body: { portalId: 62515 } },
    refused: { status: 401, body: { status: 'error' } },
    badCode: { status: 400, body: { status: 'BAD_AUTH_CODE' } },
    badRefresh: { status: 400, body: { status: 'BAD_REFRESH_TOKEN' } },
    badClient: { status: 400, body: { status: 'BAD_CLIENT_ID' } },
  },
  Slack: {
    start: startSlack,
    protocol: slackProtocol,
    probe: ['POST', '/api/auth.test'],
    works: { status: 200, body: { ok: true, team_id: 'T0ACME' } },
    refused: { status: 200, body: { ok: false } },
    badCode: { status: 200, body: { ok: false, error: 'invalid_code' } },
    badRefresh: { status: 200, body: { ok: false, error: 'invalid_refresh_token' } },
    badClient: { status: 200, body: { ok: false, error: 'bad_client_secret' } },
  },
  Google: {
    start: startGoogle,
    protocol: googleProtocol,
    probe: ['GET', '/oauth2/v3/userinfo'],
    works: { status: 200, body: { email: 'ada@acme.example' } },
    refused: { status: 401, body: { error: { status: 'UNAUTHENTICATED' } } },
    badCode: { status: 400, body: { error: 'invalid_grant' } },
    badRefresh: { status: 400, body: { error: 'invalid_grant' } },
    badClient: { status: 401, body: { error: 'invalid_client' } },
  },
  Salesforce: {
    start: startSalesforce,
    protocol: salesforceProtocol,
    probe: ['GET', '/services/data/v68.0/limits'],
    works: { status: 200, body: { DailyApiRequests: { Max: 100_000 } } },
    refused: { status: 401, body: [{ errorCode: 'INVALID_SESSION_ID' }] },
    badCode: { status: 400, body: { error: 'invalid_grant' } },
    badRefresh: { status: 400, body: { error: 'invalid_grant' } },
    badClient: { status: 400, body: { error: 'invalid_client' } },
  },
};

describe.each(Object.entries(subjects))('the stand-in for %s', (name, subject) => {
  let standIn: StandIn<object>;
  let client: ReturnType<typeof clientOf>;
  const probe = (token: string) => client.call(token)(...subject.probe);
  const usual = { rotates: false, expiresIn: null as number | null };

  beforeAll(async () => {
    standIn = await subject.start();
    client = clientOf(standIn, subject.protocol);
    Object.assign(usual, { rotates: standIn.oauth.rotates, expiresIn: standIn.oauth.expiresIn });
  });
  beforeEach(() => {
    standIn.clear();
    standIn.app.redirectUris = null;
    Object.assign(standIn.oauth, usual, { refreshDelayMs: 0 });
  });
  afterAll(() => standIn.close());

  /** Tokens with a refresh token among them, which Slack gives only where tokens rotate. */
  async function connect() {
    if (name === 'Slack') standIn.oauth.rotates = true;
    return client.connect();
  }

  it('asks on a page that names app and provider, and sends code and state back', async () => {
    const page = await (await fetch(client.authorizeUrl())).text();
    expect(page).toContain('EchoAI wants to use your');
    expect(page).toMatch(new RegExp(`<title>${name}`));
    const back = new URL(await consent(client.authorizeUrl()));
    expect(`${back.origin}${back.pathname}`).toBe(redirectUri);
    expect(back.searchParams.get('state')).toBe('state-1');
    const { body } = await client.exchange(back.searchParams.get('code')!);
    expect(await probe(body.access_token)).toMatchObject(subject.works);
  });

  it('sends a refusal back', async () => {
    const back = new URL(await consent(client.authorizeUrl(), 'deny'));
    expect(Object.fromEntries(back.searchParams)).toEqual({
      error: 'access_denied',
      state: 'state-1',
    });
  });

  it('shows no page to an unknown app, or for an address that is not the app’s', async () => {
    await expect(consent(client.authorizeUrl({ client_id: 'other' }))).rejects.toThrow('client_id');
    standIn.app.redirectUris = new Set([`${redirectUri}/`]);
    await expect(consent(client.authorizeUrl())).rejects.toThrow('redirect_uri');
    standIn.app.redirectUris.add(redirectUri);
    expect(await consent(client.authorizeUrl())).toContain('code=');
  });

  it('takes a code once; the second time it takes back what the first gave', async () => {
    const code = await client.code();
    const { body } = await client.exchange(code);
    expect(await client.exchange(code)).toMatchObject(subject.badCode);
    expect(await probe(body.access_token)).toMatchObject(subject.refused);
  });

  it('takes no code with another redirect URI, and no client without its secret', async () => {
    const { status, body } = await client.exchange(await client.code(), { redirect_uri: 'x:/' });
    expect({ status, error: body.error }).not.toEqual({ status: 200, error: undefined });
    const secret = { client_secret: 'guessed' };
    expect(await client.exchange(await client.code(), secret)).toMatchObject(subject.badClient);
  });

  it('takes no secret from a header, and no code of another app', async () => {
    const { clientId, clientSecret } = standIn.app;
    const form = { grant_type: 'authorization_code', redirect_uri: redirectUri };
    const basic = await fetch(`${standIn.url}${subject.protocol.token}`, {
      method: 'POST',
      headers: {
        authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`,
      },
      body: new URLSearchParams({
        ...form,
        client_id: clientId,
        client_secret: clientSecret,
        code: await client.code(),
      }),
    });
    expect(await basic.json()).toMatchObject((subject.badClient as { body: object }).body);
    const code = await client.code();
    standIn.app.clientId = 'another-app';
    const other = await clientOf(standIn, subject.protocol).exchange(code);
    standIn.app.clientId = clientId;
    expect(other).toMatchObject(subject.badCode);
  });

  // An app with a secret has no PKCE there, see slack.test.ts.
  it.skipIf(name === 'Slack')('checks the verifier of a challenge', async () => {
    const verifier = 'a'.repeat(43);
    const code_challenge = createHash('sha256').update(verifier).digest('base64url');
    const challenge = { code_challenge, code_challenge_method: 'S256' };
    const wrong = await client.exchange(await client.code(challenge), { code_verifier: 'b' });
    expect(wrong.body.error).toBe('invalid_grant');
    const right = await client.exchange(await client.code(challenge), { code_verifier: verifier });
    expect(right.body.access_token).toBeTypeOf('string');
    await expect(consent(client.authorizeUrl({ code_challenge }))).rejects.toThrow('challenge');
  });

  it('refreshes after the access token expired', async () => {
    const tokens = await connect();
    standIn.oauth.expireAccessTokens();
    expect(await probe(tokens.access_token)).toMatchObject(subject.refused);
    const { body } = await client.refresh(tokens.refresh_token);
    expect(await probe(body.access_token)).toMatchObject(subject.works);
    expect(standIn.oauth.refreshes).toBe(1);
  });

  it('lets an access token expire after the time that it said', async () => {
    standIn.oauth.expiresIn = 0;
    const tokens = await connect();
    expect(await probe(tokens.access_token)).toMatchObject(subject.refused);
  });

  it('that rotates gives a new refresh token to the first of two who ask at once', async () => {
    standIn.oauth.rotates = true;
    standIn.oauth.refreshDelayMs = 20;
    const { refresh_token } = await connect();
    const answers = await Promise.all([
      client.refresh(refresh_token),
      client.refresh(refresh_token),
    ]);
    const fresh = answers.filter(({ body }) => body.refresh_token);
    expect(fresh).toHaveLength(1);
    expect(answers.find((answer) => answer !== fresh[0])).toMatchObject(subject.badRefresh);
    expect(fresh[0]!.body.refresh_token).not.toBe(refresh_token);
    const next = await client.refresh(fresh[0]!.body.refresh_token);
    expect(await probe(next.body.access_token)).toMatchObject(subject.works);
  });

  it('refuses everything once the grant is gone', async () => {
    const tokens = await connect();
    standIn.oauth.revokeAll();
    expect(await probe(tokens.access_token)).toMatchObject(subject.refused);
    expect(await client.refresh(tokens.refresh_token)).toMatchObject(subject.badRefresh);
  });

  it('records requests with their tokens, until it is cleared', async () => {
    const { access_token } = await client.connect();
    await probe(access_token);
    const [method, path] = subject.probe;
    expect(standIn.recorded.at(-1)).toMatchObject({
      method,
      path,
      headers: { authorization: `Bearer ${access_token}` },
    });
    standIn.clear();
    expect(standIn.recorded).toEqual([]);
  });
});

describe('a fault', () => {
  let hubSpot: Awaited<ReturnType<typeof startHubSpot>>;
  let client: ReturnType<typeof clientOf>;
  let token: string;
  const contacts = '/crm/objects/2026-03/contacts';
  const create = () =>
    client.call(token)('POST', contacts, { properties: { email: 'ada@acme.example' } });
  const get = (signal?: AbortSignal) =>
    fetch(`${hubSpot.url}/account-info/2026-03/details`, {
      headers: { authorization: `Bearer ${token}` },
      redirect: 'manual',
      ...(signal && { signal }),
    });

  beforeAll(async () => {
    hubSpot = await startHubSpot();
    client = clientOf(hubSpot, hubSpotProtocol);
    token = (await client.connect()).access_token;
  });
  beforeEach(() => hubSpot.clear());
  afterAll(() => hubSpot.close());

  it('meets as many API requests as told, and none of OAuth', async () => {
    const headers = { 'retry-after': '1' };
    hubSpot.fault({ times: 2, answer: { status: 429, headers, body: '{"status":"error"}' } });
    await client.connect();
    const first = await get();
    expect([first.status, first.headers.get('retry-after')]).toEqual([429, '1']);
    expect(await first.json()).toEqual({ status: 'error' });
    expect((await get()).status).toBe(429);
    expect((await get()).status).toBe(200);
  });

  it('meets what matches, OAuth too', async () => {
    hubSpot.fault({ match: /^POST .*\/token$/, answer: { status: 503 } });
    expect((await get()).status).toBe(200);
    expect((await client.refresh('any')).status).toBe(503);
    expect((await client.refresh('any')).status).toBe(400);
  });

  it('drops the connection before or after the work', async () => {
    hubSpot.fault({ answer: 'drop-before' });
    await expect(create()).rejects.toThrow('fetch failed');
    expect(hubSpot.data.contacts.size).toBe(0);
    hubSpot.fault({ answer: 'drop-after' });
    await expect(create()).rejects.toThrow('fetch failed');
    expect(hubSpot.data.contacts.size).toBe(1);
  });

  it('is silence, or a body without end, until the client gives up', async () => {
    hubSpot.fault({ answer: 'hang' });
    await expect(get(AbortSignal.timeout(50))).rejects.toThrow('timeout');
    hubSpot.fault({ answer: 'slow-body' });
    const slow = await get(AbortSignal.timeout(250));
    expect(slow.status).toBe(200);
    await expect(slow.text()).rejects.toThrow('timeout');
  });

  it('is a body that is no JSON, or too much of it, or leads elsewhere', async () => {
    hubSpot.fault({ answer: 'malformed' });
    await expect((await get()).json()).rejects.toThrow(SyntaxError);
    hubSpot.fault({ answer: 'huge' });
    expect(JSON.stringify(await (await get()).json()).length).toBeGreaterThan(64 * 1024 * 1024);
    hubSpot.fault({ answer: { redirect: 'http://169.254.169.254/' } });
    const moved = await get();
    expect([moved.status, moved.headers.get('location')]).toEqual([302, 'http://169.254.169.254/']);
  });

  it('is slowness before the work and after it', async () => {
    await client.connect();
    hubSpot.delayMs = () => 40;
    try {
      const began = performance.now();
      const answer = create();
      await new Promise((resolve) => setTimeout(resolve, 20));
      expect(hubSpot.data.contacts.size).toBe(0);
      await answer;
      // A timer may be a millisecond early.
      expect(performance.now() - began).toBeGreaterThanOrEqual(78);
      expect(hubSpot.data.contacts.size).toBe(1);
    } finally {
      hubSpot.delayMs = () => 0;
    }
  });

  it('is forgotten when cleared', async () => {
    hubSpot.fault({ answer: 'hang' });
    hubSpot.clear();
    expect((await get()).status).toBe(200);
  });
});
