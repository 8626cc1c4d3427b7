'use client';

import type { Delivery } from '@echoai/contract';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { CircleCheck, CircleX, Hourglass, RotateCcw, Webhook } from 'lucide-react';
import { type ComponentProps, useState } from 'react';
import { toast } from 'sonner';
import { BackLink } from '@/components/BackLink';
import { Button } from '@/components/Button';
import { EmptyState } from '@/components/EmptyState';
import { Field, Select } from '@/components/Field';
import { Json } from '@/components/Json';
import Link from '@/components/Link';
import { LoadFailure } from '@/components/LoadFailure';
import { Loading } from '@/components/Loading';
import { PageHeader } from '@/components/PageHeader';
import { Status } from '@/components/Status';
import { Time } from '@/components/Time';
import { client, explain } from '@/lib/client';
import { keys } from '@/lib/keys';

const states: Record<
  Delivery['state'],
  Pick<ComponentProps<typeof Status>, 'tone' | 'icon'> & { word: string }
> = {
  delivered: { word: 'Delivered', tone: 'success', icon: CircleCheck },
  waiting: { word: 'Tried again soon', tone: 'neutral', icon: Hourglass },
  failed: { word: 'Failed', tone: 'danger', icon: CircleX },
};

/** The webhooks that automations sent, each to be looked at and sent again. */
export function Deliveries() {
  const [state, setState] = useState<Delivery['state'] | ''>('');
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    {
      queryKey: [...keys.deliveries, state],
      queryFn: ({ pageParam, signal }) =>
        client.deliveries.list({
          query: {
            limit: 30,
            ...(state && { state }),
            ...(pageParam && { cursor: pageParam }),
          },
          signal,
        }),
      initialPageParam: '',
      getNextPageParam: ({ nextCursor }) => nextCursor,
      refetchInterval: 15_000,
    },
  );
  const deliveries = data?.pages.flatMap(({ items }) => items);
  return (
    <>
      <PageHeader title="Webhooks" before={<BackLink href="/integrations">Integrations</BackLink>}>
        <Field label="State" hidesLabel>
          {(control) => (
            <Select
              {...control}
              className="w-44"
              value={state}
              onChange={({ target }) => setState(target.value as typeof state)}
            >
              <option value="">All of them</option>
              <option value="delivered">Delivered</option>
              <option value="waiting">Tried again soon</option>
              <option value="failed">Failed</option>
            </Select>
          )}
        </Field>
      </PageHeader>
      <div className="w-full max-w-[960px] px-4 sm:px-6">
        {error && !data && <LoadFailure error={error} retry={refetch} />}
        {!data && !error && <Loading lines={6} />}
        {deliveries?.length === 0 && (
          <EmptyState
            icon={Webhook}
            title={state ? 'There are none of these' : 'None was sent yet'}
          >
            The node “Send webhook” tells another program what happens. What it sent stands here for
            as long as its execution, and can be sent again.
          </EmptyState>
        )}
        {deliveries && deliveries.length > 0 && (
          <ul aria-label="Deliveries" className="divide-y">
            {deliveries.map((delivery) => (
              <DeliveryRow key={delivery.id} delivery={delivery} />
            ))}
          </ul>
        )}
        {hasNextPage && (
          <Button className="my-4" onClick={() => fetchNextPage()} disabled={isFetchingNextPage}>
            Load more
          </Button>
        )}
      </div>
    </>
  );
}

function DeliveryRow({ delivery }: { delivery: Delivery }) {
  const { id: deliveryId, url, workflowName, executionId, startedAt, redeliveries } = delivery;
  const { word, ...look } = states[delivery.state];
  const queries = useQueryClient();
  const replay = useMutation({
    mutationFn: () => client.deliveries.replay({ params: { deliveryId } }),
    onSuccess: async ({ status, error }) => {
      await queries.invalidateQueries({ queryKey: keys.deliveries });
      if (error) toast.error(error);
      else toast.success(`Sent again: the answer was ${status}`);
    },
    onError: (error) => toast.error(explain(error)),
  });
  const answer = delivery.status === null ? null : `answer ${delivery.status}`;
  const attempts = delivery.attempts === 1 ? null : `${delivery.attempts} attempts`;
  return (
    <li className="flex flex-col gap-1.5 py-3">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
        <div className="min-w-48 flex-1">
          <p className="break-all font-mono text-[13px]">{url}</p>
          <p className="text-[13px] text-muted">
            <Link
              href={`/automations/execution?id=${executionId}`}
              className="rounded text-accent-ink underline underline-offset-2"
            >
              {workflowName}
            </Link>
            {' · '}
            <Time value={startedAt} />
            {[answer, attempts].filter(Boolean).map((fact) => ` · ${fact}`)}
          </p>
        </div>
        <Status {...look}>{word}</Status>
        <Button size="small" disabled={replay.isPending} onClick={() => replay.mutate()}>
          <RotateCcw aria-hidden />
          Send again
        </Button>
      </div>
      {delivery.error && delivery.state !== 'delivered' && (
        <p className="text-[13px] text-danger-ink">{delivery.error}</p>
      )}
      {redeliveries.length > 0 && (
        <ul aria-label="Sent again" className="text-[13px] text-muted">
          {redeliveries.map(({ at, status, error }) => (
            <li key={at}>
              Sent again <Time value={at} />: {error ?? `answer ${status}`}
            </li>
          ))}
        </ul>
      )}
      <Json label="Body" value={delivery.body} />
    </li>
  );
}
