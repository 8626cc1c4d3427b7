import type { z } from 'zod';
import { numberOf, textOf } from '../../conditions/index.ts';
import { isEmail } from '../../validation.ts';
import type { definition } from './definition.ts';

type Config = z.output<typeof definition.config>;

/** What a visitor's message answers, typed; null when it does not fit and is to be asked again. */
export function readAnswer(
  { answerType, choices }: Pick<Config, 'answerType' | 'choices'>,
  message: string,
): string | number | null {
  return readers[answerType](message.trim(), choices);
}

const readers: Record<
  Config['answerType'],
  (message: string, choices: string[]) => string | number | null
> = {
  text: (message) => message || null,
  /** Alone, or within a sentence: “it's ada@example.com”. */
  email: (message) =>
    message
      .split(/[\s,;:<>()]+/)
      .map((word) => word.replace(/(?<![.!?])[.!?]+$/, ''))
      .find(isEmail) ?? null,
  number: (message) => numberOf(message) ?? onlyNumber(message),
  /** By its text, or by its position from one on. */
  choice: (message, choices) =>
    choices.find((choice) => textOf(choice, false) === textOf(message, false)) ??
    (/^\d+$/.test(message) ? (choices[Number(message) - 1] ?? null) : null),
};

/** The only number of a sentence, such as “about 3 days”; null with none or several. */
function onlyNumber(message: string): number | null {
  const [first, second] = message.match(/[+-]?\d+(?:\.\d+)?/g) ?? [];
  return second === undefined ? numberOf(first) : null;
}
