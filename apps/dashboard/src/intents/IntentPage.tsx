'use client';

import { type Intent, intentEndpoints } from '@echoai/contract';
import { useQueryClient } from '@tanstack/react-query';
import { Target } from 'lucide-react';
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
import { DeleteIntent } from './DeleteIntent';
import { Examples } from './Examples';
import { IntentFields } from './IntentFields';
import { refreshIntents, titleOf, useIntent } from './intentQueries';
import { TrainingState } from './TrainingState';
import { TryIntent } from './TryIntent';

export function IntentPage() {
  const search = useSearchParams();
  const chatbotId = search.get('bot') ?? '';
  const { data, error, refetch } = useIntent({ chatbotId, intentId: search.get('id') ?? '' });
  if (data) return <IntentForm key={data.id} intent={data} />;
  return (
    <>
      <PageHeader title="Intent" before={<BackToIntents chatbotId={chatbotId} />} />
      <div className="px-4 py-4 sm:px-6">
        {error && !isNotFound(error) && <LoadFailure error={error} retry={refetch} />}
        {!error && <Loading />}
        {isNotFound(error) && (
          <EmptyState
            icon={Target}
            title="There is no such intent"
            action={
              <Link href={`/intents?bot=${chatbotId}`} className={buttonStyle()}>
                See all intents
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

function BackToIntents({ chatbotId }: { chatbotId: string }) {
  return <BackLink href={`/intents?bot=${chatbotId}`}>Intents</BackLink>;
}

/** What an owner decides about an intent. */
export type IntentSettings = Omit<Intent, 'id' | 'chatbotId' | 'createdAt' | 'updatedAt'>;
export type IntentForm = ReturnType<typeof useAutosave<IntentSettings>>;

const shape = intentEndpoints.update.body.shape;
const check = <Name extends keyof IntentSettings>(name: Name, value: IntentSettings[Name]) =>
  checkValue(shape[name], value);

function IntentForm({ intent }: { intent: Intent }) {
  const { id: intentId, chatbotId } = intent;
  const queries = useQueryClient();
  const [isDeleting, setDeleting] = useState(false);
  const form = useAutosave<IntentSettings>({
    saved: intent,
    check,
    save: async (body) => {
      const updated = await client.intents.update({ params: { chatbotId, intentId }, body });
      queries.setQueryData(keys.intent(intentId), updated);
      void refreshIntents(queries, chatbotId);
    },
  });
  return (
    <>
      <PageHeader title={titleOf(intent)} before={<BackToIntents chatbotId={chatbotId} />}>
        <SaveState {...form} />
        <TrainingState chatbotId={chatbotId} />
      </PageHeader>
      <div className="w-full max-w-[960px] divide-y px-4 sm:px-6">
        <Section title="Intent" description="What it is called, and what it is for.">
          <IntentFields form={form} />
        </Section>
        <Section
          title="Examples"
          description="Sentences in which visitors say it. Ten that differ are better than fifty alike."
        >
          <Examples chatbotId={chatbotId} intentId={intentId} form={form} />
        </Section>
        <Section title="Try a sentence" description="What the chatbot would take it for.">
          <TryIntent chatbotId={chatbotId} />
        </Section>
        <Section title="Delete" description="Messages that had it keep their label.">
          <Button look="secondary" className="text-danger-ink" onClick={() => setDeleting(true)}>
            Delete this intent …
          </Button>
        </Section>
      </div>
      <DeleteIntent intent={intent} open={isDeleting} onOpenChange={setDeleting} />
    </>
  );
}
