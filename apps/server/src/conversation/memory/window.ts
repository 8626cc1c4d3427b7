import { cutText } from '@echoai/contract/text';
import type { MessageRow } from '../messageStore.ts';
import { countTokens, maxPassedLength, windowExchanges, windowTokens } from './limits.ts';

export type Said = Pick<MessageRow, 'id' | 'role' | 'content'>;

/**
 * The part of a conversation that is passed on as it is: the last ten exchanges, fewer when they
 * are long. It begins with a message of the visitor, and its texts are cut to what the bound counts.
 * @param messages the conversation before the question, or the end of it, oldest first
 */
export function takeWindow<Message extends Said>(messages: Message[]): Message[] {
  const window: Message[] = [];
  let tokens = 0;
  let exchanges = 0;
  for (const message of messages.toReversed()) {
    const content = passedText(message);
    tokens += countTokens(content);
    if (tokens > windowTokens) break;
    window.unshift({ ...message, content });
    if (message.role === 'user') exchanges++;
    if (exchanges === windowExchanges) break;
  }
  const start = window.findIndex(({ role }) => role === 'user');
  return start < 0 ? [] : window.slice(start);
}

/** A message as the model gets it: earlier answers lose their numbers, which meant other passages then. */
function passedText({ role, content }: Said): string {
  const text = role === 'user' ? content : content.replace(/ ?\[\d{1,3}\]/g, '');
  return cutText(text, maxPassedLength);
}
