import type { Move } from './move.ts';
import { say } from './say.ts';

/**
 * Says that the bot is not there for this: orders to the bot, and what concerns no business. The latter
 * counts as unanswered, so that owners see what was taken for another topic.
 */
export const decline: Move = (input) => {
  const { said, words } = input;
  return said.act === 'ordersToBot'
    ? say('decline', words.ordersToBot)
    : say('decline', words.offTopic, { answered: false });
};
