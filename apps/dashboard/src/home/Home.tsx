'use client';

import Link from '@/components/Link';
import { LoadFailure } from '@/components/LoadFailure';
import { Loading } from '@/components/Loading';
import { PageHeader } from '@/components/PageHeader';
import { ConversationList } from '@/conversations/ConversationList';
import { allConversations, useConversations } from '@/conversations/conversationQueries';
import { useChatbots } from '@/lib/useChatbots';
import { useMe } from '@/lib/useMe';
import { FirstSteps } from './FirstSteps';

export function Home() {
  const { data: me } = useMe();
  const { data: chatbots, error, refetch } = useChatbots();
  const latest = useConversations(allConversations);
  const conversations = latest.data?.pages[0]?.items;
  return (
    <>
      <PageHeader title="Home" />
      <div className="flex w-full max-w-[960px] flex-col gap-10 px-4 py-6 sm:px-6">
        {error && !chatbots && <LoadFailure error={error} retry={refetch} />}
        {me && chatbots && conversations ? (
          <FirstSteps me={me} chatbots={chatbots} hasConversations={conversations.length > 0} />
        ) : (
          !error && <Loading />
        )}
        {conversations && (
          <section aria-labelledby="latest">
            <div className="flex items-baseline justify-between pb-2">
              <h2 id="latest" className="font-semibold">
                Latest conversations
              </h2>
              {conversations.length > 0 && (
                <Link href="/conversations" className="text-[13px] text-accent-ink hover:underline">
                  All conversations
                </Link>
              )}
            </div>
            {conversations.length === 0 ? (
              <p className="border-t py-4 text-muted">
                None yet. Each question that a visitor asks appears here with its answer.
              </p>
            ) : (
              <div className="border-t">
                <ConversationList
                  conversations={conversations.slice(0, 5)}
                  showChatbot={(chatbots?.length ?? 0) > 1}
                  lineStyle="-mx-2 rounded-md px-2"
                />
              </div>
            )}
          </section>
        )}
      </div>
    </>
  );
}
