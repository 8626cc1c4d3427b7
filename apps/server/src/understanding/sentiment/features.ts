import { afinn, valenceIn } from './languages/english.ts';
import { type Message, weighMessage, wordsOf } from './readMessage.ts';
import { normalise, type Weighed } from './weigh.ts';

/** What the learned model sees of a message besides its vector. */
export type Features = Record<FeatureName, number>;

export const featureNames = [
  ...namesFor('own'),
  ...namesFor('afinn'),
  'exclamations',
  'exclaimed',
  'question',
  'negations',
  'length',
  'contrast',
] as const;

type OfLexicon = 'sum' | 'best' | 'worst' | 'mean' | 'density' | 'negated';
export type FeatureName = (typeof featureNames)[number];

function namesFor<Lexicon extends string>(lexicon: Lexicon) {
  const names: OfLexicon[] = ['sum', 'best', 'worst', 'mean', 'density', 'negated'];
  return names.map((name): `${Lexicon}.${OfLexicon}` => `${lexicon}.${name}`);
}

/** Features of an English message; each of the order of one. */
export function featuresOf(message: Message): Features {
  const words = wordsOf(message.tokens);
  const weighed = weighMessage(message);
  const { negations, contrasts } = message.language;
  const own = ofLexicon('own', weighed, words.length);
  return {
    ...own,
    ...ofLexicon(
      'afinn',
      weighMessage(message, (word) => valenceIn(afinn, word)),
      words.length,
    ),
    exclamations: message.exclamations,
    exclaimed: message.exclamations * Math.sign(own['own.sum']),
    question: message.isQuestion ? 1 : 0,
    negations: Math.min(3, words.filter((word) => negations.has(word)).length),
    length: Math.log(1 + words.length),
    contrast: words.some((word) => contrasts.has(word)) ? 1 : 0,
  };
}

function ofLexicon<Lexicon extends string>(
  lexicon: Lexicon,
  weighed: Weighed[],
  words: number,
): Record<`${Lexicon}.${OfLexicon}`, number> {
  const valences = weighed.map(({ valence }) => valence);
  const sum = total(valences);
  const values: Record<OfLexicon, number> = {
    sum: normalise(sum),
    best: Math.max(0, ...valences),
    worst: Math.min(0, ...valences),
    mean: valences.length > 0 ? sum / valences.length : 0,
    density: sum / Math.sqrt(words + 1),
    negated: normalise(total(weighed.filter(({ isNegated }) => isNegated).map(({ own }) => own))),
  };
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [`${lexicon}.${name}`, value]),
  ) as Record<`${Lexicon}.${OfLexicon}`, number>;
}

function total(numbers: number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}
