'use client';

import type { IntentResult } from '@echoai/contract';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Button } from '@/components/Button';
import { Input } from '@/components/Field';
import { LoadFailure } from '@/components/LoadFailure';
import { Loading } from '@/components/Loading';
import { Notice } from '@/components/Notice';
import { classes } from '@/lib/classes';
import { client } from '@/lib/client';
import { EverydayVerdict } from './everyday/EverydayVerdict';
import { titleOf, useIntentStatus } from './intentQueries';

/** What one sentence is recognised as, with the likeliest intents. */
export function TryIntent({ chatbotId }: { chatbotId: string }) {
  const [typed, setTyped] = useState('');
  const [tried, setTried] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(typed.trim());
  };
  return (
    <div className="max-w-[760px]">
      <form onSubmit={submit} className="flex gap-2">
        <Input
          aria-label="Sentence"
          placeholder="my parcel still isn’t here"
          maxLength={4000}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          autoComplete="off"
        />
        <Button type="submit" look="primary" disabled={typed.trim() === ''}>
          Try
        </Button>
      </form>
      {tried ? (
        <>
          <Recognised chatbotId={chatbotId} text={tried} />
          <EverydayVerdict chatbotId={chatbotId} text={tried} />
        </>
      ) : (
        <p className="mt-3 text-pretty text-muted">
          Write as a visitor would. You see which intent it has, or that it has none of these, and
          whether it is an everyday message, such as thanks.
        </p>
      )}
    </div>
  );
}

function Recognised({ chatbotId, text }: { chatbotId: string; text: string }) {
  const { data: status } = useIntentStatus(chatbotId);
  const { data, error, refetch } = useQuery({
    // A later version may see it otherwise.
    queryKey: ['try-intent', chatbotId, text, status?.version],
    queryFn: ({ signal }) => client.intents.try({ params: { chatbotId }, body: { text }, signal }),
    placeholderData: (before) => before,
  });
  if (error) return <LoadFailure error={error} retry={refetch} />;
  if (!data) return <Loading lines={3} />;
  return (
    <div className="mt-4 flex flex-col gap-3">
      <Verdict result={data} />
      <ol aria-label="Likeliest intents" className="flex flex-col gap-2">
        {data.scores.map((score) => (
          <li key={score.intentId} className="flex items-center gap-3">
            <span className="w-32 shrink-0 truncate text-[13px] sm:w-48">
              {titleOf({ ...score, name: score.intent })}
            </span>
            <span aria-hidden className="h-2 min-w-0 flex-1 rounded-full bg-hover">
              <span
                className={classes(
                  'block h-full rounded-full',
                  score.intent === data.intent ? 'bg-accent' : 'bg-control-line',
                )}
                style={{ width: `${Math.max(1, 100 * score.confidence)}%` }}
              />
            </span>
            <span className="w-10 text-right text-[13px] text-muted tabular-nums">
              {percent(score.confidence)}
            </span>
          </li>
        ))}
      </ol>
    </div>
  );
}

function Verdict({ result: { intent, confidence, scores } }: { result: IntentResult }) {
  const [first] = scores;
  if (!first) {
    return <Notice look="info">Nothing is learned yet. Add examples to an intent first.</Notice>;
  }
  if (intent) {
    return (
      <Notice look="success">
        {titleOf({ title: first.title, name: intent })}, {percent(confidence)} sure.
      </Notice>
    );
  }
  return (
    <Notice look="warning">
      None of these. {titleOf({ title: first.title, name: first.intent })} comes nearest; from 50 %
      on it would count.
    </Notice>
  );
}

const percent = (share: number) => `${Math.round(100 * share)} %`;
