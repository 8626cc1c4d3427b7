import type { ConversationMemory as Memory } from '@echoai/contract';
import { Brain } from 'lucide-react';
import { Time } from '@/components/Time';
import { useConversationMemory } from './conversationQueries';
import { notVerified } from './visitorName';

const proofs: Record<Memory['visitor']['proof'], string> = {
  none: 'Not proven: only this browser’s conversations belong together',
  signature: 'Proven by your site’s signature',
  code: 'Proven by a code sent to the e-mail address',
};

/** What is remembered of a conversation and of its visitor, above the transcript. */
export function ConversationMemory({ conversationId }: { conversationId: string }) {
  const { data } = useConversationMemory(conversationId);
  if (!data) return null;
  const { visitor, summary, facts } = data;
  const email = visitor.email && (visitor.emailProven ? visitor.email : notVerified(visitor.email));
  return (
    <details className="mx-auto w-full max-w-[720px] border-b py-3 text-[13px]">
      <summary className="cursor-pointer font-medium">
        <Brain aria-hidden className="mr-1.5 inline size-4 align-[-3px] text-muted" />
        <span>Memory</span>
        <span className="ml-2 font-normal text-muted">
          {facts.length === 1 ? '1 fact' : `${facts.length} facts`}
        </span>
      </summary>
      <dl className="mt-2 grid grid-cols-[max-content_1fr] gap-x-4 gap-y-2 max-sm:grid-cols-1 max-sm:gap-y-0.5">
        <dt className="text-muted">Visitor</dt>
        <dd>
          {[email, visitor.externalId && `id ${visitor.externalId}`].filter(Boolean).join(', ') ||
            'Anonymous'}
          <span className="block text-muted">{proofs[visitor.proof]}</span>
        </dd>
        <dt className="text-muted">Remembered</dt>
        <dd>
          {facts.length === 0 && (
            <span className="text-muted">
              Nothing yet. What the visitor says of themselves, such as a size or an order, is kept
              for their next conversation.
            </span>
          )}
          <ul className="flex flex-col gap-1">
            {facts.map(({ id, text, createdAt, correctedAt }) => (
              <li key={id}>
                {text}{' '}
                <span className="text-muted">
                  <Time value={correctedAt ?? createdAt} />
                  {correctedAt && ', corrected by the visitor'}
                </span>
              </li>
            ))}
          </ul>
        </dd>
        {summary !== '' && (
          <>
            <dt className="text-muted">So far</dt>
            <dd className="whitespace-pre-wrap">{summary}</dd>
          </>
        )}
      </dl>
    </details>
  );
}
