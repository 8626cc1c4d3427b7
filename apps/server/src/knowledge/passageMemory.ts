import { setImmediate } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import type { Database, Transaction } from '../platform/database/database.ts';
import { readVectors } from '../platform/database/sqlValues.ts';
import type { CandidateQuery, CandidateRow, Found, PassageSearch } from './findCandidates.ts';
import { rarity, saturation } from './rank.ts';

/** Passages of one chatbot that are kept in memory at most; above it the database searches. */
export const maxPassagesInMemory = 4_000;
/** Passages of all chatbots together, about 15 kB each; those with longer vectors count as several. */
const maxPassagesOfAll = 12_000;
const usualDimensions = 512;

/** A passage with what searching needs of it. */
interface Entry {
  passage: Omit<CandidateRow, 'cosine' | 'sentenceCosines'> & { language: string };
  frequencies: Map<string, number>;
  /** Null while the model has not embedded it. */
  embedding: Float32Array | null;
  sentences: Float32Array[];
}

/**
 * A process's copy of a chatbot's passages. The database holds the truth: `revision` is the
 * chatbot's `knowledge_revision` that the copy was read at, and rises there with every change.
 */
export interface PassageMemory {
  revision: number;
  /** In the order of their ids. */
  entries: Entry[];
  /** Places in `entries` of the passages that have a term, and its frequency in each. */
  postings: Map<string, { places: number[]; frequencies: number[] }>;
  /** How many numbers a vector has; 0 without any. */
  dimensions: number;
  /** The passages' vectors one behind the other; zeros where there is none. */
  vectors: Float32Array;
  /** Terms of all passages. */
  length: number;
  /** Those that passages are in, in the order of the alphabet. */
  languages: string[];
}

const memories = new Map<string, PassageMemory>();

/** Names a copy; an organisation never reaches another's. */
export interface MemoryKey {
  organisationId: string;
  chatbotId: string;
  embeddingModel: string;
}

const nameOf = ({ organisationId, chatbotId, embeddingModel }: MemoryKey) =>
  `${organisationId} ${chatbotId} ${embeddingModel}`;

const loading = new Map<string, Promise<PassageMemory>>();

/** The copy at `revision` or a later one; visitors who ask at the same time wait for one load. */
export async function recallPassages({
  database,
  revision,
  ...key
}: MemoryKey & { database: Database; revision: number }): Promise<PassageMemory> {
  const name = nameOf(key);
  const memory = memories.get(name);
  if (memory && memory.revision >= revision) {
    memories.delete(name); // moves it to the end: the first is the least recently used
    memories.set(name, memory);
    return memory;
  }
  const underWay = await loading.get(name);
  if (underWay && underWay.revision >= revision) return underWay;
  const load = database
    .withOrganisation(key.organisationId, (tx) => loadPassages(tx, key))
    .finally(() => loading.delete(name));
  loading.set(name, load);
  return load;
}

/** Passages that one statement reads: their vectors are parsed on the way, which holds everybody up. */
const batchSize = 100;

/**
 * Brings the copy up to date and gives it. Passages never change, they are replaced: only those not
 * yet known are read. Where some were replaced between two statements, all is read again, so that the
 * copy is of one moment.
 */
async function loadPassages(
  tx: Transaction,
  key: MemoryKey,
  remainingTries = 5,
): Promise<PassageMemory> {
  const { chatbotId } = key;
  const entries = new Map<string, Entry>();
  for (const entry of memories.get(nameOf(key))?.entries ?? []) {
    if (entry.embedding) entries.set(entry.passage.id, entry);
  }
  const { rows } = await tx.execute<{ revision: number; id: string | null }>(sql`
    select chatbots.knowledge_revision::int as revision, passages.id
    from chatbots left join passages on passages.chatbot_id = chatbots.id
    where chatbots.id = ${chatbotId} order by passages.id collate "C"`);
  const ids = rows.flatMap(({ id }) => id ?? []);
  const missing = ids.filter((id) => !entries.has(id));
  for (let start = 0; start < missing.length; start += batchSize) {
    if (start > 0) await setImmediate();
    const some = missing.slice(start, start + batchSize);
    for (const row of await readPassages(tx, key, some)) {
      entries.set(row.passage.id, readEntry(row));
    }
  }
  const found = ids.flatMap((id) => entries.get(id) ?? []);
  if (found.length < ids.length && remainingTries > 1) {
    return loadPassages(tx, key, remainingTries - 1);
  }
  const memory = arrange(found, rows[0]?.revision ?? 0);
  remember(key, memory);
  return memory;
}

async function readPassages(
  tx: Transaction,
  { embeddingModel }: MemoryKey,
  ids: string[],
): Promise<LoadedRow[]> {
  const { rows } = await tx.execute<LoadedRow & Record<string, unknown>>(sql`
    select json_build_object(
        'id', passages.id, 'sourceId', source_id, 'faqId', faq_id, 'isFaq', faq_id is not null, 'title', title,
        'headingPath', heading_path, 'url', url, 'text', text, 'terms', terms, 'length', length,
        'language', language
      ) as passage,
      (select json_object_agg(term, frequency) from postings where passage_id = passages.id) as frequencies,
      vector_send(embedding) as embedding,
      (
        select string_agg(vector_send(sentence::vector), '' order by position)
        from unnest(sentences) with ordinality as each (sentence, position)
      ) as sentences
    from passages
    left join passage_embeddings as vectors on vectors.passage_id = passages.id
      and vectors.model = ${embeddingModel}
    where passages.id = any(${sql.param(ids)}::text[])`);
  return rows;
}

interface LoadedRow {
  passage: Entry['passage'];
  frequencies: Record<string, number> | null;
  embedding: Uint8Array | null;
  sentences: Uint8Array | null;
}

function readEntry({ passage, frequencies, embedding, sentences }: LoadedRow): Entry {
  return {
    passage,
    frequencies: new Map(Object.entries(frequencies ?? {})),
    embedding: embedding && (readVectors(embedding)[0] ?? null),
    sentences: sentences ? readVectors(sentences) : [],
  };
}

function arrange(entries: Entry[], revision: number): PassageMemory {
  const dimensions = Math.max(0, ...entries.map(({ embedding }) => embedding?.length ?? 0));
  const vectors = new Float32Array(entries.length * dimensions);
  const postings: PassageMemory['postings'] = new Map();
  let length = 0;
  for (const [place, entry] of entries.entries()) {
    length += entry.passage.length;
    if (entry.embedding?.length === dimensions) {
      const start = place * dimensions;
      vectors.set(entry.embedding, start);
      entry.embedding = vectors.subarray(start, start + dimensions);
    } else {
      entry.embedding = null; // another size cannot be compared
    }
    for (const [term, frequency] of entry.frequencies) {
      const having = postings.get(term) ?? { places: [], frequencies: [] };
      having.places.push(place);
      having.frequencies.push(frequency);
      postings.set(term, having);
    }
  }
  const languages = [...new Set(entries.map(({ passage }) => passage.language))].sort();
  return { revision, entries, postings, dimensions, vectors, length, languages };
}

function remember(key: MemoryKey, memory: PassageMemory): void {
  const name = nameOf(key);
  memories.delete(name);
  memories.set(name, memory);
  let total = [...memories.values()].reduce((sum, each) => sum + weightOf(each), 0);
  for (const [oldest, each] of memories) {
    if (total <= maxPassagesOfAll || oldest === name) break;
    memories.delete(oldest);
    total -= weightOf(each);
  }
}

const weightOf = ({ entries, dimensions }: PassageMemory) =>
  entries.length * Math.max(1, dimensions / usualDimensions);

/** Searches in the copy. */
export function searchMemory(memory: PassageMemory): PassageSearch {
  return {
    findCandidates: async (query) => findInMemory(memory, query),
    async findTerms(prefixes) {
      return [...memory.postings]
        .filter(([term]) => prefixes.some((prefix) => term.startsWith(prefix)))
        .map(([term, { places }]) => ({ term, count: places.length }));
    },
  };
}

function findInMemory(
  memory: PassageMemory,
  { terms, everyday, everydayPassages, queryEmbedding, count }: CandidateQuery,
): Found {
  const { entries, dimensions, vectors } = memory;
  const total = entries.length;
  const averageLength = memory.length / Math.max(total, 1);
  const counts: Record<string, number> = {};
  const scores = new Float64Array(total);
  for (const [index, term] of terms.entries()) {
    const having = memory.postings.get(term);
    if (!having) continue;
    const { places, frequencies } = having;
    counts[term] = places.length;
    const weight = rarity({
      count: places.length + everyday[index]!,
      total: total + everydayPassages,
    });
    for (let at = 0; at < places.length; at++) {
      const place = places[at]!;
      const { length } = entries[place]!.passage;
      const found = { frequency: frequencies[at]!, length, averageLength };
      scores[place]! += weight * saturation(found);
    }
  }
  const isComparable = queryEmbedding?.length === dimensions;
  const question = isComparable ? Float32Array.from(queryEmbedding) : null;
  const cosines = new Float64Array(total).fill(Number.NEGATIVE_INFINITY);
  for (let place = 0; question && place < total; place++) {
    if (entries[place]!.embedding) {
      cosines[place] = dot(question, vectors, place * dimensions);
    }
  }
  const places = new Set([...highest(scores, count, 0), ...highest(cosines, count)]);
  const candidates = [...places].map((place): CandidateRow => {
    const { passage, embedding, sentences } = entries[place]!;
    const isEmbedded = question !== null && embedding !== null;
    return {
      ...passage,
      cosine: isEmbedded ? cosines[place]! : null,
      sentenceCosines: isEmbedded ? sentences.map((sentence) => dot(question, sentence)) : null,
    };
  });
  return { total, averageLength, counts, candidates };
}

/** Places of the highest values above `floor`; of equal ones the first, which has the lower id. */
function highest(values: Float64Array, count: number, floor = Number.NEGATIVE_INFINITY): number[] {
  const best: number[] = [];
  for (let place = 0; place < values.length; place++) {
    const value = values[place]!;
    if (value <= floor) continue;
    let at = best.length;
    while (at > 0 && values[best[at - 1]!]! < value) at--;
    best.splice(at, 0, place);
    if (best.length > count) best.pop();
    if (best.length === count) floor = values[best[count - 1]!]!;
  }
  return best;
}

/**
 * The product of `a` and the vector of `b` that begins at `start`. Four sums at a time: a processor
 * adds them side by side.
 */
function dot(a: Float32Array, b: Float32Array, start = 0): number {
  let [one, two, three, four] = [0, 0, 0, 0];
  const end = a.length - (a.length % 4);
  for (let index = 0; index < end; index += 4) {
    const at = start + index;
    one += a[index]! * b[at]!;
    two += a[index + 1]! * b[at + 1]!;
    three += a[index + 2]! * b[at + 2]!;
    four += a[index + 3]! * b[at + 3]!;
  }
  for (let index = end; index < a.length; index++) one += a[index]! * b[start + index]!;
  return one + two + three + four;
}
