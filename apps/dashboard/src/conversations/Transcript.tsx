'use client';

import { ChevronLeft, MessageSquareX, X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { Button } from '@/components/Button';
import { EmptyState } from '@/components/EmptyState';
import { LoadFailure } from '@/components/LoadFailure';
import { Loading } from '@/components/Loading';
import { PageHeader } from '@/components/PageHeader';
import { isNotFound } from '@/lib/client';
import { AnsweredState } from './AnsweredState';
import { ConversationExecutions } from './ConversationExecutions';
import { ConversationMemory } from './ConversationMemory';
import { ConversationRecords } from './ConversationRecords';
import { useTranscript } from './conversationQueries';
import { Mood } from './Mood';
import { Reply } from './Reply';
import { Tags } from './Tags';
import { TranscriptMessage } from './TranscriptMessage';
import { visitorName } from './visitorName';

/** A conversation from its first message to its last. */
export function Transcript({
  conversationId,
  onClose,
}: {
  conversationId: string;
  onClose: () => void;
}) {
  const { data, error, refetch } = useTranscript(conversationId);
  const pane = useRef<HTMLDivElement>(null);
  const count = data?.messages.length;
  // Opens at the latest message, and follows when one arrives.
  useEffect(() => {
    if (!count) return;
    pane.current?.scrollTo({ top: pane.current.scrollHeight });
    // On a narrow screen it is the page that scrolls.
    scrollTo({ top: document.body.scrollHeight });
  }, [count]);
  const name = data ? visitorName(data.conversation.visitor) : 'Conversation';
  return (
    <div className="flex flex-col max-lg:min-h-full lg:h-dvh">
      <PageHeader
        title={name}
        before={
          <Button look="quiet" size="small" className="-ml-2 lg:hidden" onClick={onClose}>
            <ChevronLeft aria-hidden />
            <span className="max-sm:sr-only">Back</span>
          </Button>
        }
        level={2}
      >
        {data && (
          <>
            <span className="text-[13px] text-muted max-sm:hidden">
              {data.conversation.chatbotName}
            </span>
            {data.conversation.sentiment && (
              <span className="flex text-[13px] max-sm:hidden">
                <Mood {...data.conversation.sentiment} />
              </span>
            )}
            <span className="flex text-[13px]">
              <AnsweredState allAnswered={data.conversation.allAnswered} />
            </span>
          </>
        )}
        <Button look="quiet" size="small" className="max-lg:hidden" onClick={onClose}>
          <X aria-hidden />
          Close
        </Button>
      </PageHeader>
      {data && <Tags conversation={data.conversation} />}
      <div
        ref={pane}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
        tabIndex={0}
        className="flex-1 px-4 focus-visible:-outline-offset-2 sm:px-6 lg:min-h-0 lg:overflow-y-auto"
      >
        {error && !data && !isNotFound(error) && (
          <div className="py-4">
            <LoadFailure error={error} retry={refetch} />
          </div>
        )}
        {isNotFound(error) && (
          <EmptyState icon={MessageSquareX} title="There is no such conversation">
            It may have been deleted with its chatbot.
          </EmptyState>
        )}
        {!data && !error && <Loading />}
        {data && <ConversationMemory conversationId={conversationId} />}
        {data && <ConversationRecords conversationId={conversationId} />}
        {data && <ConversationExecutions conversationId={conversationId} />}
        {data && (
          <ol className="mx-auto flex max-w-[720px] flex-col gap-6 py-6">
            {data.messages.map((message) => (
              <li key={message.id}>
                <TranscriptMessage message={message} conversation={data.conversation} />
              </li>
            ))}
          </ol>
        )}
      </div>
      {data && <Reply conversation={data.conversation} />}
    </div>
  );
}
