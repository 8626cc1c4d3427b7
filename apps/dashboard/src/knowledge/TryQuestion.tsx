'use client';

import { useQuery } from '@tanstack/react-query';
import { ExternalLink, SearchX } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { Button } from '@/components/Button';
import { EmptyState } from '@/components/EmptyState';
import { Input } from '@/components/Field';
import Link from '@/components/Link';
import { LoadFailure } from '@/components/LoadFailure';
import { Loading } from '@/components/Loading';
import { Notice } from '@/components/Notice';
import { client } from '@/lib/client';
import { knowledgePath } from '@/lib/knowledgePath';
import { useSearch } from '@/lib/useSearch';
import { PassageText } from './PassageText';

/** The retrieval that answers visitors, for one question, with its scores. */
export function TryQuestion({ chatbotId }: { chatbotId: string }) {
  const { search, setSearch } = useSearch();
  const asked = search.get('q') ?? '';
  const [question, setQuestion] = useState(asked);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setSearch({ q: question.trim() || null });
  };
  return (
    <div className="max-w-[760px] py-4">
      <form onSubmit={submit} className="flex gap-2">
        <Input
          aria-label="Question"
          placeholder="Can I return worn shoes?"
          maxLength={2000}
          value={question}
          onChange={(event) => setQuestion(event.target.value)}
          autoComplete="off"
        />
        <Button type="submit" look="primary" disabled={question.trim() === ''}>
          Try
        </Button>
      </form>
      {asked ? (
        <Found chatbotId={chatbotId} question={asked} />
      ) : (
        <p className="mt-3 text-pretty text-muted">
          Ask as a visitor would. You see the passages that the answer would rest on, found exactly
          as in the chat; no conversation is made.
        </p>
      )}
    </div>
  );
}

function Found({ chatbotId, question }: { chatbotId: string; question: string }) {
  const { data, error, refetch } = useQuery({
    queryKey: ['search', chatbotId, question],
    queryFn: ({ signal }) =>
      client.sources.search({ params: { chatbotId }, query: { q: question, limit: 8 }, signal }),
    // The knowledge may have changed since.
    gcTime: 0,
  });
  if (error) return <LoadFailure error={error} retry={refetch} />;
  if (!data) return <Loading />;
  return (
    <div className="mt-4 flex flex-col gap-2">
      {data.answerable ? (
        <Notice look="success">The chat would answer from these passages.</Notice>
      ) : (
        <Notice look="warning">
          The chat would say that it does not know.{' '}
          {data.passages.length > 0 && 'The nearest passages are too far from the question. '}
          Add a text or an FAQ that answers it.
        </Notice>
      )}
      {data.passages.length === 0 && (
        <EmptyState icon={SearchX} title="Nothing comes near this question">
          No passage shares its meaning or its words.
        </EmptyState>
      )}
      <ol className="divide-y">
        {data.passages.map(({ id, sourceId, title, headingPath, url, text, score }) => (
          <li key={id} className="py-3">
            <div className="mb-1 flex items-baseline gap-3">
              <Link
                href={knowledgePath({ chatbotId, sourceId })}
                className="min-w-0 flex-1 font-medium hover:underline"
              >
                {title}
              </Link>
              {url && (
                <a
                  href={url}
                  target="_blank"
                  rel="noreferrer"
                  className="inline-flex items-center gap-1 text-[13px] text-accent-ink hover:underline"
                >
                  Page
                  <ExternalLink aria-hidden className="size-3.5" />
                </a>
              )}
              <span className="text-[13px] text-muted tabular-nums">Score {score.toFixed(2)}</span>
            </div>
            <PassageText headingPath={headingPath} text={text} />
          </li>
        ))}
      </ol>
    </div>
  );
}
