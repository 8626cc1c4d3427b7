'use client';

import { FileUp, Plus, Search } from 'lucide-react';
import { useRef, useState } from 'react';
import { Button } from '@/components/Button';
import { EmptyState } from '@/components/EmptyState';
import { LoadFailure } from '@/components/LoadFailure';
import { Loading } from '@/components/Loading';
import { SearchInput } from '@/components/SearchInput';
import { AddText } from './AddText';
import { DropZone } from './DropZone';
import { SourceTable } from './SourceTable';
import { useSources } from './sourceQueries';
import { UploadList } from './UploadList';
import { acceptedFiles, useUploads } from './useUploads';

/** The documents of a chatbot: add, upload, filter, open. */
export function Sources({ chatbotId }: { chatbotId: string }) {
  const { data: sources, error, refetch } = useSources(chatbotId);
  const [filter, setFilter] = useState('');
  const [isAdding, setAdding] = useState(false);
  const picker = useRef<HTMLInputElement>(null);
  const { uploads, upload, dismiss } = useUploads(chatbotId);

  const words = filter.trim().toLowerCase();
  const shown = sources?.filter(({ title, fileName }) =>
    `${title} ${fileName ?? ''}`.toLowerCase().includes(words),
  );
  const actions = (
    <>
      <Button onClick={() => picker.current?.click()}>
        <FileUp aria-hidden />
        Upload files
      </Button>
      <Button look="primary" onClick={() => setAdding(true)}>
        <Plus aria-hidden />
        Add text
      </Button>
    </>
  );
  return (
    <>
      <div className="flex flex-wrap items-center gap-2 py-3">
        <SearchInput
          label="Filter sources"
          value={filter}
          onChange={setFilter}
          className="min-w-40 flex-1 sm:max-w-72"
        />
        <p role="status" className="text-[13px] text-muted tabular-nums">
          {sources && count(words ? shown!.length : sources.length)}
        </p>
        <div className="ml-auto flex gap-2">{actions}</div>
      </div>
      <input
        ref={picker}
        type="file"
        multiple
        hidden
        accept={acceptedFiles}
        onChange={(event) => {
          void upload([...(event.target.files ?? [])]);
          event.target.value = '';
        }}
      />
      <UploadList uploads={uploads} onDismiss={dismiss} />
      {error && !sources && <LoadFailure error={error} retry={refetch} />}
      {!sources && !error && <Loading />}
      {sources?.length === 0 && (
        <EmptyState icon={FileUp} title="Nothing to answer from yet">
          Add what your visitors ask about: delivery, returns, opening hours, products. Paste text,
          or drop text, Markdown, HTML and PDF files anywhere on this page. Each answer quotes the
          passage it rests on.
        </EmptyState>
      )}
      {shown && sources!.length > 0 && shown.length === 0 && (
        <EmptyState
          icon={Search}
          title={`No source is named like “${filter.trim()}”`}
          action={<Button onClick={() => setFilter('')}>Show all</Button>}
        >
          The filter looks at titles and file names. To look inside, try a question.
        </EmptyState>
      )}
      {shown && shown.length > 0 && <SourceTable chatbotId={chatbotId} sources={shown} />}
      <AddText chatbotId={chatbotId} open={isAdding} onOpenChange={setAdding} />
      <DropZone onDrop={upload} />
    </>
  );
}

const count = (sources: number) => (sources === 1 ? '1 source' : `${sources} sources`);
