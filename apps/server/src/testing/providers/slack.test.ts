import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startReceiver } from './receiver.ts';
import { type SlackStandIn, startSlack } from './slack.ts';
import { consent } from './standIn.ts';
import { clientOf, slackProtocol } from './testClient.ts';

let slack: SlackStandIn;
let client: ReturnType<typeof clientOf>;
let call: ReturnType<typeof client.call>;
let receiver: Awaited<ReturnType<typeof startReceiver>>;

beforeAll(async () => {
  slack = await startSlack();
  client = clientOf(slack, slackProtocol);
  receiver = await startReceiver();
});
beforeEach(async () => {
  slack.clear();
  slack.oauth.rotates = false;
  receiver.seen.length = 0;
  call = client.call((await client.connect()).access_token);
});
afterAll(() => Promise.all([slack.close(), receiver.close()]));

const approve = {
  type: 'actions',
  elements: [
    {
      type: 'button',
      action_id: 'approve',
      value: 'yes-1',
      text: { type: 'plain_text', text: 'Approve' },
    },
  ],
};
const post = (more: object = {}) =>
  call('POST', '/api/chat.postMessage', { channel: 'C0SUPPORT', text: 'Hello', ...more });

describe('OAuth of Slack', () => {
  it('gives a bot token that does not expire, and no refresh token, unless tokens rotate', async () => {
    const tokens = await client.connect();
    expect(tokens).toMatchObject({
      ok: true,
      token_type: 'bot',
      team: { id: 'T0ACME', name: 'Acme' },
      scope: slackProtocol.query.scope,
    });
    expect(Object.keys(tokens)).not.toContain('refresh_token');
    expect(Object.keys(tokens)).not.toContain('expires_in');
    slack.oauth.rotates = true;
    const rotating = await client.connect();
    expect(rotating).toMatchObject({ expires_in: 43_200 });
    expect(rotating.refresh_token).toMatch(/^xoxe-1-/);
  });

  it('has no PKCE for an app with a secret', async () => {
    const challenge = { code_challenge: 'x', code_challenge_method: 'S256' };
    await expect(consent(client.authorizeUrl(challenge))).rejects.toThrow('code_challenge');
  });

  it('ends with auth.revoke', async () => {
    expect((await call('POST', '/api/auth.revoke')).body).toEqual({ ok: true, revoked: true });
    const after = await call('POST', '/api/auth.test');
    expect(after.body).toEqual({ ok: false, error: 'token_revoked' });
  });

  it('says what a token lacks', async () => {
    const { access_token } = await client.connect({ scope: 'channels:read' });
    const answer = await client.call(access_token)('POST', '/api/chat.postMessage', {});
    expect(answer.body).toEqual({
      ok: false,
      error: 'missing_scope',
      needed: 'chat:write',
      provided: 'channels:read',
    });
  });
});

describe('channels and people', () => {
  it('are listed in pages, by type, with archived ones unless they are excluded', async () => {
    const first = await call('GET', '/api/conversations.list?limit=2');
    expect(first.body.channels.map(({ name }: { name: string }) => name)).toEqual([
      'general',
      'support',
    ]);
    const cursor = encodeURIComponent(first.body.response_metadata.next_cursor);
    const last = await call('GET', `/api/conversations.list?limit=9&cursor=${cursor}`);
    expect(last.body).toMatchObject({
      channels: [{ name: 'random', is_member: false }, { name: 'old' }],
      response_metadata: { next_cursor: '' },
    });
    const current = await call('GET', '/api/conversations.list?exclude_archived=true');
    expect(current.body.channels).toHaveLength(3);
    const secret = await call('GET', '/api/conversations.list?types=private_channel');
    expect(secret.body).toMatchObject({ error: 'missing_scope', needed: 'groups:read' });
  });

  it('are found by e-mail, which JSON does not carry to a method that reads', async () => {
    const path = '/api/users.lookupByEmail';
    const found = await call('GET', `${path}?email=ada@acme.example`);
    expect(found.body.user).toMatchObject({ id: 'U0ADA', profile: { real_name: 'Ada Byron' } });
    const none = await call('GET', `${path}?email=eve@acme.example`);
    expect(none.body).toEqual({ ok: false, error: 'users_not_found' });
    const asJson = await call('POST', path, { email: 'ada@acme.example' });
    expect(asJson.body).toEqual({ ok: false, error: 'users_not_found' });
    const all = await call('GET', '/api/users.list?limit=1');
    expect(all.body.members).toHaveLength(1);
    expect(all.body.response_metadata.next_cursor).not.toBe('');
  });
});

describe('messages', () => {
  it('are kept with blocks and metadata, each under a ts of its own', async () => {
    const metadata = { event_type: 'echoai', event_payload: { key: 'k1' } };
    const first = await post({ blocks: [approve], metadata });
    const second = await post();
    expect(first.body).toMatchObject({ ok: true, channel: 'C0SUPPORT' });
    expect(first.body.ts).toMatch(/^\d{10}\.\d{6}$/);
    expect(second.body.ts > first.body.ts).toBe(true);
    const plain = await call('GET', '/api/conversations.history?channel=C0SUPPORT');
    expect(plain.body.messages.map(({ ts }: { ts: string }) => ts)).toEqual([
      second.body.ts,
      first.body.ts,
    ]);
    expect(plain.body.messages[1]).not.toHaveProperty('metadata');
    const path = '/api/conversations.history?channel=C0SUPPORT&include_all_metadata=true&limit=1';
    const since = await call('GET', `${path}&latest=${second.body.ts}`);
    expect(since.body.messages).toMatchObject([{ ts: first.body.ts, metadata }]);
  });

  it('never share a ts, however fast they come', () => {
    const all = Array.from({ length: 50 }, () => slack.data.post({ channel: 'C0', text: 'x' }).ts);
    expect(new Set(all).size).toBe(50);
    expect(all.toSorted()).toEqual(all);
  });

  it('come by form as well, with blocks as JSON within it', async () => {
    const { access_token } = await client.connect();
    const form = { token: access_token, channel: '#general', text: 'x' };
    const { body } = await client.post('/api/chat.postMessage', {
      ...form,
      blocks: JSON.stringify([approve]),
    });
    expect(body.ok).toBe(true);
    expect(slack.data.messages).toMatchObject([{ channel: 'C0GENERAL', blocks: [approve] }]);
  });

  it('go to a person, into a thread, and nowhere else than where the bot may write', async () => {
    const direct = await post({ channel: 'U0ADA' });
    expect(direct.body.channel).toBe('D0ADA');
    const open = await call('POST', '/api/conversations.open', { users: 'U0ADA' });
    expect(open.body.channel.id).toBe('D0ADA');
    const { ts } = (await post()).body;
    const reply = await post({ thread_ts: ts, text: 'more' });
    const thread = await call('GET', `/api/conversations.replies?channel=C0SUPPORT&ts=${ts}`);
    expect(thread.body.messages).toMatchObject([{ ts }, { ts: reply.body.ts, thread_ts: ts }]);
    const history = await call('GET', '/api/conversations.history?channel=C0SUPPORT');
    expect(history.body.messages).toHaveLength(1);
    const errors = {
      C0NONE: 'channel_not_found',
      C0RANDOM: 'not_in_channel',
      C0OLD: 'is_archived',
    };
    for (const [channel, error] of Object.entries(errors)) {
      expect((await post({ channel })).body).toEqual({ ok: false, error });
    }
    expect((await post({ text: '' })).body.error).toBe('no_text');
  });

  it('can be changed by who wrote them', async () => {
    const { ts } = (await post()).body;
    const path = '/api/chat.update';
    await call('POST', path, { channel: 'C0SUPPORT', ts, text: 'Approved' });
    expect(slack.data.messages).toMatchObject([{ ts, text: 'Approved' }]);
    const other = slack.data.post({ channel: 'C0SUPPORT', text: 'Hi', user: 'U0ADA' });
    const refused = await call('POST', path, { channel: 'C0SUPPORT', ts: other.ts, text: 'x' });
    expect(refused.body.error).toBe('cant_update_message');
  });

  it('are limited where a limit is set', async () => {
    slack.data.limits['chat.postMessage'] = { max: 1, intervalMilliseconds: 60_000 };
    await post();
    const refused = await post();
    expect(refused).toMatchObject({ status: 429, body: { ok: false, error: 'ratelimited' } });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(50);
  });
});

describe('what Slack sends', () => {
  const signatureOf = ({ headers, body }: (typeof receiver.seen)[number]) =>
    `v0=${createHmac('sha256', 'signing-secret')
      .update(`v0:${headers['x-slack-request-timestamp']}:${body}`)
      .digest('hex')}`;

  it('is the press of a button, signed, with an address to answer to', async () => {
    const { ts } = (await post({ blocks: [approve] })).body;
    await slack.click({ ts, actionId: 'approve', user: 'U0BEN', url: receiver.url });
    const [sent] = receiver.seen;
    expect(sent!.headers['x-slack-signature']).toBe(signatureOf(sent!));
    const payload = JSON.parse(new URLSearchParams(sent!.body).get('payload')!);
    expect(payload).toMatchObject({
      type: 'block_actions',
      user: { id: 'U0BEN', name: 'ben' },
      team: { id: 'T0ACME' },
      container: { message_ts: ts, channel_id: 'C0SUPPORT' },
      actions: [{ action_id: 'approve', value: 'yes-1', type: 'button' }],
    });
    const answer = { method: 'POST', headers: { 'content-type': 'application/json' } };
    const body = JSON.stringify({ replace_original: true, text: 'Approved by Ben' });
    expect((await fetch(payload.response_url, { ...answer, body })).status).toBe(200);
    expect(slack.data.messages).toMatchObject([{ ts, text: 'Approved by Ben', blocks: [] }]);
  });

  it('is no press of a button that is not there', async () => {
    const { ts } = (await post()).body;
    expect(() => slack.click({ ts, actionId: 'approve', url: receiver.url })).toThrow('no message');
  });

  it('is an event, signed, the same again under its id; and a challenge before', async () => {
    const event = { type: 'message', channel: 'C0SUPPORT', text: 'Help', user: 'U0ADA' };
    const eventId = 'Ev1';
    await slack.verifyUrl(receiver.url, 'echo-me');
    await slack.sendEvent(receiver.url, event, { eventId });
    await slack.sendEvent(receiver.url, event, { eventId, secret: 'guessed' });
    const [challenge, first, forged] = receiver.seen;
    expect(JSON.parse(challenge!.body)).toMatchObject({
      type: 'url_verification',
      challenge: 'echo-me',
    });
    expect(JSON.parse(first!.body)).toMatchObject({
      type: 'event_callback',
      team_id: 'T0ACME',
      event_id: 'Ev1',
      event,
    });
    expect(first!.headers['x-slack-signature']).toBe(signatureOf(first!));
    expect(forged!.headers['x-slack-signature']).not.toBe(signatureOf(forged!));
  });
});
