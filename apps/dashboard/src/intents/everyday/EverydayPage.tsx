'use client';

import type { EverydayActSettings } from '@echoai/contract';
import { MessagesSquare } from 'lucide-react';
import { useSearchParams } from 'next/navigation';
import { BackLink } from '@/components/BackLink';
import { buttonStyle } from '@/components/Button';
import { EmptyState } from '@/components/EmptyState';
import Link from '@/components/Link';
import { LoadFailure } from '@/components/LoadFailure';
import { Loading } from '@/components/Loading';
import { PageHeader } from '@/components/PageHeader';
import { SaveState } from '@/components/SaveState';
import { Section } from '@/components/Section';
import { isNotFound } from '@/lib/client';
import { ActSwitch } from './ActSwitch';
import { useEveryday } from './everydayQueries';
import { actTexts, sentenceTexts } from './everydayTexts';
import { useEverydayForm } from './useEverydayForm';
import { WordingFields } from './WordingFields';

/** One kind of everyday message: whether it counts as one, and how its replies are worded. */
export function EverydayPage() {
  const search = useSearchParams();
  const chatbotId = search.get('bot') ?? '';
  const { data: items, error, refetch } = useEveryday(chatbotId);
  const item = items?.find(({ act }) => act === search.get('act'));
  if (item) return <EverydayForm key={item.act} chatbotId={chatbotId} item={item} />;
  const isMissing = items !== undefined || chatbotId === '' || isNotFound(error);
  return (
    <>
      <PageHeader title="Everyday" before={<BackToEveryday chatbotId={chatbotId} />} />
      <div className="px-4 py-4 sm:px-6">
        {error && !isMissing && <LoadFailure error={error} retry={refetch} />}
        {!error && !isMissing && <Loading />}
        {isMissing && (
          <EmptyState
            icon={MessagesSquare}
            title="There is no such message"
            action={
              <Link href="/intents?tab=everyday" className={buttonStyle()}>
                See everyday messages
              </Link>
            }
          >
            Its chatbot may have been deleted.
          </EmptyState>
        )}
      </div>
    </>
  );
}

function BackToEveryday({ chatbotId }: { chatbotId: string }) {
  return <BackLink href={`/intents?tab=everyday&bot=${chatbotId}`}>Everyday</BackLink>;
}

function EverydayForm({ chatbotId, item }: { chatbotId: string; item: EverydayActSettings }) {
  const { act, examples, replies } = item;
  const { title, does } = actTexts[act];
  const form = useEverydayForm({ chatbotId, item });
  return (
    <>
      <PageHeader title={title} before={<BackToEveryday chatbotId={chatbotId} />}>
        <SaveState {...form} />
      </PageHeader>
      <div className="w-full max-w-[1080px] divide-y px-4 sm:px-6">
        <Section title="Message" description="Examples of what visitors write.">
          <ul aria-label="Examples" className="flex flex-wrap gap-2">
            {examples.map((example) => (
              <li key={example} className="rounded-md bg-hover px-2.5 py-1">
                “{example}”
              </li>
            ))}
          </ul>
          <ActSwitch chatbotId={chatbotId} item={item} form={form} />
        </Section>
        {replies.map((reply) => (
          <Section
            key={reply.sentence}
            title={sentenceTexts[reply.sentence]?.title ?? 'Reply'}
            description={sentenceTexts[reply.sentence]?.description ?? 'What visitors read.'}
          >
            <WordingFields chatbotId={chatbotId} reply={reply} form={form} />
          </Section>
        ))}
        {replies.length === 0 && (
          <Section title="Reply" description="What visitors read.">
            <p className="text-muted">{does}, so there is no sentence to word.</p>
          </Section>
        )}
      </div>
    </>
  );
}
