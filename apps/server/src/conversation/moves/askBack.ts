import type { Move } from './move.ts';
import { say } from './say.ts';

/** Asks what is meant: by choices where the knowledge has several answers, else openly. */
export const askBack: Move = (input) => {
  const { words, found } = input;
  return found.choices.length > 1
    ? say('askBack', words.whichOne, { choices: found.choices })
    : say('askBack', words.tooVague);
};
