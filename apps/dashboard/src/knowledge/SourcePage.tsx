'use client';

import { FileX, Trash2 } from 'lucide-react';
import { useSearchParams } from 'next/navigation';
import { useState } from 'react';
import { BackLink } from '@/components/BackLink';
import { Button, buttonStyle } from '@/components/Button';
import { EmptyState } from '@/components/EmptyState';
import Link from '@/components/Link';
import { LoadFailure } from '@/components/LoadFailure';
import { Loading } from '@/components/Loading';
import { Notice } from '@/components/Notice';
import { PageHeader } from '@/components/PageHeader';
import { Section } from '@/components/Section';
import { isNotFound } from '@/lib/client';
import { DeleteSource } from './DeleteSource';
import { FileFields } from './FileFields';
import { faultOf, lossOf } from './faultOf';
import { Passages } from './Passages';
import { SourceState } from './SourceState';
import { RetrySource } from './SourceTable';
import { isOnItsWay, useSource } from './sourceQueries';
import { TextForm } from './TextForm';

export function SourcePage() {
  const search = useSearchParams();
  const chatbotId = search.get('bot') ?? '';
  const sourceId = search.get('id') ?? '';
  const { data: source, error, refetch } = useSource({ chatbotId, sourceId });
  const [isDeleting, setDeleting] = useState(false);
  const back = <BackLink href={`/knowledge?bot=${chatbotId}`}>Knowledge</BackLink>;
  if (!source) {
    return (
      <>
        <PageHeader title="Source" before={back} />
        <div className="px-4 py-4 sm:px-6">
          {error && !isNotFound(error) && <LoadFailure error={error} retry={refetch} />}
          {!error && <Loading />}
          {isNotFound(error) && (
            <EmptyState
              icon={FileX}
              title="There is no such source"
              action={
                <Link href={`/knowledge?bot=${chatbotId}`} className={buttonStyle()}>
                  See all sources
                </Link>
              }
            >
              It may have been deleted since the answer that cites it.
            </EmptyState>
          )}
        </div>
      </>
    );
  }
  const fault = faultOf(source);
  const loss = lossOf(source);
  return (
    <>
      <PageHeader title={source.title} before={back}>
        <span role="status" className="flex text-[13px]">
          <SourceState source={source} />
        </span>
        <Button onClick={() => setDeleting(true)}>
          <Trash2 aria-hidden />
          Delete
        </Button>
      </PageHeader>
      <div className="w-full max-w-[960px] px-4 sm:px-6">
        {fault && (
          <div className="pt-4">
            <Notice
              look="danger"
              action={<RetrySource chatbotId={chatbotId} sourceId={sourceId} />}
            >
              {fault}
              {source.passageCount > 0 && ' The passages read before go on answering.'}
            </Notice>
          </div>
        )}
        {loss && (
          <div className="pt-4">
            <Notice look="warning">{loss}</Notice>
          </div>
        )}
        {source.state === 'ready' && source.isDraft && (
          <div className="pt-4">
            <Notice look="warning">
              This source is marked as a draft. The chatbot still answers from it: delete it if
              visitors should not read it yet.
            </Notice>
          </div>
        )}
        <div className="divide-y">
          {source.type === 'text' ? (
            <Section
              title="Text"
              description="Saving reads it again; the passages now go on answering until then."
            >
              <TextForm key={source.id} source={source} />
            </Section>
          ) : (
            <Section title="File" description="What the passages below were read from.">
              <FileFields key={source.id} source={source} />
            </Section>
          )}
          <Section
            title="Passages"
            description="What answers quote. Headings become the path above each passage."
          >
            <Passages source={source} isOnItsWay={isOnItsWay(source)} />
          </Section>
        </div>
      </div>
      <DeleteSource source={source} open={isDeleting} onOpenChange={setDeleting} />
    </>
  );
}
