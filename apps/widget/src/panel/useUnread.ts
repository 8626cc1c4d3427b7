import { useEffect, useRef } from 'preact/hooks';
import type { Conversation } from './conversation.ts';
import type { Host } from './host.ts';
import { useStore } from './useStore.ts';

/** Counts the answers that arrive while the panel is closed. */
export function useUnread({
  conversation,
  host,
  isOpen,
}: {
  conversation: Conversation;
  host: Host;
  isOpen: boolean;
}): void {
  const { messages } = useStore(conversation);
  const answers = messages.filter(
    ({ role, state }) => role === 'assistant' && state === 'complete',
  ).length;
  const seen = useRef(0);
  const told = useRef(0);
  useEffect(() => {
    if (isOpen || answers < seen.current) seen.current = answers;
    const count = answers - seen.current;
    if (count === told.current) return;
    told.current = count;
    host.tell({ type: 'unread', count });
  }, [answers, isOpen, host]);
}
