'use client';

import type { IntentSuggestion } from '@echoai/contract';
import { MessageSquarePlus, Plus } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/Button';
import { EmptyState } from '@/components/EmptyState';
import { Select } from '@/components/Field';
import { LoadFailure } from '@/components/LoadFailure';
import { Loading } from '@/components/Loading';
import { titleOf, useAddExample, useIntentSuggestions, useIntents } from './intentQueries';

/** Recent messages that would teach most as an example, each with the intent it is near. */
export function Suggestions({ chatbotId }: { chatbotId: string }) {
  const { data: suggestions, error, refetch } = useIntentSuggestions(chatbotId);
  const [added, setAdded] = useState<string[]>([]);
  const shown = suggestions?.filter(({ messageId }) => !added.includes(messageId));
  if (error && !suggestions) return <LoadFailure error={error} retry={refetch} />;
  if (!shown) return <Loading />;
  if (shown.length === 0) {
    return (
      <EmptyState icon={MessageSquarePlus} title="Nothing to suggest now">
        When visitors write something that is nearly recognised, it stands here, and one click makes
        it an example. The last 200 messages are looked at.
      </EmptyState>
    );
  }
  return (
    <>
      <p className="py-3 text-pretty text-muted">
        Visitors wrote these, and they are nearly recognised, or hardly. Add each to the intent it
        has; leave those that have none.
      </p>
      <ul aria-label="Suggestions" className="divide-y border-t">
        {shown.map((suggestion) => (
          <Suggestion
            key={suggestion.messageId}
            chatbotId={chatbotId}
            suggestion={suggestion}
            onAdded={() => setAdded((ids) => [...ids, suggestion.messageId])}
          />
        ))}
      </ul>
    </>
  );
}

function Suggestion({
  chatbotId,
  suggestion: { text, intentId: likeliest, confidence },
  onAdded,
}: {
  chatbotId: string;
  suggestion: IntentSuggestion;
  onAdded: () => void;
}) {
  const { data: intents = [] } = useIntents(chatbotId);
  const [intentId, setIntentId] = useState(likeliest);
  const add = useAddExample(chatbotId);
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 py-2">
      <p className="min-w-60 flex-1">
        {text}{' '}
        <span className="whitespace-nowrap text-[13px] text-muted tabular-nums">
          {Math.round(100 * confidence)} %
        </span>
      </p>
      <div className="flex items-center gap-2">
        <Select
          aria-label={`Intent of ${text}`}
          value={intentId}
          onChange={(event) => setIntentId(event.target.value)}
          className="w-44"
        >
          {intents.map((intent) => (
            <option key={intent.id} value={intent.id}>
              {titleOf(intent)}
            </option>
          ))}
        </Select>
        <Button
          disabled={add.isPending}
          aria-label={`Add ${text}`}
          onClick={() => add.mutate({ intentId, text }, { onSuccess: onAdded })}
        >
          <Plus aria-hidden />
          Add
        </Button>
      </div>
    </li>
  );
}
