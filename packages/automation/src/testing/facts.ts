import type { TriggerFacts } from '../triggers.ts';

type Part<Whole> = { [Key in keyof Whole]?: Whole[Key] };

/** A message in a conversation about which little is known, but for what a test names. */
export function factsOf({
  conversation,
  message,
  recentSentiments = [],
}: {
  conversation?: Part<TriggerFacts['conversation']>;
  message?: Part<NonNullable<TriggerFacts['message']>>;
  recentSentiments?: number[];
} = {}): TriggerFacts {
  return {
    conversation: {
      chatbotId: 'bot_1',
      url: null,
      referrer: null,
      locale: null,
      tags: [],
      sentiment: null,
      sentimentTrend: null,
      ...conversation,
    },
    message: { text: '', sentiment: null, intent: null, intentConfidence: null, ...message },
    recentSentiments,
  };
}
