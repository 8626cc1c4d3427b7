import type { Conversation } from '@echoai/contract';
import type { MouseEvent } from 'react';
import Link from '@/components/Link';
import { Time } from '@/components/Time';
import { classes } from '@/lib/classes';
import { AnsweredState } from './AnsweredState';
import { ConversationStatus } from './ConversationStatus';
import { Mood } from './Mood';
import { visitorName } from './visitorName';

export function ConversationList({
  conversations,
  openId,
  showChatbot,
  onOpen,
  lineStyle = 'px-4 sm:px-6',
}: {
  conversations: Conversation[];
  openId?: string | null;
  showChatbot: boolean;
  /** Opens in place; without it, each line leads to the conversations page. */
  onOpen?: (id: string) => void;
  /** Space beside the text of a line. */
  lineStyle?: string;
}) {
  const click = (event: MouseEvent, id: string) => {
    if (!onOpen || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    onOpen(id);
  };
  return (
    <ul className="divide-y border-b">
      {conversations.map((conversation) => {
        const { id, visitor, subject, chatbotName, messageCount, allAnswered, lastMessageAt } =
          conversation;
        const { sentiment, answeredBy, tags } = conversation;
        const isUnhappy = sentiment !== null && Math.min(sentiment.score, sentiment.trend) <= -0.25;
        return (
          <li key={id}>
            <Link
              id={`open-${id}`}
              href={`/conversations?id=${id}`}
              onClick={(event) => click(event, id)}
              aria-current={openId === id ? 'true' : undefined}
              className={classes(
                'block py-2.5 focus-visible:-outline-offset-2',
                lineStyle,
                openId === id ? 'bg-selected' : 'hover:bg-hover',
              )}
            >
              <span className="flex items-baseline justify-between gap-3">
                <span className="min-w-0 truncate font-medium">{visitorName(visitor)}</span>
                <span className="text-[13px] text-muted">
                  <Time value={lastMessageAt} />
                </span>
              </span>
              <span dir="auto" className="block truncate">
                {subject}
              </span>
              <span className="flex items-center gap-3 text-[13px] text-muted">
                {answeredBy === 'person' ? (
                  <ConversationStatus conversation={conversation} />
                ) : (
                  <AnsweredState allAnswered={allAnswered} />
                )}
                {isUnhappy && <Mood {...sentiment} />}
                <span className="shrink-0 tabular-nums">
                  {messageCount === 1 ? '1 message' : `${messageCount} messages`}
                </span>
                {showChatbot && <span className="min-w-0 truncate">{chatbotName}</span>}
              </span>
              {tags.length > 0 && (
                <span className="block truncate text-[13px] text-muted">
                  <span className="sr-only">Tags: </span>
                  {tags.map((tag) => `#${tag}`).join('  ')}
                </span>
              )}
            </Link>
          </li>
        );
      })}
    </ul>
  );
}
