import { cutText } from '@echoai/contract/text';
import { z } from 'zod';

/** Raised when the meaning of the state changes; an older one is rebuilt from the messages. */
const version = 1;
export const maxTopics = 10;
export const maxOpenQuestions = 5;
const maxQuestionLength = 160;

/** What is kept of a conversation beyond its window, in `conversation_sessions.memory_buffer`. */
const stateSchema = z.object({
  version: z.literal(version),
  sessionId: z.string(),
  /** The last message that has left the window and is told in here. */
  throughMessageId: z.string().regex(/^msg_/),
  /** Titles of the knowledge that answers rested on, the latest last. */
  topics: z.array(z.string().max(200)).max(maxTopics),
  /** Questions without an answer so far, the latest last. */
  openQuestions: z.array(z.string().max(maxQuestionLength + 1)).max(maxOpenQuestions),
  /** What a model wrote of it, and up to which message. */
  written: z.object({ text: z.string().max(4_000), throughMessageId: z.string() }).nullable(),
  /** Messages that have left the window since a model was last asked to write. */
  unwritten: z.int().min(0),
});
export type SessionState = z.infer<typeof stateSchema>;

export function emptyState(sessionId: string): SessionState {
  return {
    version,
    sessionId,
    throughMessageId: 'msg_',
    topics: [],
    openQuestions: [],
    written: null,
    unwritten: 0,
  };
}

/**
 * The stored state; null for one that was never stored, and for one that cannot be trusted: of
 * another version or conversation, or damaged.
 * @returns `problem` says what is wrong with it
 */
export function readState(
  stored: unknown,
  sessionId: string,
): { state: SessionState | null; problem: string | null } {
  if (stored === null || stored === undefined) return { state: null, problem: null };
  const parsed = stateSchema.safeParse(stored);
  if (!parsed.success) {
    const { version: found } = (stored ?? {}) as { version?: unknown };
    const isOther = typeof found === 'number' && found !== version;
    return { state: null, problem: isOther ? `version ${found}` : z.prettifyError(parsed.error) };
  }
  if (parsed.data.sessionId !== sessionId) {
    return { state: null, problem: 'it belongs to another conversation' };
  }
  return { state: parsed.data, problem: null };
}

export function shortenQuestion(text: string): string {
  return text.length <= maxQuestionLength ? text : `${cutText(text, maxQuestionLength)}…`;
}
