import type { PastMessage } from '../messageStore.ts';
import { isAngryMood, type MoveKind, moveKinds, type TalkState } from './move.ts';

/** Where a conversation stands, from its latest messages, oldest first. */
export function readState(history: PastMessage[]): TalkState {
  const replies = history.filter(({ role, author }) => role === 'assistant' && author === null);
  const last = replies.at(-1);
  const kind = moveKinds.find((one) => one === last?.move) ?? null;
  return {
    lastMove: kind satisfies MoveKind | null,
    hasAnswered: replies.some(({ move }) => move !== 'tellConversation'),
    admissions: countAtEnd(replies, ({ answered }) => answered === false),
    angry: countAtEnd(
      history.filter(({ role }) => role === 'user'),
      ({ sentimentScore }) => sentimentScore !== null && isAngryMood(sentimentScore),
    ),
  };
}

function countAtEnd<Item>(items: Item[], fits: (item: Item) => boolean): number {
  const before = items.findLastIndex((item) => !fits(item));
  return items.length - 1 - before;
}
