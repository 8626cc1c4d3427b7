import { codesIn } from './codes.ts';
import { correctSpelling, mayBeMisspelt, prefixesOf } from './correctSpelling.ts';
import type { PassageSearch, TermCounts } from './findCandidates.ts';
import { type ForeignQuestion, possibleTerms, termsOfForeign } from './foreignWords.ts';
import { synonymOf, termsOf, withSynonyms } from './language.ts';
import { confidenceOf, type Ranked, rankCandidates, rarity } from './rank.ts';
import { wordFrequency } from './wordFrequency.ts';

export interface RetrievedPassage {
  id: string;
  sourceId: string | null;
  faqId: string | null;
  title: string;
  headingPath: string[];
  url: string | null;
  text: string;
  /** How likely the passage answers the question, 0 … 1. */
  score: number;
  /** How well each of `passageSentences` fits the question. */
  sentenceScores: number[];
}

export interface Retrieval {
  /** What was searched for: the question, with what it refers to. */
  query: string;
  /** The same word for word in English, where it has words of another language. */
  gloss?: string | null;
  passages: RetrievedPassage[];
  /** Whether the best passage is close enough to the question to answer from it. */
  answerable: boolean;
  /** Score of the best passage, 0 … 1. */
  confidence: number;
}

/** What is searched for. */
export interface SearchedQuery {
  query: string;
  /** What was said around the query: it decides between passages that fit the query alike. */
  context?: string;
  /** What the conversation is about, which is searched first. */
  inside?: Inside | null;
  limit: number;
}

/** A page, as passages of it are named, with what being of it is worth. */
export interface Inside {
  title: string;
  heading: string | null;
  /** How much the visitor's words lean on it, 0 … 1. */
  share: number;
}

/** Weight of all words around a query against the query's own. */
const contextShare = 0.5;
/** Weight of one word around a query. */
const contextWeight = 0.4;
/** Ranks that a passage of the page talked about gains, and one below the heading talked about. */
const insideBonus = { title: 7, heading: 0.7 };

/** Candidates by words, and as many by meaning; the right passage is among them 99 times in 100. */
const candidateCount = 24;
/** More terms than this a question does not have; a pasted page does. */
const maxTerms = 48;
/** A word of another language may mean several things in English. */
const maxCounted = 4 * maxTerms;
/** Weight of everyday English against the collection's own counts, in passages. */
const everydayPassages = 1_000;
const everydayLength = 60;

/**
 * The passages that fit a query best. Candidates come from BM25 and from the nearest vectors;
 * `rankCandidates` orders them by both and by their sentences. The same everywhere for the same
 * knowledge.
 * @param foreign the query as the glossaries read it; null for one in English alone
 * @param queryEmbedding null when the model that serves cannot be reached: words alone rank
 */
export async function retrieve({
  search,
  query,
  foreign = null,
  language = 'en',
  queryEmbedding,
  limit,
  context = '',
  inside = null,
}: SearchedQuery & {
  search: PassageSearch;
  foreign?: ForeignQuestion | null;
  /** By whose rules its terms are made. */
  language?: string;
  queryEmbedding: number[] | null;
}): Promise<Retrieval> {
  // How common a word is in general is known of English alone.
  const shareOf = (term: string) => (language === 'en' ? everydayShare(term) : 0);
  const find = (terms: string[], embedding = queryEmbedding) => {
    const distinct = [...new Set(terms)];
    const everyday = distinct.map((term) => everydayPassages * shareOf(term));
    const count = Math.max(candidateCount, limit);
    return search.findCandidates({
      terms: distinct,
      everyday,
      everydayPassages,
      queryEmbedding: embedding,
      count,
    });
  };
  // Comparing vectors takes most of the time of a search, and counts need none of it.
  const countTerms = async (terms: string[]) => (await find(terms, null)).counts;
  const words = foreign
    ? termsOfForeign(foreign, await countTerms(possibleTerms(foreign).slice(0, maxCounted)))
    : termsOf(query, language);
  const given = await readCodes({ query, terms: words.slice(0, maxTerms), countTerms });
  const contextTerms = [...new Set(termsOf(context, language))].slice(0, maxTerms);
  let terms = given;
  let found = await find([...given, ...contextTerms]);
  const corrections = await findCorrections({ search, terms, counts: found.counts });
  if (corrections.size > 0) {
    terms = given.map((term) => corrections.get(term) ?? term);
    found = await find([...terms, ...contextTerms]);
  }
  const { total, averageLength, counts, candidates } = found;
  const rarityOf = (term: string) =>
    blendedRarity({ term, share: shareOf(term), count: counts[term] ?? 0, total });
  const rarities = new Map(terms.map((term) => [term, rarityOf(term)]));
  // Words around the query that no passage has would only make each passage fit less.
  const around = contextTerms.filter((term) => !rarities.has(term) && counts[term] !== undefined);
  const own = sum([...rarities.values()]);
  const weight = Math.min(contextWeight, (contextShare * own) / (sum(around.map(rarityOf)) || 1));
  for (const term of around) rarities.set(term, weight * rarityOf(term));
  const byId = new Map(candidates.map((candidate) => [candidate.id, candidate]));
  const ranked = rankCandidates(
    { terms: [...terms, ...around], rarities, averageLength },
    candidates,
  );
  const talkedAbout = inside ? termsOf(inside.title, language) : [];
  const favoured = inside
    ? favour(ranked, (id) => bonusOf(byId.get(id)!, { inside, talkedAbout, terms, language }))
    : ranked;
  const passages = favoured.slice(0, limit).map(({ id, rank, sentenceScores }) => {
    const { sourceId, faqId, title, headingPath, url, text } = byId.get(id)!;
    const score = confidenceOf({ rank, total });
    return { id, sourceId, faqId, title, headingPath, url, text, score, sentenceScores };
  });
  const confidence = passages[0]?.score ?? 0;
  return {
    query,
    gloss: foreign?.gloss ?? null,
    passages,
    answerable: confidence >= 0.5,
    confidence,
  };
}

function bonusOf(
  { title, headingPath }: Pick<RetrievedPassage, 'title' | 'headingPath'>,
  {
    inside,
    talkedAbout,
    terms,
    language,
  }: { inside: Inside; talkedAbout: string[]; terms: string[]; language: string },
): number {
  if (title !== inside.title) {
    // “And the weight of the kettle?” is about the page that it names.
    const named = termsOf(title, language).filter((term) => !talkedAbout.includes(term));
    return named.some((term) => terms.includes(term)) ? inside.share * insideBonus.title : 0;
  }
  const isBelow = inside.heading !== null && headingPath.includes(inside.heading);
  return inside.share * (insideBonus.title + (isBelow ? insideBonus.heading : 0));
}

function favour(ranked: Ranked[], bonus: (id: string) => number): Ranked[] {
  return ranked
    .map((one) => ({ ...one, rank: Number((one.rank + bonus(one.id)).toFixed(6)) }))
    .sort((a, b) => b.rank - a.rank || (a.id < b.id ? -1 : 1));
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

/**
 * A question's terms with each code as the passages write it: as one term where one has it, most
 * exactly first, and else by its letters and numbers apart, where passages have those.
 */
async function readCodes({
  query,
  terms,
  countTerms,
}: {
  query: string;
  terms: string[];
  countTerms(terms: string[]): Promise<TermCounts>;
}): Promise<string[]> {
  const codes = codesIn(query, { isQuestion: true });
  if (codes.length === 0) return terms;
  const counts = await countTerms(
    codes.flatMap(({ forms, parts }) => [...forms, ...runsOf(parts)]),
  );
  const isKnown = (term: string) => counts[term] !== undefined;
  let read = terms;
  for (const { written, forms, parts } of codes) {
    const form = forms.find(isKnown);
    const pieces = form === undefined ? divide(parts, isKnown) : [form];
    if (pieces.length > 0) read = replaceTerms(read, termsOf(written), pieces);
  }
  return read;
}

/** Letters and numbers of one code beyond these are not put together in other ways. */
const maxParts = 6;

/** What some parts of a code make that stand next to each other. */
function runsOf(parts: string[]): string[] {
  return parts
    .slice(0, maxParts)
    .flatMap((_, start, all) =>
      all.slice(start).map((_, end) => parts.slice(start, start + end + 1).join('')),
    );
}

/** A code's parts as passages have them, the longest first: `rtx4090` and `ti`. @returns none if passages lack one of them */
function divide(parts: string[], isKnown: (term: string) => boolean): string[] {
  const pieces: string[] = [];
  let start = 0;
  while (start < parts.length) {
    let end = parts.length;
    while (end > start && !isKnown(parts.slice(start, end).join(''))) end--;
    if (end === start) return [];
    pieces.push(parts.slice(start, end).join(''));
    start = end;
  }
  return pieces;
}

/** Terms with the first run of `old` ones replaced; terms that nobody reads, such as `it`, have none. */
function replaceTerms(terms: string[], old: string[], by: string[]): string[] {
  const start = terms.findIndex((_, index) =>
    old.every((term, offset) => terms[index + offset] === term),
  );
  if (start < 0) return [...terms, ...by];
  return [...terms.slice(0, start), ...by, ...terms.slice(start + old.length)];
}

/** Rarity of a term as if everyday language, a `share` of whose passages has it, were some of the collection's passages. */
export function blendedRarity({
  term,
  count,
  total,
  share = everydayShare(term),
}: {
  term: string;
  count: number;
  total: number;
  share?: number;
}) {
  return rarity({ count: count + everydayPassages * share, total: total + everydayPassages });
}

/** Share of passages of everyday English that have a term. */
function everydayShare(term: string): number {
  return 1 - Math.exp(-everydayLength * wordFrequency(term));
}

/** What to read for terms that no passage has: the commonest term one slip of the pen away. */
async function findCorrections({
  search,
  terms,
  counts,
}: {
  search: PassageSearch;
  terms: string[];
  counts: TermCounts;
}): Promise<Map<string, string>> {
  const unknown = terms.filter((term) => counts[term] === undefined && mayBeMisspelt(term));
  if (unknown.length === 0) return new Map();
  // The ranges of an index are quick to read.
  const found = await search.findTerms([...new Set(unknown.flatMap(prefixesOf))]);
  // “wieght” is meant for weight, which stands in the index by its synonym.
  const vocabulary = [...found, ...withSynonyms(found)];
  return new Map(
    unknown.flatMap((term) => {
      const correct = correctSpelling(term, vocabulary);
      return correct === null ? [] : [[term, synonymOf(correct)] as const];
    }),
  );
}
