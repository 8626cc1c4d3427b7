'use client';

import { Bot } from 'lucide-react';
import { buttonStyle } from '@/components/Button';
import { ChatbotSelect } from '@/components/ChatbotSelect';
import { EmptyState } from '@/components/EmptyState';
import Link from '@/components/Link';
import { LoadFailure } from '@/components/LoadFailure';
import { Loading } from '@/components/Loading';
import { PageHeader } from '@/components/PageHeader';
import { TabPanel, Tabs } from '@/components/Tabs';
import { useChatbots } from '@/lib/useChatbots';
import { useSearch } from '@/lib/useSearch';
import { Faqs } from './Faqs';
import { Sources } from './Sources';
import { TryQuestion } from './TryQuestion';

const tabs = { sources: 'Sources', faqs: 'FAQs', try: 'Try a question' };
type Tab = keyof typeof tabs;

export function Knowledge() {
  const { search, setSearch } = useSearch();
  const { data: chatbots, error, refetch } = useChatbots();
  const asked = search.get('tab') ?? '';
  const tab: Tab = asked in tabs ? (asked as Tab) : 'sources';
  const chatbot = chatbots?.find(({ id }) => id === search.get('bot')) ?? chatbots?.[0];
  return (
    <>
      <PageHeader title="Knowledge">
        {chatbots && chatbot && chatbots.length > 1 && (
          <ChatbotSelect
            chatbots={chatbots}
            value={chatbot.id}
            onChange={(bot) => setSearch({ bot })}
          />
        )}
      </PageHeader>
      <div className="px-4 sm:px-6">
        {error && !chatbots && <LoadFailure error={error} retry={refetch} />}
        {!chatbots && !error && <Loading />}
        {chatbots?.length === 0 && (
          <EmptyState
            icon={Bot}
            title="Knowledge belongs to a chatbot"
            action={
              <Link href="/chatbots" className={buttonStyle({ look: 'primary' })}>
                Create a chatbot
              </Link>
            }
          >
            Create one first; then add the pages and FAQs it answers from.
          </EmptyState>
        )}
        {chatbot && (
          <Tabs
            label="Knowledge"
            value={tab}
            onChange={(next) => setSearch({ tab: next === 'sources' ? null : next })}
            tabs={tabs}
          >
            <TabPanel value="sources">
              <Sources key={chatbot.id} chatbotId={chatbot.id} />
            </TabPanel>
            <TabPanel value="faqs">
              <Faqs key={chatbot.id} chatbotId={chatbot.id} />
            </TabPanel>
            <TabPanel value="try">
              <TryQuestion key={chatbot.id} chatbotId={chatbot.id} />
            </TabPanel>
          </Tabs>
        )}
      </div>
    </>
  );
}
