import type { z } from 'zod';
import type { NodeDefinition } from './definition.ts';

/** A domain event, as it is stored. */
export interface TriggerEvent {
  type: string;
  payload: Record<string, unknown>;
}

/** What is known about a conversation and the message of the event, if it has one. */
export interface TriggerFacts {
  conversation: {
    chatbotId: string;
    url: string | null;
    referrer: string | null;
    /** BCP 47, such as `de-AT`. */
    locale: string | null;
    tags: string[];
    /** −1 … 1; null until understood. */
    sentiment: number | null;
    sentimentTrend: number | null;
  };
  message: {
    text: string;
    sentiment: number | null;
    intent: string | null;
    intentConfidence: number | null;
  } | null;
  /** Of the visitor's latest messages, oldest first, the event's own last. */
  recentSentiments: number[];
}

export interface TriggerInput<Config> {
  config: Config;
  event: TriggerEvent;
  facts: TriggerFacts;
}

/** Whether an event starts a workflow whose trigger is configured so. Pure; never throws. */
export type Matcher = (input: TriggerInput<unknown>) => boolean;

/** A trigger's matcher: its event, its chatbot, and then what is its own. */
export function defineMatcher<Config extends z.ZodType<{ chatbotId?: string }>>(
  definition: NodeDefinition<Config>,
  holds: (input: TriggerInput<z.output<Config>>) => boolean = () => true,
): Matcher {
  return ({ config, event, facts }) => {
    const own = config as z.output<Config>;
    const { chatbotId } = own;
    return (
      event.type === definition.event &&
      (!chatbotId || chatbotId === facts.conversation.chatbotId) &&
      holds({ config: own, event, facts })
    );
  };
}
