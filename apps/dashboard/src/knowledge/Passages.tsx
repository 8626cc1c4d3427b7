'use client';

import type { Source } from '@echoai/contract';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Button } from '@/components/Button';
import { LoadFailure } from '@/components/LoadFailure';
import { Loading } from '@/components/Loading';
import { client } from '@/lib/client';
import { keys } from '@/lib/keys';
import { PassageText } from './PassageText';

/** The passages that answer now, in the order of the document. */
export function Passages({ source, isOnItsWay }: { source: Source; isOnItsWay: boolean }) {
  const { id: sourceId, chatbotId, passageCount, updatedAt, state } = source;
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    {
      // A source that became ready, or was changed, has other passages.
      queryKey: [...keys.passages(sourceId), state, updatedAt],
      queryFn: ({ pageParam, signal }) =>
        client.sources.passages({
          params: { chatbotId, sourceId },
          query: { limit: 50, ...(pageParam ? { cursor: pageParam } : {}) },
          signal,
        }),
      initialPageParam: '',
      getNextPageParam: ({ nextCursor }) => nextCursor,
    },
  );
  const passages = data?.pages.flatMap(({ items }) => items);
  if (error) return <LoadFailure error={error} retry={refetch} />;
  if (!passages) return <Loading />;
  if (passages.length === 0) {
    return (
      <p className="text-muted">
        {isOnItsWay ? 'They appear here once the source is read.' : 'There are none.'}
      </p>
    );
  }
  return (
    <div className="flex flex-col items-start gap-3">
      <p className="text-[13px] text-muted tabular-nums">
        {passageCount === 1 ? '1 passage' : `${passageCount} passages`}
      </p>
      <ol className="w-full divide-y border-y">
        {passages.map((passage) => (
          <li key={passage.id} className="py-3">
            <PassageText {...passage} />
          </li>
        ))}
      </ol>
      {hasNextPage && (
        <Button onClick={() => fetchNextPage()} disabled={isFetchingNextPage}>
          Show more
        </Button>
      )}
    </div>
  );
}
