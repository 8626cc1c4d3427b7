import { defineMatcher, inFigures, type TriggerFacts } from '../../triggers.ts';
import { definition } from './definition.ts';

export const matches = defineMatcher(definition, ({ config: { when }, facts }) => {
  const sentiment = facts.message?.sentiment ?? null;
  if (sentiment === null) return 'no mood is known of the message';
  if (when.mode === 'falling') {
    const fall = fallOf(facts, when.messages);
    if (fall >= when.by) return null;
    const { length } = facts.recentSentiments.slice(-when.messages);
    return length < when.messages
      ? `the mood of ${length} messages is known, and ${when.messages} are compared`
      : `the mood fell by ${inFigures(fall)}, not by ${inFigures(when.by)}`;
  }
  const { mode, threshold } = when;
  if (mode === 'below' ? sentiment < threshold : sentiment > threshold) return null;
  return `mood ${inFigures(sentiment)} is not ${mode} ${inFigures(threshold)}`;
});

/** From the best of the last messages to the latest; fewer than asked for have not fallen. */
function fallOf({ recentSentiments }: TriggerFacts, messages: number): number {
  const last = recentSentiments.slice(-messages);
  return last.length < messages ? 0 : Math.max(...last) - last.at(-1)!;
}
