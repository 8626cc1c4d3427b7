import { sql } from 'drizzle-orm';
import type { Transaction } from '../platform/database/database.ts';
import { termsOf } from './language.ts';

export interface RetrievedPassage {
  id: string;
  sourceId: string | null;
  faqId: string | null;
  title: string;
  headingPath: string[];
  url: string | null;
  text: string;
  score: number;
}

export interface Retrieval {
  query: string;
  passages: RetrievedPassage[];
  /** Whether the best passages are close enough to the question to answer from them. */
  answerable: boolean;
  confidence: number;
}

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
  /** Null when the model that serves cannot be reached: lexical ranking alone. */
  queryEmbedding: number[] | null;
  embeddingModel: string;
  limit: number;
}): Promise<Retrieval> {
  const terms = [...new Set(termsOf(query))].slice(0, 64);
  const { rows } = await tx.execute<
    Record<string, unknown> & Omit<RetrievedPassage, 'score'> & { lexical: number; cosine: number }
  >(sql`
    with totals as (
      select count(*)::real as n, avg(length)::real as average from passages where chatbot_id = ${chatbotId}
    ), matched as (
      select term, passage_id, frequency, count(*) over (partition by term)::real as df
      from postings where chatbot_id = ${chatbotId} and term = any(${sql.param(terms)}::text[])
    ), lexical as (
      select m.passage_id, sum(ln(1 + (t.n - m.df + 0.5) / (m.df + 0.5)) * m.frequency * 2.2
        / (m.frequency + 1.2 * (0.25 + 0.75 * p.length / t.average)))::real as score
      from matched m join passages p on p.id = m.passage_id cross join totals t
      group by m.passage_id order by 2 desc limit 40
    ), nearest as (
      select passage_id, 1 - (embedding <=> ${JSON.stringify(queryEmbedding ?? new Array(512).fill(0))}::vector) as cosine
      from passage_embeddings where chatbot_id = ${chatbotId} and model = ${embeddingModel}
      order by embedding <=> ${JSON.stringify(queryEmbedding ?? new Array(512).fill(0))}::vector limit 40
    )
    select p.id, p.source_id as "sourceId", p.faq_id as "faqId", p.title, to_json(p.heading_path) as "headingPath",
      p.url, p.text, coalesce(l.score, 0) as lexical, coalesce(n.cosine, 0) as cosine
    from lexical l full join nearest n using (passage_id) join passages p on p.id = passage_id`);
  const best = Math.max(1, ...rows.map((row) => row.lexical));
  const passages = rows
    .map(({ lexical, cosine, ...row }) => ({
      ...row,
      score: Math.max(0, Math.min(1, 0.5 * (lexical / best) + 0.5 * cosine)),
      lexical,
    }))
    .sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1));
  const confidence = passages[0]?.score ?? 0;
  return { query, passages: passages.slice(0, limit), answerable: confidence > 0.6, confidence };
}
