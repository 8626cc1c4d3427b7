import { sql } from 'drizzle-orm';
import type { Transaction } from '../../platform/database/database.ts';
import { embeddingDimensions } from '../../platform/models/models.ts';
import type { StoredFact } from './facts.ts';
import type { ToldMessage } from './history.ts';
import { maxFacts, maxRecallable, maxRecallableLength } from './limits.ts';

/** The SQL of what is recalled. Every function runs inside `withOrganisation`. */

/** Names a visitor's memory; an organisation never reaches another's, nor a chatbot another's. */
export interface MemoryKey {
  organisationId: string;
  externalUserId: string;
  chatbotId: string;
}

/** What a copy lacks. */
export interface NewMemory {
  factsRevision: number;
  historyRevision: number;
  /** Valid ones and those superseded; null when the revision is known. */
  facts: StoredFact[] | null;
  /** Answered messages; all of them when the history's revision is another, else the new ones. */
  messages: (ToldMessage & { answerId: string | null })[];
}

/**
 * Reads what a copy lacks, in one statement. Messages that were added are found by the ids of their
 * answers, since a question may be answered long after it was stored.
 * @param after answers up to this id are known, if the revision is
 * @param since conversations without a question since then have no new answers
 * @param knownIds answers after `after` that are known
 */
export async function readNewMemory(
  tx: Transaction,
  {
    externalUserId,
    chatbotId,
    factsRevision,
    historyRevision,
    after,
    since,
    knownIds,
  }: MemoryKey & {
    factsRevision: number;
    historyRevision: number;
    after: string;
    since: Date;
    knownIds: string[];
  },
): Promise<NewMemory> {
  const message = sql`q.id, q.session_id, q.content, q.created_at, q.embedding, a.id as answer_id,
    case when a.answered then left(a.content, 200) end as answer`;
  const { rows } = await tx.execute<Row & Record<string, unknown>>(sql`
    select v.facts_revision::int as "factsRevision", v.history_revision::int as "historyRevision",
      case when v.facts_revision <> ${factsRevision} then (
        select coalesce(json_agg(json_build_object(
          'id', f.id, 'text', f.text, 'slot', f.slot, 'sessionId', f.session_id,
          'sourceMessageId', f.source_message_id, 'isSuperseded', f.superseded_at is not null,
          'createdAt', extract(epoch from f.created_at) * 1000, 'expiresAt', extract(epoch from f.expires_at) * 1000,
          'correctedAt', extract(epoch from f.corrected_at) * 1000,
          'vector', case when f.superseded_at is null then encode(f.embedding, 'base64') end
        )), '[]')
        from (
          select * from memory_facts where external_user_id = v.id and chatbot_id = ${chatbotId}
          order by coalesce(corrected_at, created_at) desc, id desc limit ${2 * maxFacts}
        ) f
      ) end as facts,
      told.messages, told.vectors
    from external_users v
    cross join lateral (
      select json_agg(json_build_array(id, session_id, content, extract(epoch from created_at) * 1000, answer_id, answer)
          order by id) as messages,
        string_agg(coalesce(embedding, decode(repeat('00', ${embeddingDimensions}), 'hex')), ''::bytea order by id) as vectors
      from (
        select ${message}
        from conversation_sessions s
        join messages a on a.session_id = s.id and a.role = 'assistant' and a.id > ${after}
          and a.id <> all(${sql.param(knownIds)}::text[])
        join messages q on q.id = a.reply_to_id
        where v.history_revision = ${historyRevision} and s.external_user_id = v.id and s.chatbot_id = ${chatbotId}
          and s.last_message_at >= ${since.toISOString()}::timestamptz and not q.is_forgotten
        union all
        (
          select ${message}
          from (
            select q.*, sum(length(q.content)) over (order by q.id desc) as length_to_here
            from conversation_sessions s
            join messages q on q.session_id = s.id and q.role = 'user' and q.state = 'complete' and not q.is_forgotten
            where v.history_revision <> ${historyRevision} and s.external_user_id = v.id and s.chatbot_id = ${chatbotId}
            order by q.id desc limit ${maxRecallable}
          ) q
          left join messages a on a.reply_to_id = q.id
          where q.length_to_here <= ${maxRecallableLength}
        )
      ) latest
    ) told
    where v.id = ${externalUserId}`);
  const row = rows[0]!;
  return { ...row, messages: readMessages(row) };
}

interface Row extends Omit<NewMemory, 'messages'> {
  messages: [string, string, string, number, string | null, string | null][] | null;
  vectors: Uint8Array | null;
}

function readMessages({ messages, vectors }: Row): NewMemory['messages'] {
  return (messages ?? []).map(([id, sessionId, text, saidAt, answerId, answer], index) => ({
    id,
    sessionId,
    text,
    saidAt,
    answerId,
    answer,
    vector: vectors!.subarray(index * embeddingDimensions, (index + 1) * embeddingDimensions),
  }));
}
