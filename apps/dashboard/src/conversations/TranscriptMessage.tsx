import type { Conversation, OperatorMessage } from '@echoai/contract';
import {
  Bot,
  CircleAlert,
  CircleHelp,
  Headset,
  LoaderCircle,
  type LucideIcon,
  UserRound,
  Workflow,
} from 'lucide-react';
import { Choices } from '@/components/Choices';
import { ErrorBoundary } from '@/components/ErrorBoundary';
import { Markdown } from '@/components/Markdown';
import { Status } from '@/components/Status';
import { Time } from '@/components/Time';
import { CitationPopover } from './CitationPopover';
import { MessageLabels } from './MessageLabels';
import { ToolCalls } from './ToolCalls';
import { visitorName } from './visitorName';

type Author = OperatorMessage['author'];

const icons: Record<Author, LucideIcon> = {
  visitor: UserRound,
  bot: Bot,
  automation: Workflow,
  person: Headset,
};

export function TranscriptMessage({
  message,
  conversation: { chatbotId, chatbotName, visitor },
}: {
  message: OperatorMessage;
  conversation: Conversation;
}) {
  const { author, authorName, content, state, answered, citations, choices, toolCalls, createdAt } =
    message;
  const isVisitor = author === 'visitor';
  const Icon = icons[author];
  const names: Record<Author, string> = {
    visitor: visitorName(visitor),
    bot: chatbotName,
    automation: 'Automation',
    person: authorName ?? 'The team',
  };
  return (
    <article className="grid grid-cols-[24px_1fr] gap-x-3">
      <span className="flex size-6 items-center justify-center rounded-full bg-hover text-muted">
        <Icon aria-hidden className="size-3.5" />
      </span>
      <div className="min-w-0">
        <p className="flex flex-wrap items-baseline gap-x-2">
          <span className="font-medium">{names[author]}</span>
          <span className="text-[13px] text-muted">
            <Time value={createdAt} />
          </span>
        </p>
        <div className="mt-0.5">
          {isVisitor ? (
            <p dir="auto" className="whitespace-pre-wrap">
              {content}
            </p>
          ) : (
            <ErrorBoundary
              instead={
                <p dir="auto" className="whitespace-pre-wrap break-words">
                  {content}
                </p>
              }
            >
              <Markdown
                text={content}
                renderCitation={(n) => {
                  const citation = citations.find((candidate) => candidate.n === n);
                  return (
                    citation && (
                      <CitationPopover chatbotId={chatbotId} citation={citation} isMarker />
                    )
                  );
                }}
              />
            </ErrorBoundary>
          )}
        </div>
        {isVisitor && <MessageLabels message={message} />}
        {citations.length > 0 && (
          <ul aria-label="Sources of this answer" className="mt-2 flex flex-wrap gap-x-4 gap-y-1">
            {citations.map((citation) => (
              <li key={citation.n} className="min-w-0">
                <CitationPopover chatbotId={chatbotId} citation={citation} />
              </li>
            ))}
          </ul>
        )}
        <ToolCalls calls={toolCalls} />
        <Choices choices={choices} />
        <div className="mt-1 text-[13px] empty:hidden">
          {answered === false && (
            <Status tone="warning" icon={CircleHelp}>
              Not in the knowledge
            </Status>
          )}
          {state === 'pending' && (
            <Status tone="neutral" icon={LoaderCircle} isSpinning>
              Being answered
            </Status>
          )}
          {state === 'failed' && (
            <Status tone="danger" icon={CircleAlert}>
              Not answered; the visitor can try again
            </Status>
          )}
        </div>
      </div>
    </article>
  );
}
