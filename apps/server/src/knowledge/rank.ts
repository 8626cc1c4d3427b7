/** What ranking needs to know of one candidate passage. */
export interface Candidate {
  id: string;
  /** See `IndexedPassage.terms`. */
  terms: string;
  isFaq: boolean;
  /** Number of terms, see `IndexedPassage.length`. */
  length: number;
  /** Cosine of question and passage; null without vectors. */
  cosine: number | null;
  /** Cosines of question and each sentence; null without vectors. */
  sentenceCosines: number[] | null;
}

/** A question as ranking reads it. */
export interface RankedQuery {
  /** Its terms in order, repeated ones included. */
  terms: string[];
  /** Rarity of each term, see `rarity`. */
  rarities: Map<string, number>;
  /** Mean number of terms of the collection's passages. */
  averageLength: number;
}

/** BM25's saturation of repeated terms, and its penalty for long passages. */
export const [k1, b] = [1.2, 0.6] as const;

export interface Ranked {
  id: string;
  /** On the scale of `answerableAbove`. */
  rank: number;
  /** How well each sentence fits the question by itself, on the same scale for all passages. */
  sentenceScores: number[];
}

/**
 * Fitted by maximum likelihood of the right passage on SQuAD and StackFAQ together (see
 * docs/quality.md). Coverage and phrases are shares of the question's rarity, 0 … 1.
 */
const weights = { bm25: 3.75, phrases: 4.25, sentence: 9.05, passage: 11.6 };
/** An FAQ whose question is the visitor's, nearly word by word, goes before everything else. */
const closeFaq = { similarity: 0.85, bonus: 4 };
/** Where vectors are missing, words stand in for them: about what a cosine is at full coverage. */
const cosineWithoutVectors = { passage: 0.5, sentence: 0.6 };

/** Rarity of a term that `count` of `total` passages have: the inverse document frequency of BM25. */
export function rarity({ count, total }: { count: number; total: number }): number {
  return Math.log(1 + (total - count + 0.5) / (count + 0.5));
}

/** BM25's value of a term that is `frequency` times in a passage of `length` terms, 0 … 2.2. */
export function saturation({
  frequency,
  length,
  averageLength,
}: {
  frequency: number;
  length: number;
  averageLength: number;
}): number {
  const penalty = 1 - b + b * (length / (averageLength || 1));
  return (frequency * (k1 + 1)) / (frequency + k1 * penalty);
}

/** Orders candidates by how well they fit the question, best first; ties by id, so always alike. */
export function rankCandidates(query: RankedQuery, candidates: Candidate[]): Ranked[] {
  const distinct = [...new Set(query.terms)];
  const whole = sum(distinct.map((term) => rarityOf(query, term))) || 1;
  return candidates
    .map((candidate) => rankCandidate({ query, distinct, whole, candidate }))
    .sort((a, b) => b.rank - a.rank || (a.id < b.id ? -1 : 1));
}

function rankCandidate({
  query,
  distinct,
  whole,
  candidate,
}: {
  query: RankedQuery;
  /** The query's terms without repetition. */
  distinct: string[];
  /** Their rarities together. */
  whole: number;
  candidate: Candidate;
}): Ranked {
  const { title, sentences, counts, lines } = termsOfPassage(candidate.terms);
  const share = (has: (term: string) => boolean) => {
    let covered = 0;
    for (const term of distinct) if (has(term)) covered += rarityOf(query, term);
    return covered / whole;
  };
  const inTitle = new Set(distinct.filter((term) => title.has(term)));
  const coverages = sentences.map((sentence) =>
    share((term) => inTitle.has(term) || sentence.includes(term)),
  );
  const everywhere = share((term) => inTitle.has(term) || counts.has(term));
  const cosines = coverages.map(
    (coverage, index) =>
      candidate.sentenceCosines?.[index] ??
      candidate.cosine ??
      coverage * cosineWithoutVectors.sentence,
  );
  const sentenceScores = coverages.map((coverage, index) => coverage + cosines[index]!);
  const isCloseFaq = candidate.isFaq && (cosines[0] ?? 0) >= closeFaq.similarity;
  const rank =
    weights.bm25 * (bm25({ query, distinct, candidate, inTitle, counts }) / whole) +
    weights.phrases * (phrases(query, lines) / whole) +
    weights.sentence * Math.max(0, ...sentenceScores) +
    weights.passage * (candidate.cosine ?? everywhere * cosineWithoutVectors.passage) +
    (isCloseFaq ? closeFaq.bonus : 0);
  // Six digits: sums in another order, as another process may add them, differ beyond that.
  return { id: candidate.id, rank: Number(rank.toFixed(6)), sentenceScores };
}

function bm25({
  query,
  distinct,
  candidate: { isFaq, length },
  inTitle,
  counts,
}: {
  query: RankedQuery;
  distinct: string[];
  candidate: Candidate;
  inTitle: Set<string>;
  counts: Map<string, number>;
}): number {
  const { averageLength } = query;
  let total = 0;
  for (const term of distinct) {
    // As in `indexPassage`: a word of the title counts once, an FAQ's title is a sentence already.
    const frequency = (counts.get(term) ?? 0) + (!isFaq && inTitle.has(term) ? 1 : 0);
    if (frequency === 0) continue;
    total += rarityOf(query, term) * saturation({ frequency, length, averageLength });
  }
  return total;
}

/** Rarity of the question's neighbouring pairs of terms that are neighbours in passage or title too. */
function phrases(query: RankedQuery, lines: string): number {
  const { terms } = query;
  let found = 0;
  for (let index = 1; index < terms.length; index++) {
    const [first, second] = [terms[index - 1]!, terms[index]!];
    if (first !== second && lines.includes(` ${first} ${second} `)) {
      found += Math.min(rarityOf(query, first), rarityOf(query, second));
    }
  }
  return found;
}

/** A passage's terms as ranking reads them. */
interface PassageTerms {
  title: Set<string>;
  sentences: string[][];
  /** How often each term is in the sentences. */
  counts: Map<string, number>;
  /** Title and sentences with spaces around every term and line, so that neighbours are found. */
  lines: string;
}

const remembered = new Map<string, PassageTerms>();
/** Passages whose terms stay read, some 5 kB each. */
const maxRemembered = 4_000;

function termsOfPassage(terms: string): PassageTerms {
  const known = remembered.get(terms);
  if (known) return known;
  const [title = [], ...sentences] = terms.split('\n').map((line) => line.split(' '));
  const counts = new Map<string, number>();
  for (const term of sentences.flat()) counts.set(term, (counts.get(term) ?? 0) + 1);
  const lines = ` ${terms.replaceAll('\n', ' \n ')} `;
  const read = { title: new Set(title), sentences, counts, lines };
  if (remembered.size >= maxRemembered) remembered.delete(remembered.keys().next().value!);
  remembered.set(terms, read);
  return read;
}

function rarityOf({ rarities }: RankedQuery, term: string): number {
  return rarities.get(term) ?? 0;
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

/** Rank at which the best passage is as likely to answer the question as not. */
const answerableAbove = 10.1;
/** Ranks that change the odds by a factor of e². */
const steepness = 1.5;

/**
 * How sure a rank makes that the passage answers the question, 0 … 1; from .5 on the chat answers.
 * In a larger collection the best of the wrong passages ranks higher by chance, so more is asked.
 */
export function confidenceOf({ rank, total }: { rank: number; total: number }): number {
  const needed = answerableAbove + Math.log(Math.max(total, 100) / 100);
  return 1 / (1 + Math.exp((needed - rank) / steepness));
}
