import { samePhrase } from './samePhrase.ts';
import type { Row } from './trainIntents.ts';

/** Below it, an example is between two intents and does no harm. */
const worthSaying = 0.6;

/** An example that a model without it takes for another intent's. */
export interface Confusion {
  intentId: string;
  example: string;
  confusedWithIntentId: string;
  /** 0.6 … 1: how much more it looks like the other intent's; 1 for the same words. */
  confidence: number;
}

/** What a model made of an example that it was not taught. */
export interface HeldOut {
  row: Row;
  /** The class that it took the example for. */
  takenFor: number;
  evidence: number;
  /** Log-odds of that class against the example's own. */
  advantage: number;
}

/** The examples that two intents quarrel about, the clearest first. */
export function confusionsOf({
  heldOut,
  intentIds,
}: {
  heldOut: HeldOut[];
  intentIds: string[];
}): Confusion[] {
  const examples = heldOut.filter(({ row }) => row.label < intentIds.length);
  const labelsOf = new Map<string, number[]>();
  for (const { row } of examples) {
    const words = samePhrase(row.text);
    labelsOf.set(words, [...(labelsOf.get(words) ?? []), row.label]);
  }
  return examples
    .flatMap(({ row, takenFor, advantage }): Confusion[] => {
      const same = labelsOf.get(samePhrase(row.text))?.find((label) => label !== row.label);
      const other = same ?? takenFor;
      if (other === row.label) return [];
      return [
        {
          intentId: intentIds[row.label]!,
          example: row.text,
          confusedWithIntentId: intentIds[other]!,
          confidence: same === undefined ? 1 / (1 + Math.exp(-advantage)) : 1,
        },
      ];
    })
    .filter(({ confidence }) => confidence >= worthSaying)
    .sort((a, b) => b.confidence - a.confidence);
}
