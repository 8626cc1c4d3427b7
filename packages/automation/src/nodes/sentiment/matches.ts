import { defineMatcher, type TriggerFacts } from '../../triggers.ts';
import { definition } from './definition.ts';

export const matches = defineMatcher(definition, ({ config: { when }, facts }) => {
  const sentiment = facts.message?.sentiment ?? null;
  if (sentiment === null) return false;
  if (when.mode === 'falling') return fallOf(facts, when.messages) >= when.by;
  return when.mode === 'below' ? sentiment < when.threshold : sentiment > when.threshold;
});

/** From the best of the last messages to the latest; fewer than asked for have not fallen. */
function fallOf({ recentSentiments }: TriggerFacts, messages: number): number {
  const last = recentSentiments.slice(-messages);
  return last.length < messages ? 0 : Math.max(...last) - last.at(-1)!;
}
