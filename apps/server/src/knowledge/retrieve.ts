import { sql } from 'drizzle-orm';
import type { Transaction } from '../platform/database/database.ts';
import { correctSpelling, mayBeMisspelt } from './correctSpelling.ts';
import { termsOf } from './language.ts';
import { b, type Candidate, confidenceOf, k1, rankCandidates, rarity } from './rank.ts';
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
  passages: RetrievedPassage[];
  /** Whether the best passage is close enough to the question to answer from it. */
  answerable: boolean;
  /** Score of the best passage, 0 … 1. */
  confidence: number;
}

/** Candidates by words, and as many by meaning; the right passage is among them 99 times in 100. */
const candidateCount = 24;
/** More terms than this a question does not have; a pasted page does. */
const maxTerms = 48;
/** Weight of everyday English against the collection's own counts, in passages. */
const everydayPassages = 1_000;
const everydayLength = 60;

/**
 * The passages of a chatbot that fit a query best. Candidates come from BM25 on the postings and
 * from the nearest vectors, exactly searched; `rankCandidates` orders them by both and by their
 * sentences. One statement, three when a term may be misspelt; the same everywhere for the same
 * knowledge.
 * @param queryEmbedding null when the model that serves cannot be reached: words alone rank
 */
export async function retrieve({
  limit,
  ...search
}: {
  tx: Transaction;
  chatbotId: string;
  query: string;
  queryEmbedding: number[] | null;
  embeddingModel: string;
  limit: number;
}): Promise<Retrieval> {
  const { query } = search;
  const given = termsOf(query).slice(0, maxTerms);
  const count = Math.max(candidateCount, limit);
  let terms = given;
  let found = await findCandidates({ ...search, terms, count });
  const corrections = await findCorrections({ ...search, terms, counts: found.counts });
  if (corrections.size > 0) {
    terms = given.map((term) => corrections.get(term) ?? term);
    found = await findCandidates({ ...search, terms, count });
  }
  const { total, averageLength, counts, candidates } = found;
  const rarities = new Map(
    terms.map((term) => [term, blendedRarity({ term, count: counts[term] ?? 0, total })]),
  );
  const byId = new Map(candidates.map((candidate) => [candidate.id, candidate]));
  const passages = rankCandidates({ terms, rarities, averageLength }, candidates)
    .slice(0, limit)
    .map(({ id, rank, sentenceScores }) => {
      const { sourceId, faqId, title, headingPath, url, text } = byId.get(id)!;
      const score = confidenceOf({ rank, total });
      return { id, sourceId, faqId, title, headingPath, url, text, score, sentenceScores };
    });
  const confidence = passages[0]?.score ?? 0;
  return { query, passages, answerable: confidence >= 0.5, confidence };
}

/** Rarity of a term as if everyday English were some of the collection's passages. */
function blendedRarity({ term, count, total }: { term: string; count: number; total: number }) {
  return rarity({
    count: count + everydayPassages * everydayShare(term),
    total: total + everydayPassages,
  });
}

/** Share of passages of everyday English that have a term. */
function everydayShare(term: string): number {
  return 1 - Math.exp(-everydayLength * wordFrequency(term));
}

/** What to read for terms that no passage has: the commonest term one slip of the pen away. */
async function findCorrections({
  tx,
  chatbotId,
  terms,
  counts,
}: {
  tx: Transaction;
  chatbotId: string;
  terms: string[];
  counts: TermCounts;
}): Promise<Map<string, string>> {
  const unknown = terms.filter((term) => counts[term] === undefined && mayBeMisspelt(term));
  if (unknown.length === 0) return new Map();
  // People rarely miss the first two letters, and the range of an index is quick to read.
  const ranges = unknown.map(
    (term) => sql`(term >= ${term.slice(0, 2)} and term < ${`${term.slice(0, 2)}\u{10FFFF}`})`,
  );
  const { rows } = await tx.execute<{ term: string; count: number }>(sql`
    select term, count(*)::int as count from postings
    where chatbot_id = ${chatbotId} and (${sql.join(ranges, sql` or `)}) group by term`);
  return new Map(
    unknown.flatMap((term) => {
      const correct = correctSpelling(term, rows);
      return correct === null ? [] : [[term, correct] as const];
    }),
  );
}

/** Passages that have a term, by term. */
type TermCounts = Record<string, number>;
type CandidateRow = Candidate & Omit<RetrievedPassage, 'score' | 'sentenceScores'>;

interface Found {
  /** Passages of the chatbot. */
  total: number;
  averageLength: number;
  counts: TermCounts;
  candidates: CandidateRow[];
}

/** The passages that BM25 ranks first, and those whose vectors are nearest. */
async function findCandidates({
  tx,
  chatbotId,
  terms,
  queryEmbedding,
  embeddingModel,
  count,
}: {
  tx: Transaction;
  chatbotId: string;
  terms: string[];
  queryEmbedding: number[] | null;
  embeddingModel: string;
  count: number;
}): Promise<Found> {
  const distinct = [...new Set(terms)];
  const everyday = distinct.map((term) => everydayPassages * everydayShare(term));
  const vector = queryEmbedding && JSON.stringify(queryEmbedding);
  // Vectors have unit length: the negative inner product `<#>` is the cosine's opposite.
  const { rows } = await tx.execute<{ found: Found }>(sql`
    with bot as materialized (
      select passage_count as total, passage_terms::float8 / greatest(passage_count, 1) as average_length
      from chatbots where id = ${chatbotId}
    ), matched as materialized (
      select query.term, everyday, passage_id, frequency, passage_length,
        count(*) over (partition by query.term) as count
      from unnest(${sql.param(distinct)}::text[], ${sql.param(everyday)}::float8[]) as query (term, everyday)
      join postings on postings.chatbot_id = ${chatbotId} and postings.term = query.term
    ), lexical as (
      select passage_id from matched, bot group by passage_id
      order by sum(ln(1 + (total + ${everydayPassages}::float8 - count - everyday + 0.5) / (count + everyday + 0.5))
        * frequency / (frequency + ${k1}::float8 * (${1 - b}::float8 + ${b}::float8 * passage_length / average_length)))
        desc, passage_id
      limit ${count}
    ), nearest as (
      select passage_id from passage_embeddings
      where chatbot_id = ${chatbotId} and model = ${embeddingModel} and ${vector !== null}
      order by embedding <#> ${vector}::vector, passage_id limit ${count}
    ), candidates as materialized (select passage_id from lexical union select passage_id from nearest)
    select json_build_object(
      'total', total, 'averageLength', average_length,
      'counts', (select coalesce(json_object_agg(term, count), '{}') from (select distinct term, count from matched) as each),
      'candidates', (
        select coalesce(json_agg(json_build_object(
          'id', passages.id, 'sourceId', source_id, 'faqId', faq_id, 'isFaq', faq_id is not null, 'title', title,
          'headingPath', heading_path, 'url', url, 'text', text, 'terms', terms, 'length', length,
          'cosine', -(embedding <#> ${vector}::vector),
          'sentenceCosines', (
            select json_agg(-(sentence <#> ${vector}::vector::halfvec(512)) order by position)
            from unnest(sentences) with ordinality as each (sentence, position)
          )
        )), '[]')
        from candidates
        join passages on passages.id = candidates.passage_id
        left join passage_embeddings as vectors on vectors.passage_id = candidates.passage_id
          and vectors.model = ${embeddingModel} and ${vector !== null}
      )
    ) as found
    from bot`);
  return rows[0]?.found ?? { total: 0, averageLength: 0, counts: {}, candidates: [] };
}
