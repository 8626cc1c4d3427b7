import { describe, expect, it } from 'vitest';
import { events as hubspot } from './hubspot/events.ts';
import { events as slack } from './slack/events.ts';

const read = (provider: typeof hubspot, body: string, headers: Record<string, string> = {}) =>
  provider.read({ method: 'POST', url: 'https://echoai.example', headers, body, now: new Date() });

describe('what a provider sends by itself', () => {
  it('keeps ids beyond 2^53, of HubSpot’s objects', () => {
    const body = `[{"eventId":9007199254740993,"subscriptionType":"contact.creation",
      "portalId":9007199254740995,"objectId":8202522731445525542,"occurredAt":1700000000000}]`;
    expect(read(hubspot, body).events).toMatchObject([
      {
        id: '9007199254740993 contact.creation 8202522731445525542 1700000000000',
        accountId: '9007199254740995',
        event: { objectId: '8202522731445525542', occurredAt: '2023-11-14T22:13:20.000Z' },
      },
    ]);
  });

  it('that is nested too deep to be worked with is refused', () => {
    const deep = `{"a":${'['.repeat(100)}${']'.repeat(100)}}`;
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    expect(() => read(hubspot, `[${deep}]`)).toThrow(SyntaxError);
    expect(() => read(slack, deep)).toThrow(SyntaxError);
    expect(() => read(slack, `payload=${encodeURIComponent(deep)}`, form)).toThrow(SyntaxError);
  });
});
