import { sql } from 'drizzle-orm';
import type { Transaction } from '../platform/database/database.ts';
import { toJson } from '../platform/database/sqlValues.ts';
import { b, type Candidate, k1 } from './rank.ts';

/** Passages that have a term, by term. */
export type TermCounts = Record<string, number>;

export interface CandidateRow extends Candidate {
  sourceId: string | null;
  faqId: string | null;
  title: string;
  headingPath: string[];
  url: string | null;
  text: string;
}

export interface CandidateQuery {
  /** Distinct terms of the query. */
  terms: string[];
  /** For each term, how many of `everydayPassages` passages of everyday English have it. */
  everyday: number[];
  everydayPassages: number;
  /** Unit vector; null ranks by words alone. */
  queryEmbedding: number[] | null;
  /** Candidates by words, and as many by vectors. */
  count: number;
}

export interface Found {
  /** Passages of the chatbot. */
  total: number;
  averageLength: number;
  counts: TermCounts;
  candidates: CandidateRow[];
}

/** Where a chatbot's passages are searched; both places find the same. */
export interface PassageSearch {
  /** The passages that BM25 ranks first, and those whose vectors are nearest, exactly searched. */
  findCandidates(query: CandidateQuery): Promise<Found>;
  /** Terms that begin with one of the prefixes, with the number of passages that have them. */
  findTerms(prefixes: string[]): Promise<{ term: string; count: number }[]>;
}

/** The languages that a chatbot's passages are in, in the order of the alphabet. */
export async function readLanguages(tx: Transaction, chatbotId: string): Promise<string[]> {
  const { rows } = await tx.execute<{ language: string }>(sql`
    select distinct language from passages where chatbot_id = ${chatbotId} order by language`);
  return rows.map(({ language }) => language);
}

/** Searches in the database: one statement each. */
export function searchDatabase({
  tx,
  chatbotId,
  embeddingModel,
}: {
  tx: Transaction;
  chatbotId: string;
  embeddingModel: string;
}): PassageSearch {
  return {
    findCandidates: (query) => findInDatabase({ tx, chatbotId, embeddingModel, ...query }),
    async findTerms(prefixes) {
      const ranges = prefixes.map(
        (prefix) => sql`(term >= ${prefix} and term < ${`${prefix}\u{10FFFF}`})`,
      );
      const { rows } = await tx.execute<{ term: string; count: number }>(sql`
        select term, count(*)::int as count from postings
        where chatbot_id = ${chatbotId} and (${sql.join(ranges, sql` or `)}) group by term`);
      return rows;
    },
  };
}

async function findInDatabase({
  tx,
  chatbotId,
  embeddingModel,
  terms,
  everyday,
  everydayPassages,
  queryEmbedding,
  count,
}: CandidateQuery & {
  tx: Transaction;
  chatbotId: string;
  embeddingModel: string;
}): Promise<Found> {
  const vector = queryEmbedding && toJson(queryEmbedding);
  const size = queryEmbedding?.length ?? 0; // vectors of another size cannot be compared with it
  // Vectors have unit length: the negative inner product `<#>` is the cosine's opposite.
  const { rows } = await tx.execute<{ found: Found }>(sql`
    with bot as materialized (
      select passage_count as total, passage_terms::float8 / greatest(passage_count, 1) as average_length
      from chatbots where id = ${chatbotId}
    ), matched as materialized (
      select query.term, everyday, passage_id, frequency, passage_length,
        count(*) over (partition by query.term) as count
      from unnest(${sql.param(terms)}::text[], ${sql.param(everyday)}::float8[]) as query (term, everyday)
      join postings on postings.chatbot_id = ${chatbotId} and postings.term = query.term
    ), lexical as (
      select passage_id from matched, bot group by passage_id
      order by sum(ln(1 + (total + ${everydayPassages}::float8 - count - everyday + 0.5) / (count + everyday + 0.5))
        * frequency / (frequency + ${k1}::float8 * (${1 - b}::float8 + ${b}::float8 * passage_length / average_length)))
        desc, passage_id
      limit ${count}
    ), nearest as (
      select passage_id from passage_embeddings
      where chatbot_id = ${chatbotId} and model = ${embeddingModel} and vector_dims(embedding) = ${size}::int
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
            select json_agg(-(sentence::vector <#> ${vector}::vector) order by position)
            from unnest(sentences) with ordinality as each (sentence, position)
          )
        )), '[]')
        from candidates
        join passages on passages.id = candidates.passage_id
        left join passage_embeddings as vectors on vectors.passage_id = candidates.passage_id
          and vectors.model = ${embeddingModel} and vector_dims(vectors.embedding) = ${size}::int
      )
    ) as found
    from bot`);
  return rows[0]?.found ?? { total: 0, averageLength: 0, counts: {}, candidates: [] };
}
