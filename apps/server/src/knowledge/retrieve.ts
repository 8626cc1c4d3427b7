import { sql } from 'drizzle-orm';
import type { Transaction } from '../platform/database/database.ts';
import { correctSpelling, mayBeMisspelt } from './correctSpelling.ts';
import { termsOf } from './language.ts';
import { type Candidate, confidenceOf, type RankedQuery, rankCandidates, rarity } from './rank.ts';
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
/** BM25's saturation of repeated terms, and its penalty for long passages. */
const [k1, b] = [1.2, 0.6];
/** Weight of everyday English against the collection's own counts, in passages. */
const everydayPassages = 1_000;
const everydayLength = 60;

/**
 * The passages of a chatbot that fit a query best. Candidates come from BM25 on the postings and
 * from the nearest vectors, exactly searched; `rankCandidates` orders them by both and by their
 * sentences. Two or three statements; the same everywhere for the same knowledge.
 * @param queryEmbedding null when the model that serves cannot be reached: words alone rank
 */
export async function retrieve({
  tx,
  chatbotId,
  query,
  queryEmbedding,
  embeddingModel,
  limit,
}: {
  tx: Transaction;
  chatbotId: string;
  query: string;
  queryEmbedding: number[] | null;
  embeddingModel: string;
  limit: number;
}): Promise<Retrieval> {
  const { total, averageLength, ranked } = await weighTerms({ tx, chatbotId, query });
  const rows = await findCandidates({
    tx,
    chatbotId,
    ranked,
    averageLength,
    queryEmbedding,
    embeddingModel,
    count: Math.max(candidateCount, limit),
  });
  const byId = new Map(rows.map((row) => [row.id, row]));
  const passages = rankCandidates(ranked, rows)
    .slice(0, limit)
    .map(({ id, rank, sentenceScores }) => {
      const { sourceId, faqId, title, headingPath, url, text } = byId.get(id)!;
      const score = confidenceOf({ rank, total });
      return { id, sourceId, faqId, title, headingPath, url, text, score, sentenceScores };
    });
  const confidence = passages[0]?.score ?? 0;
  return { query, passages, answerable: confidence >= 0.5, confidence };
}

/** The query's terms, misspelt ones put right, with their rarity among the chatbot's passages. */
async function weighTerms({
  tx,
  chatbotId,
  query,
}: {
  tx: Transaction;
  chatbotId: string;
  query: string;
}): Promise<{ total: number; averageLength: number; ranked: RankedQuery }> {
  const given = termsOf(query).slice(0, maxTerms);
  const { rows } = await tx.execute<{ total: number; averageLength: number; counts: TermCounts }>(
    sql`
    select count(*)::int as total, coalesce(avg(length), 0)::float8 as "averageLength",
      (select coalesce(json_object_agg(term, count), '{}') from (
        select term, count(*)::int as count from postings
        where chatbot_id = ${chatbotId} and term = any(${sql.param(given)}::text[]) group by term
      ) as counted) as counts
    from passages where chatbot_id = ${chatbotId}`,
  );
  const { total, averageLength, counts } = rows[0]!;
  const unknown = given.filter((term) => counts[term] === undefined && mayBeMisspelt(term));
  const corrections = await findCorrections({ tx, chatbotId, unknown });
  const terms = given.map((term) => corrections.get(term)?.term ?? term);
  const rarities = new Map(
    terms.map((term, index) => {
      const count = counts[term] ?? corrections.get(given[index]!)?.count ?? 0;
      return [term, blendedRarity({ term, count, total })];
    }),
  );
  return { total, averageLength, ranked: { terms, rarities } };
}

type TermCounts = Record<string, number>;

function blendedRarity({ term, count, total }: { term: string; count: number; total: number }) {
  const everyday = 1 - Math.exp(-everydayLength * wordFrequency(term));
  return rarity({
    count: count + everydayPassages * everyday,
    total: total + everydayPassages,
  });
}

async function findCorrections({
  tx,
  chatbotId,
  unknown,
}: {
  tx: Transaction;
  chatbotId: string;
  unknown: string[];
}): Promise<Map<string, { term: string; count: number }>> {
  const corrections = new Map<string, { term: string; count: number }>();
  if (unknown.length === 0) return corrections;
  // People rarely miss the first two letters, and the range of an index is quick to read.
  const ranges = unknown.map(
    (term) => sql`(term >= ${term.slice(0, 2)} and term < ${`${term.slice(0, 2)}\u{10FFFF}`})`,
  );
  const { rows } = await tx.execute<{ term: string; count: number }>(sql`
    select term, count(*)::int as count from postings
    where chatbot_id = ${chatbotId} and (${sql.join(ranges, sql` or `)}) group by term`);
  for (const term of unknown) {
    const correct = correctSpelling(term, rows);
    const found = rows.find((row) => row.term === correct);
    if (found) corrections.set(term, found);
  }
  return corrections;
}

type CandidateRow = Candidate & Omit<RetrievedPassage, 'score' | 'sentenceScores'>;

async function findCandidates({
  tx,
  chatbotId,
  ranked,
  averageLength,
  queryEmbedding,
  embeddingModel,
  count,
}: {
  tx: Transaction;
  chatbotId: string;
  ranked: RankedQuery;
  averageLength: number;
  queryEmbedding: number[] | null;
  embeddingModel: string;
  count: number;
}): Promise<CandidateRow[]> {
  const terms = [...ranked.rarities.keys()];
  const vector = queryEmbedding && JSON.stringify(queryEmbedding);
  // Vectors have unit length: the negative inner product `<#>` is the cosine's opposite.
  const { rows } = await tx.execute<CandidateRow & Record<string, unknown>>(sql`
    with query (term, rarity) as (
      select * from unnest(${sql.param(terms)}::text[], ${sql.param([...ranked.rarities.values()])}::float8[])
    ), lexical as (
      select posting.passage_id, sum(query.rarity * posting.frequency * ${k1 + 1}::float8 / (posting.frequency
        + ${k1}::float8 * (${1 - b}::float8 + ${b}::float8 * posting.passage_length / ${averageLength || 1}::float8))) as bm25
      from query join postings as posting on posting.chatbot_id = ${chatbotId} and posting.term = query.term
      group by posting.passage_id
    ), nearest as materialized (
      select passage_id from passage_embeddings
      where chatbot_id = ${chatbotId} and model = ${embeddingModel} and ${vector !== null}
      order by embedding <#> ${vector}::vector, passage_id limit ${count}
    ), candidates as (
      (select passage_id from lexical order by bm25 desc, passage_id limit ${count})
      union select passage_id from nearest
    )
    select passages.id, source_id as "sourceId", faq_id as "faqId", faq_id is not null as "isFaq",
      title, to_json(heading_path) as "headingPath", url, text, terms,
      coalesce(bm25, 0)::float8 as bm25, -(embedding <#> ${vector}::vector) as cosine,
      (select to_json(array_agg(round((-(sentence <#> ${vector}::vector::halfvec(512)))::numeric, 5) order by position))
        from unnest(sentences) with ordinality as each (sentence, position)) as "sentenceCosines"
    from candidates
    join passages on passages.id = candidates.passage_id
    left join lexical on lexical.passage_id = candidates.passage_id
    left join passage_embeddings as vectors on vectors.passage_id = candidates.passage_id
      and vectors.model = ${embeddingModel} and ${vector !== null}`);
  return rows;
}
