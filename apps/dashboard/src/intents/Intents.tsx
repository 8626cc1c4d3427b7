'use client';

import { Bot, Plus } from 'lucide-react';
import { useState } from 'react';
import { Button, buttonStyle } from '@/components/Button';
import { ChatbotSelect } from '@/components/ChatbotSelect';
import { EmptyState } from '@/components/EmptyState';
import Link from '@/components/Link';
import { LoadFailure } from '@/components/LoadFailure';
import { Loading } from '@/components/Loading';
import { PageHeader } from '@/components/PageHeader';
import { TabPanel, Tabs } from '@/components/Tabs';
import { useChatbots } from '@/lib/useChatbots';
import { useSearch } from '@/lib/useSearch';
import { CreateIntent } from './CreateIntent';
import { EverydayList } from './everyday/EverydayList';
import { IntentList } from './IntentList';
import { Suggestions } from './Suggestions';
import { TrainingState } from './TrainingState';
import { TryIntent } from './TryIntent';

const tabs = {
  intents: 'Intents',
  everyday: 'Everyday',
  try: 'Try a sentence',
  suggestions: 'Suggestions',
};
type Tab = keyof typeof tabs;

/** What visitors may want, by chatbot. */
export function Intents() {
  const { search, setSearch } = useSearch();
  const { data: chatbots, error, refetch } = useChatbots();
  const [isCreating, setCreating] = useState(false);
  const asked = search.get('tab') ?? '';
  const tab: Tab = asked in tabs ? (asked as Tab) : 'intents';
  const chatbot = chatbots?.find(({ id }) => id === search.get('bot')) ?? chatbots?.[0];
  return (
    <>
      <PageHeader title="Intents">
        {chatbot && <TrainingState chatbotId={chatbot.id} />}
        {chatbots && chatbot && chatbots.length > 1 && (
          <ChatbotSelect
            chatbots={chatbots}
            value={chatbot.id}
            onChange={(bot) => setSearch({ bot })}
          />
        )}
        {chatbot && (
          <Button look="primary" onClick={() => setCreating(true)}>
            <Plus aria-hidden />
            New intent
          </Button>
        )}
      </PageHeader>
      <div className="px-4 sm:px-6">
        {error && !chatbots && <LoadFailure error={error} retry={refetch} />}
        {!chatbots && !error && <Loading />}
        {chatbots?.length === 0 && (
          <EmptyState
            icon={Bot}
            title="Intents belong to a chatbot"
            action={
              <Link href="/chatbots" className={buttonStyle({ look: 'primary' })}>
                Create a chatbot
              </Link>
            }
          >
            Create one first. It starts with the usual intents of a shop.
          </EmptyState>
        )}
        {chatbot && (
          <Tabs
            label="Intents"
            value={tab}
            onChange={(next) => setSearch({ tab: next === 'intents' ? null : next })}
            tabs={tabs}
          >
            <TabPanel value="intents">
              <IntentList key={chatbot.id} chatbotId={chatbot.id} />
            </TabPanel>
            <TabPanel value="everyday">
              <EverydayList key={chatbot.id} chatbot={chatbot} />
            </TabPanel>
            <TabPanel value="try">
              <div className="py-4">
                <TryIntent key={chatbot.id} chatbotId={chatbot.id} />
              </div>
            </TabPanel>
            <TabPanel value="suggestions">
              <Suggestions key={chatbot.id} chatbotId={chatbot.id} />
            </TabPanel>
          </Tabs>
        )}
      </div>
      {chatbot && (
        <CreateIntent chatbotId={chatbot.id} open={isCreating} onOpenChange={setCreating} />
      )}
    </>
  );
}
