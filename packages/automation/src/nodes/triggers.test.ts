import { describe, expect, it } from 'vitest';
import { factsOf } from '../testing/facts.ts';
import { matchers, nodeDefinitions } from './index.ts';

type Facts = Parameters<typeof factsOf>[0];

/** Whether an event of the kind that the trigger listens to starts it. */
function starts(kind: string, config: object, facts?: Facts, payload = {}) {
  const definition = nodeDefinitions[kind]!;
  const event = { type: definition.event!, payload };
  return matchers[kind]!({ config: definition.config.parse(config), event, facts: factsOf(facts) });
}

/** Why it does not start. */
function objectionTo(kind: string, config: object, facts?: Facts, payload = {}) {
  const definition = nodeDefinitions[kind]!;
  const event = { type: definition.event!, payload };
  const parsed = definition.config.parse(config);
  return matchers[kind]!.objection({ config: parsed, event, facts: factsOf(facts) });
}

describe('a trigger', () => {
  it.each([
    ['mood 0 is not below −0.4', 'sentiment', { when: { mode: 'below', threshold: -0.4 } }, 0],
    [
      'mood −0.5 is not above 0.25',
      'sentiment',
      { when: { mode: 'above', threshold: 0.25 } },
      -0.5,
    ],
    [
      'the mood of 0 messages is known, and 3 are compared',
      ...['sentiment', { when: { mode: 'falling', by: 0.5, messages: 3 } }, 0],
    ],
    [
      'the intent “refund” is not “cancel” or “return”',
      'intent_detected',
      { intents: ['cancel', 'return'] },
      0,
    ],
    [
      'the confidence 0.6 is below 0.9',
      'intent_detected',
      { intents: ['refund'], minimumConfidence: 0.9 },
      0,
    ],
    [
      'the message does not contain “invoice”',
      'message_received',
      { textContains: ['invoice'] },
      0,
    ],
    ['the conversation does not have the tag “vip”', 'message_received', { tag: 'vip' }, 0],
    ['the conversation is with another chatbot', 'message_received', { chatbotId: 'bot_2' }, 0],
    [null, 'sentiment', { when: { mode: 'below', threshold: -0.4 } }, -0.5],
  ] as [string | null, string, object, number][])(
    'says why it does not start: %s',
    (objection, kind, config, sentiment) => {
      const message = { text: 'Hello', sentiment, intent: 'refund', intentConfidence: 0.6 };
      expect(objectionTo(kind, config, { message })).toBe(objection);
    },
  );

  it('says which tag or how long a silence it waits for', () => {
    expect(objectionTo('conversation_tagged', { tag: 'vip' }, {}, { tag: 'new' })).toBe(
      'the tag is “new”, not “vip”',
    );
    expect(objectionTo('conversation_idle', { minutes: 10 }, {}, { minutes: 5 })).toBe(
      'the conversation was silent for 5 minutes, not 10',
    );
  });

  it('starts on its own event only', () => {
    const event = { type: 'conversation.ended', payload: {} };
    const input = { config: {}, event, facts: factsOf() };
    expect(matchers.conversation_ended!(input)).toBe(true);
    expect(matchers.conversation_started!(input)).toBe(false);
  });

  it('starts for its chatbot only, if it names one', () => {
    expect(starts('conversation_started', {})).toBe(true);
    expect(starts('conversation_started', { chatbotId: 'bot_1' })).toBe(true);
    expect(starts('conversation_started', { chatbotId: 'bot_2' })).toBe(false);
  });
});

describe('message received', () => {
  const message = { text: 'I want my MONEY back' };

  it('starts on any message without filters', () => {
    expect(starts('message_received', {}, { message })).toBe(true);
  });

  it('starts on a message that contains one of the texts', () => {
    expect(starts('message_received', { textContains: ['refund', 'money'] }, { message })).toBe(
      true,
    );
    expect(starts('message_received', { textContains: ['refund'] }, { message })).toBe(false);
  });

  it('starts on the pages, in the language and with the tag that it names, all of them', () => {
    const conversation = { url: 'https://shop.test/Pricing?a=1', locale: 'de_AT', tags: ['VIP'] };
    const config = { urlContains: '/pricing', language: 'de', tag: 'vip' };
    expect(starts('message_received', config, { message, conversation })).toBe(true);
    for (const other of [{ urlContains: '/cart' }, { language: 'de-DE' }, { tag: 'new' }])
      expect(starts('message_received', { ...config, ...other }, { message, conversation })).toBe(
        false,
      );
    expect(starts('message_received', config, { message })).toBe(false);
  });
});

describe('intent detected', () => {
  const config = { intents: ['cancel'], minimumConfidence: 0.6 };
  it.each([
    ['cancel', 0.6, true],
    ['cancel', 0.59, false],
    ['cancel', null, false],
    ['order', 0.9, false],
    [null, null, false],
  ])('with intent %s at %s: %s', (intent, intentConfidence, expected) => {
    expect(starts('intent_detected', config, { message: { intent, intentConfidence } })).toBe(
      expected,
    );
  });

  it('needs an intent', () => {
    expect(nodeDefinitions.intent_detected!.config.safeParse({}).success).toBe(false);
  });
});

describe('mood changes', () => {
  const mood = (when: object, sentiment: number | null, recentSentiments: number[] = []) =>
    starts('sentiment', { when }, { message: { sentiment }, recentSentiments });

  it('starts below or above a threshold', () => {
    expect(mood({ mode: 'below', threshold: -0.4 }, -0.5)).toBe(true);
    expect(mood({ mode: 'below', threshold: -0.4 }, -0.4)).toBe(false);
    expect(mood({ mode: 'above', threshold: 0.4 }, 0.5)).toBe(true);
    expect(mood({ mode: 'above', threshold: 0.4 }, null)).toBe(false);
  });

  it('starts when it falls over the last messages by so much', () => {
    const falling = { mode: 'falling', by: 0.5, messages: 3 };
    expect(mood(falling, -0.2, [0.9, 0.1, 0.4, -0.2])).toBe(true);
    expect(mood(falling, 0, [0.9, 0.1, 0.4, 0])).toBe(false);
    expect(mood(falling, -0.2, [0.4, -0.2])).toBe(false);
  });
});

describe('a conversation', () => {
  it('that is idle starts after just the minutes that were asked for', () => {
    expect(starts('conversation_idle', { minutes: 5 }, {}, { minutes: 5 })).toBe(true);
    expect(starts('conversation_idle', { minutes: 5 }, {}, { minutes: 10 })).toBe(false);
  });

  it('that is tagged starts on that tag', () => {
    expect(starts('conversation_tagged', { tag: 'vip' }, {}, { tag: 'VIP' })).toBe(true);
    expect(starts('conversation_tagged', { tag: 'vip' }, {}, {})).toBe(false);
  });
});
