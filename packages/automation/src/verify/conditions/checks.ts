import { operators } from '../../conditions/operators.ts';
import type { Comparison } from '../../definition.ts';
import { type Check, type Finding, quoted } from '../check.ts';
import type { Contradiction } from './facts.ts';

/** A way out that no execution can take, since what it asks was decided before. */
export const neverTrue: Check = {
  severity: 'error',
  *find({ conditions }) {
    for (const contradiction of conditions.contradictions)
      if (contradiction.comparison.truth)
        yield finding(
          contradiction,
          (asked) =>
            `can never be left by ${titleOf(contradiction)}: what comes before it rules out that ${asked}`,
        );
  },
};

/** A condition that asks what is certain: the way out for its opposite is never taken. */
export const alwaysTrue: Check = {
  severity: 'warning',
  *find({ conditions }) {
    for (const contradiction of conditions.contradictions)
      if (!contradiction.comparison.truth)
        yield finding(
          contradiction,
          (asked) =>
            `is never left by ${titleOf(contradiction)}: by what comes before it, it is certain that ${asked}`,
        );
  },
};

function finding(
  { node, comparison, path }: Contradiction,
  says: (asked: string) => string,
): Finding {
  return {
    nodeId: node.id,
    message: `${quoted(node.label)} ${says(inWords(comparison))}. Change one of the conditions, or remove this one.`,
    path,
  };
}

function titleOf({ node, outcome }: Contradiction): string {
  const found = node.reading!.outcomes.find(({ id }) => id === outcome);
  return quoted(found?.title ?? outcome);
}

function inWords({ path, operator, value }: Comparison): string {
  const side = Array.isArray(value) ? value.join(', ') : value;
  return [path, operators[operator].title, side].filter((part) => part !== undefined).join(' ');
}
