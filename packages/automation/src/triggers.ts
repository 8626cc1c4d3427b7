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
export interface Matcher {
  (input: TriggerInput<unknown>): boolean;
  /** Why it does not, with the values that were compared: “mood 0 is not below −0.4”. Null if it does. */
  objection(input: TriggerInput<unknown>): string | null;
}

/** A trigger's matcher: its event, its chatbot, and then what is its own. */
export function defineMatcher<Config extends z.ZodType<{ chatbotId?: string }>>(
  definition: NodeDefinition<Config>,
  ownObjection: (input: TriggerInput<z.output<Config>>) => string | null = () => null,
): Matcher {
  const objection: Matcher['objection'] = ({ config, event, facts }) => {
    const own = config as z.output<Config>;
    if (event.type !== definition.event)
      return `what happened is ${event.type}, not ${definition.event}`;
    if (own.chatbotId && own.chatbotId !== facts.conversation.chatbotId)
      return 'the conversation is with another chatbot';
    return ownObjection({ config: own, event, facts });
  };
  return Object.assign((input: TriggerInput<unknown>) => objection(input) === null, { objection });
}

/** A number as a person writes it, with at most two digits after the point. */
export function inFigures(number: number): string {
  const rounded = Math.round(number * 100) / 100;
  return String(rounded === 0 ? 0 : rounded).replace('-', '−');
}
