import type { Message } from '@echoai/contract';
import type { ChatMessage } from './conversation.ts';
import { interrupted } from './failure.ts';

/** A message as the server keeps it. A question without its answer can be sent again. */
export function readStoredMessage(message: Message): ChatMessage {
  const { id, role, content: text, citations, clientMessageId, state, author } = message;
  const isOpen = role === 'user' && state !== 'complete';
  return {
    key: clientMessageId ?? id,
    role,
    text,
    citations,
    person: author === 'person' ? (message.authorName ?? '') : undefined,
    state: isOpen ? 'failed' : 'complete',
    ...(isOpen ? { failure: { ...interrupted, canRetry: clientMessageId !== null } } : {}),
  };
}
