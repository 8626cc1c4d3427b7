import { useEffect, useRef, useState } from 'preact/hooks';
import type { BubbleLabels } from '../protocol.ts';
import type { Conversation } from './conversation.ts';
import type { Host } from './host.ts';
import { inWords, texts } from './texts/texts.ts';
import { useStore } from './useStore.ts';
import type { Visitor } from './visitor.ts';

/**
 * Counts what was answered, by whomever, and has not been seen with the panel open.
 * @returns the count that was last told
 */
export function useUnread({
  conversation,
  visitor: { session },
  host,
  isOpen,
}: {
  conversation: Conversation;
  visitor: Visitor;
  host: Host;
  isOpen: boolean;
}): { current: number } {
  const { messages } = useStore(conversation);
  const [, lookAgain] = useState({});
  const told = useRef(0);
  // Seen in another tab.
  useEffect(() => session.watch(() => lookAgain({})), [session]);
  useEffect(() => {
    const answers = messages
      .filter(({ role, state }) => role === 'assistant' && state === 'complete')
      .map(({ id, key }) => id ?? key);
    const stored = session.read();
    const { seen = '' } = stored;
    // Ids sort by time.
    const unread = answers.filter((id) => id > seen);
    const latest = unread.sort().at(-1);
    if (isOpen && latest && stored.visitorToken) session.write({ ...stored, seen: latest });
    const count = isOpen ? 0 : unread.length;
    if (count === told.current) return;
    told.current = count;
    host.tell({ type: 'unread', count, labels: labelsOf(count) });
  });
  return told;
}

/** What the bubble is called. @param unread how many messages are */
export const labelsOf = (unread: number): BubbleLabels => [
  unread ? texts.openChat + texts.unread(inWords(unread)) : texts.openChat,
  texts.closeChat,
  unread ? inWords(unread) : '',
];
