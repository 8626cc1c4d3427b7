import type { z } from 'zod';
import { inMilliseconds } from '../duration.ts';
import { askAgain } from '../nodes/ask_visitor/askAgain.ts';
import type { definition } from '../nodes/ask_visitor/definition.ts';
import { readAnswer } from '../nodes/ask_visitor/readAnswer.ts';
import { asText } from '../templates/index.ts';
import { chosenToFail, type Perform, type Performed } from './visit.ts';

type Config = z.output<typeof definition.config>;

/**
 * Asks, and takes each choice for one message of the visitor: its output, or `answer` within it. A
 * message that does not fit is asked for again; without a choice nobody answers.
 */
export const askVisitor: Perform<Config> = ({ node, config, choices, world }) => {
  const effects: object[] = [config];
  for (let attempt = 1; ; attempt++) {
    const choice = choices.next(node.id);
    if (!choice) return { ...timeout(config, world.now), effects };
    const { outcome = 'answered', output } = choice;
    if (outcome === 'error') return chosenToFail(output);
    if (outcome === 'timeout') return { ...timeout(config, world.now), effects };
    if (outcome === 'invalid') return { outcome, output: {}, effects };
    const message = output === undefined ? examples[config.answerType](config) : messageOf(output);
    const answer = readAnswer(config, message, world.conversation?.locale ?? null);
    if (answer !== null) {
      const lastMessage = { text: message, sentiment: null, intent: null };
      return {
        outcome,
        output: { answer, messageId: 'example messageId' },
        world: { conversation: { ...world.conversation, lastMessage } },
        effects,
      };
    }
    if (attempt >= config.attempts) return { outcome: 'invalid', output: {}, effects };
    effects.push({ question: askAgain(config) });
  }
};

function timeout(config: Config, now: Date): Performed {
  const end = new Date(now.getTime() + inMilliseconds(config.timeout));
  return { outcome: 'timeout', output: {}, world: { now: end } };
}

function messageOf(output: unknown): string {
  const isObject = typeof output === 'object' && output !== null && 'answer' in output;
  return asText(isObject ? output.answer : output);
}

/** Answers that fit, for who chose that there is one but not which. */
const examples: Record<Config['answerType'], (config: Config) => string> = {
  text: () => 'example answer',
  email: () => 'visitor@example.com',
  number: () => '1',
  choice: ({ choices }) => choices[0]!,
};
