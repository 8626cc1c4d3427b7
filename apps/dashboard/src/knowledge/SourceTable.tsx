'use client';

import type { Source } from '@echoai/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { File, RotateCw, TextAlignStart } from 'lucide-react';
import { useState } from 'react';
import { toast } from 'sonner';
import { Button } from '@/components/Button';
import Link from '@/components/Link';
import { type Sort, SortableHead, sorted } from '@/components/SortableHead';
import { Time } from '@/components/Time';
import { client, explain } from '@/lib/client';
import { keys } from '@/lib/keys';
import { faultOf, lossOf } from './faultOf';
import { SourceState } from './SourceState';

const columns = {
  title: { label: 'Title', style: 'text-left', compare: byTitle },
  state: {
    label: 'State',
    style: 'w-32 text-left sm:w-48',
    compare: (a: Source, b: Source) => a.state.localeCompare(b.state) || byTitle(a, b),
  },
  passages: {
    label: 'Passages',
    style: 'w-28 text-right max-md:hidden',
    compare: (a: Source, b: Source) => a.passageCount - b.passageCount || byTitle(a, b),
  },
  updated: {
    label: 'Updated',
    style: 'w-32 text-right max-sm:hidden',
    compare: (a: Source, b: Source) => a.updatedAt.localeCompare(b.updatedAt),
    isDescendingFirst: true,
  },
};
type Column = keyof typeof columns;

export function SourceTable({ chatbotId, sources }: { chatbotId: string; sources: Source[] }) {
  const [sort, setSort] = useState<Sort<Column>>({ by: 'updated', isDescending: true });
  const rows = sorted({ rows: sources, columns, sort });
  return (
    <table className="w-full table-fixed border-collapse">
      <SortableHead columns={columns} sort={sort} onSort={setSort} />
      <tbody className="divide-y">
        {rows.map((source) => (
          <SourceRow key={source.id} chatbotId={chatbotId} source={source} />
        ))}
      </tbody>
    </table>
  );
}

function SourceRow({ chatbotId, source }: { chatbotId: string; source: Source }) {
  const Icon = source.type === 'file' ? File : TextAlignStart;
  const fault = faultOf(source);
  const loss = lossOf(source);
  return (
    <tr className="relative align-top hover:bg-hover">
      <td className="py-2.5 pr-4">
        <Link
          href={`/knowledge/source?bot=${chatbotId}&id=${source.id}`}
          className="flex items-start gap-2 font-medium after:absolute after:inset-0"
        >
          <Icon aria-hidden className="mt-0.5 size-4 shrink-0 text-muted" />
          <span className="min-w-0">{source.title}</span>
        </Link>
        <p className="truncate pl-6 text-[13px] text-muted">{describeSource(source)}</p>
      </td>
      <td className="py-2.5 pr-4">
        <SourceState source={source} />
        {loss && <p className="mt-0.5 text-[13px] text-muted">{loss}</p>}
        {source.state === 'ready' && source.isDraft && (
          <p className="mt-0.5 text-[13px] text-muted">
            Marked as a draft. It still answers visitors.
          </p>
        )}
        {fault && (
          <>
            <p className="mt-0.5 text-[13px] text-muted">{fault}</p>
            <RetrySource chatbotId={chatbotId} sourceId={source.id} />
          </>
        )}
      </td>
      <td className="py-2.5 text-right tabular-nums max-md:hidden">{source.passageCount}</td>
      <td className="py-2.5 text-right text-muted max-sm:hidden">
        <Time value={source.updatedAt} />
      </td>
    </tr>
  );
}

/** Reads a source again after a failure; above the row's own link. */
export function RetrySource({ chatbotId, sourceId }: { chatbotId: string; sourceId: string }) {
  const queries = useQueryClient();
  const { mutate, isPending } = useMutation({
    mutationFn: () => client.sources.retry({ params: { chatbotId, sourceId } }),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: keys.source(sourceId) });
      return queries.invalidateQueries({ queryKey: keys.sources(chatbotId) });
    },
    onError: (error) => toast.error(explain(error)),
  });
  return (
    <Button size="small" className="relative mt-1.5" disabled={isPending} onClick={() => mutate()}>
      <RotateCw aria-hidden />
      Retry
    </Button>
  );
}

function byTitle(a: Source, b: Source): number {
  return a.title.localeCompare(b.title);
}

const kinds: Record<string, string> = {
  'application/pdf': 'PDF',
  'text/html': 'HTML',
  'text/markdown': 'Markdown',
  'text/plain': 'Text file',
};

/** `PDF · prices.pdf`, `Text · shop.example/returns`, `Markdown · hours.md · dated 2026-01-31` */
function describeSource({ type, mediaType, fileName, url, documentDate }: Source): string {
  const kind = type === 'text' ? 'Text' : (kinds[mediaType?.split(';')[0] ?? ''] ?? 'File');
  const date = documentDate && `dated ${documentDate}`;
  return [kind, fileName ?? url?.replace(/^https?:\/\//, ''), date].filter(Boolean).join(' · ');
}
