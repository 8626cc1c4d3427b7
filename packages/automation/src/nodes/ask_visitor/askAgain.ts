import type { z } from 'zod';
import type { definition } from './definition.ts';

type Config = z.output<typeof definition.config>;

/** What the visitor reads after an answer that does not fit. `config` is rendered. */
export function askAgain({
  retryMessage,
  answerType,
  choices,
}: Pick<Config, 'retryMessage' | 'answerType' | 'choices'>): string {
  return retryMessage.trim() || hints[answerType](choices);
}

const hints: Record<Config['answerType'], (choices: string[]) => string> = {
  text: () => 'Please write a few words.',
  email: () => 'That does not look like an e-mail address. Please try again.',
  number: () => 'Please answer with a number.',
  choice: (choices) => `Please choose one of these: ${choices.join(', ')}.`,
};
