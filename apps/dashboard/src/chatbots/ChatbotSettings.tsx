'use client';

import { type Chatbot, chatbotEndpoints } from '@echoai/contract';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { BookOpen, Bot } from 'lucide-react';
import { useSearchParams } from 'next/navigation';
import { useState } from 'react';
import { BackLink } from '@/components/BackLink';
import { Button, buttonStyle } from '@/components/Button';
import { EmptyState } from '@/components/EmptyState';
import Link from '@/components/Link';
import { LoadFailure } from '@/components/LoadFailure';
import { Loading } from '@/components/Loading';
import { PageHeader } from '@/components/PageHeader';
import { SaveState } from '@/components/SaveState';
import { Section } from '@/components/Section';
import { client, isNotFound } from '@/lib/client';
import { checkValue } from '@/lib/fieldErrors';
import { keys } from '@/lib/keys';
import { useAutosave } from '@/lib/useAutosave';
import { AllowedOrigins } from './AllowedOrigins';
import { AnswerFields } from './AnswerFields';
import { AppearanceFields } from './AppearanceFields';
import { DeleteChatbot } from './DeleteChatbot';
import { EmbedCode } from './EmbedCode';
import { HandOverFields } from './HandOverFields';
import { LanguageFields } from './LanguageFields';
import { TokenLifetime } from './TokenLifetime';
import { VisitorIdentity } from './VisitorIdentity';
import { WidgetPreview } from './WidgetPreview';

export function ChatbotSettings() {
  const id = useSearchParams().get('id') ?? '';
  const { data, error, refetch } = useQuery({
    queryKey: keys.chatbot(id),
    queryFn: ({ signal }) => client.chatbots.get({ params: { chatbotId: id }, signal }),
  });
  if (data) return <ChatbotForm key={data.id} chatbot={data} />;
  return (
    <>
      <PageHeader title="Chatbot" before={<BackToChatbots />} />
      <div className="px-4 py-4 sm:px-6">
        {error && !isNotFound(error) && <LoadFailure error={error} retry={refetch} />}
        {!error && <Loading />}
        {isNotFound(error) && (
          <EmptyState
            icon={Bot}
            title="There is no such chatbot"
            action={
              <Link href="/chatbots" className={buttonStyle()}>
                See all chatbots
              </Link>
            }
          >
            It may have been deleted.
          </EmptyState>
        )}
      </div>
    </>
  );
}

function BackToChatbots() {
  return <BackLink href="/chatbots">Chatbots</BackLink>;
}

/** What an owner decides about a chatbot; everything but its id, key, times, and what is found out. */
export type Settings = Omit<
  Chatbot,
  'id' | 'publishableKey' | 'languagesFound' | 'createdAt' | 'updatedAt'
>;

const shape = chatbotEndpoints.update.body.shape;
const check = <Name extends keyof Settings>(name: Name, value: Settings[Name]) =>
  checkValue(shape[name], value);

function ChatbotForm({ chatbot }: { chatbot: Chatbot }) {
  const queries = useQueryClient();
  const [isDeleting, setDeleting] = useState(false);
  const form = useAutosave<Settings>({
    saved: chatbot,
    check,
    save: async (body) => {
      const updated = await client.chatbots.update({ params: { chatbotId: chatbot.id }, body });
      queries.setQueryData(keys.chatbot(chatbot.id), updated);
      void queries.invalidateQueries({ queryKey: keys.chatbots, exact: true });
    },
  });
  return (
    <>
      <PageHeader title={chatbot.name} before={<BackToChatbots />}>
        <SaveState {...form} />
        <Link href={`/knowledge?bot=${chatbot.id}`} className={buttonStyle()}>
          <BookOpen aria-hidden />
          Knowledge
        </Link>
      </PageHeader>
      <div className="flex w-full max-w-[1080px] gap-12 px-4 sm:px-6">
        <div className="min-w-0 flex-1 divide-y">
          <Section title="Appearance" description="What visitors see.">
            <AppearanceFields form={form} />
          </Section>
          <Section title="Answers" description="How it speaks, when a model writes the answers.">
            <AnswerFields form={form} />
          </Section>
          <Section
            title="Languages"
            description="What its pages and FAQs are written in. Each may name its own under Knowledge."
          >
            <LanguageFields form={form} found={chatbot.languagesFound} />
          </Section>
          <Section
            title="Handing over to a person"
            description="What happens when a visitor asks for one, or the bot cannot help."
          >
            <HandOverFields form={form} chatbotId={chatbot.id} savedAt={chatbot.updatedAt} />
          </Section>
          <Section title="Sites" description="Where the chatbot may be used.">
            <AllowedOrigins
              origins={form.values.allowedOrigins}
              onChange={(allowedOrigins) => form.change({ allowedOrigins }, { now: true })}
              error={form.errors.allowedOrigins}
            />
          </Section>
          <Section
            title="Put it on your site"
            description="One line before the end of the page’s body."
          >
            <EmbedCode publishableKey={chatbot.publishableKey} />
          </Section>
          <Section
            title="Visitors who sign in"
            description="Your server vouches for them, so that they find their conversations on every device."
          >
            <VisitorIdentity chatbotId={chatbot.id} />
          </Section>
          <Section title="Visitors’ browsers" description="How long they are known.">
            <TokenLifetime form={form} />
          </Section>
          <Section title="Delete" description="Takes its knowledge and conversations with it.">
            <Button look="secondary" className="text-danger-ink" onClick={() => setDeleting(true)}>
              Delete this chatbot …
            </Button>
          </Section>
        </div>
        <aside aria-label="Preview" className="w-72 shrink-0 py-6 max-xl:hidden">
          <div className="sticky top-20">
            <WidgetPreview {...form.values} />
          </div>
        </aside>
      </div>
      <DeleteChatbot chatbot={chatbot} open={isDeleting} onOpenChange={setDeleting} />
    </>
  );
}
