import { termsOf } from '../../knowledge/language.ts';
import { embeddingDimensions } from '../../platform/models/models.ts';
import { isOrder } from './instructions.ts';
import { maxRecallable, maxRecallableLength } from './limits.ts';
import { hasSecret } from './secrets.ts';
import { isQuestion, sentencesOfMessage } from './sentences.ts';

/** A message of the visitor as the database has it. */
export interface ToldMessage {
  id: string;
  sessionId: string;
  text: string;
  /** Milliseconds since 1970. */
  saidAt: number;
  /** Beginning of its answer, when that rested on the knowledge. */
  answer: string | null;
  /** Packed, see `packVector`; zeros where there is none. */
  vector: Uint8Array;
}

/** A message that can be recalled. */
export interface Recallable {
  id: string;
  sessionId: string;
  /** Without what must not be recalled. */
  text: string;
  saidAt: number;
  answer: string | null;
  /** Number of terms. */
  length: number;
  /** Whether the visitor only asked. */
  isAsking: boolean;
  /** Place of the message before it in the same conversation; −1 for the first. */
  previous: number;
}

/** A visitor's messages at one chatbot, ready to be searched. */
export interface History {
  /** In the order of their ids. */
  entries: Recallable[];
  /** Places in `entries` of the messages that have a term, and its frequency in each. */
  postings: Map<string, { places: number[]; frequencies: number[] }>;
  /** The messages' packed vectors one behind the other. */
  vectors: Int8Array;
  /** Length of each vector; 0 where there is none. */
  norms: number[];
  /** Terms of all messages. */
  length: number;
  /** UTF-16 code units of all messages. */
  size: number;
  /** Place of the latest message of each conversation. */
  latest: Map<string, number>;
}

export function emptyHistory(): History {
  const vectors = new Int8Array(0);
  return {
    entries: [],
    postings: new Map(),
    vectors,
    norms: [],
    length: 0,
    size: 0,
    latest: new Map(),
  };
}

/**
 * The history with more messages, in place where they all come behind. Of more than 2,000, or 400,000
 * code units, the latest stay.
 */
export function extendHistory(history: History, told: ToldMessage[]): History {
  const known = new Set(history.entries.slice(-told.length * 2 - 64).map(({ id }) => id));
  const fresh = told.filter(({ id }) => !known.has(id)).sort(byId);
  const last = history.entries.at(-1)?.id ?? '';
  const isBehind = fresh.every(({ id }) => id > last);
  const size = fresh.reduce((sum, { text }) => sum + text.length, history.size);
  const count = history.entries.length + fresh.length;
  if (isBehind && count <= maxRecallable && size <= maxRecallableLength) {
    for (const message of fresh) append(history, message);
    return history;
  }
  // A quarter is given up at once, so that this is rare.
  const kept = history.entries.map((_entry, place) => restore(history, place));
  const all = new Map([...kept, ...fresh].map((message) => [message.id, message]));
  const rebuilt = emptyHistory();
  for (const message of latestOf([...all.values()].sort(byId))) append(rebuilt, message);
  return rebuilt;
}

/** All messages if they are within the bounds; else the latest, within three quarters of them. */
function latestOf(messages: ToldMessage[]): ToldMessage[] {
  const size = messages.reduce((sum, { text }) => sum + text.length, 0);
  if (messages.length <= maxRecallable && size <= maxRecallableLength) return messages;
  let room = 0.75 * maxRecallableLength;
  const lastGivenUp = messages.findLastIndex(({ text }, place) => {
    room -= text.length;
    return room < 0 || messages.length - place > 0.75 * maxRecallable;
  });
  return messages.slice(lastGivenUp + 1);
}

const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1);

function append(history: History, { vector, ...message }: ToldMessage): void {
  const text = recallableText(message.text);
  if (text === '') return;
  const place = history.entries.length;
  const terms = termsOf(text);
  const frequencies = new Map<string, number>();
  for (const term of terms) frequencies.set(term, (frequencies.get(term) ?? 0) + 1);
  for (const [term, frequency] of frequencies) {
    const having = history.postings.get(term) ?? { places: [], frequencies: [] };
    having.places.push(place);
    having.frequencies.push(frequency);
    history.postings.set(term, having);
  }
  const previous = history.latest.get(message.sessionId) ?? -1;
  history.latest.set(message.sessionId, place);
  const isAsking = sentencesOfMessage(text).every(isQuestion);
  history.entries.push({ ...message, text, length: terms.length, isAsking, previous });
  history.length += terms.length;
  history.size += text.length;
  storeVector(history, place, vector);
}

function storeVector(history: History, place: number, packed: Uint8Array): void {
  const start = place * embeddingDimensions;
  if (history.vectors.length < start + embeddingDimensions) {
    const grown = new Int8Array(Math.max(8, Math.ceil(place * 1.5)) * embeddingDimensions);
    grown.set(history.vectors);
    history.vectors = grown;
  }
  const vector = new Int8Array(packed.buffer, packed.byteOffset, packed.byteLength);
  history.vectors.set(vector.subarray(0, embeddingDimensions), start);
  history.norms.push(Math.hypot(...vector));
}

function restore(history: History, place: number): ToldMessage {
  const { id, sessionId, text, saidAt, answer } = history.entries[place]!;
  const start = place * embeddingDimensions;
  const vector = new Uint8Array(history.vectors.slice(start, start + embeddingDimensions).buffer);
  return { id, sessionId, text, saidAt, answer, vector };
}

/** Whether the message at a place has a term. Places are in order, so halving finds it. */
export function hasTerm({ postings }: History, place: number, term: string): boolean {
  const places = postings.get(term)?.places ?? [];
  let [low, high] = [0, places.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (places[middle]! < place) low = middle + 1;
    else high = middle;
  }
  return places[low] === place;
}

/** A message without orders to the chatbot; nothing of it when it holds a secret. */
export function recallableText(text: string): string {
  if (hasSecret(text)) return '';
  const sentences = sentencesOfMessage(text);
  const allowed = sentences.filter((sentence) => !isOrder(sentence));
  return allowed.length === sentences.length ? text.trim() : allowed.join(' ');
}
