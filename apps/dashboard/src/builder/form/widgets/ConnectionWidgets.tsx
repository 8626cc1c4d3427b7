'use client';

import { providers } from '@echoai/integrations';
import { useQuery } from '@tanstack/react-query';
import { RefreshCw } from 'lucide-react';
import { useDeferredValue, useState } from 'react';
import { Button } from '@/components/Button';
import { Field } from '@/components/Field';
import Link from '@/components/Link';
import { client, explain } from '@/lib/client';
import { keys } from '@/lib/keys';
import { useConnections } from '../../../integrations/connectionQueries';
import { Combobox } from '../Combobox';
import { useFormScope, useProblem, type WidgetProps } from '../formScope';
import { plainText, type Values } from '../values';

/** Which of the provider's connections acts; where there is none, the way to one. */
export function ConnectionWidget({ field, path, value, onChange }: WidgetProps) {
  const { data } = useConnections();
  const problem = useProblem(path);
  const chosen = plainText(field).show(value);
  const own = data?.filter(({ provider }) => provider === field.provider);
  const title = providers[field.provider ?? '']?.title ?? field.provider;
  const connection = own?.find(({ id }) => id === chosen);
  const isGone = chosen !== '' && own !== undefined && !connection;
  const state =
    connection?.status === 'needs-you' ? 'It has to be connected again: see Integrations.' : null;
  return (
    <Field
      label={field.title}
      error={(isGone ? 'It does not exist any more. Choose another one.' : undefined) ?? problem}
      hint={
        own?.length === 0 ? (
          <>
            {title} is not connected yet.{' '}
            <Link href="/integrations" className="rounded text-accent-ink underline">
              Connect it
            </Link>
            .
          </>
        ) : (
          state
        )
      }
    >
      {(control) => (
        <Combobox
          control={control}
          label={field.title}
          value={chosen}
          onChange={onChange}
          options={(own ?? []).map(({ id, name, accountName }) => ({
            value: id,
            label: name,
            ...(accountName === name ? {} : { detail: accountName }),
          }))}
          placeholder="Search"
        />
      )}
    </Field>
  );
}

/** Entries that are read for one search; typing finds the others. */
const most = 300;

/** A value from the provider's own lists, looked up there while one types. */
export function OptionWidget(props: WidgetProps) {
  const { field, path, value, onChange, siblings } = props;
  const { config } = useFormScope();
  const codec = plainText(field);
  const chosen = codec.show(value);
  const problem = useProblem(path);
  const [sought, setSought] = useState('');
  const search = useDeferredValue(sought);
  const connectionId = typeof config.connectionId === 'string' ? config.connectionId : '';
  const { of, missing } = dependencies(field.dependsOn ?? [], { siblings, config });
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: [...keys.options(connectionId), field.list, of, search],
    queryFn: ({ signal }) => readOptions({ connectionId, list: field.list!, of, search, signal }),
    enabled: connectionId !== '' && missing === null,
    staleTime: 60_000,
    placeholderData: (before) => before,
    retry: false,
  });
  const waitsFor = connectionId === '' ? 'the connection' : missing;
  return (
    <Field
      label={field.title}
      error={problem ?? (error ? explain(error) : undefined)}
      hint={waitsFor ? `Choose ${waitsFor} first.` : field.description}
      action={
        !waitsFor && (
          <Button
            look="quiet"
            size="small"
            className="-my-1 -mr-1"
            aria-label={`Read the list of ${field.title} again`}
            disabled={isFetching}
            onClick={() => refetch()}
          >
            <RefreshCw aria-hidden className={isFetching ? 'motion-safe:animate-spin' : ''} />
          </Button>
        )
      }
    >
      {(control) => (
        <Combobox
          control={control}
          label={field.title}
          value={chosen}
          onChange={(text) => onChange(codec.read(text))}
          onSearch={setSought}
          options={(data ?? []).map(({ description, ...option }) => ({
            ...option,
            ...(description ? { detail: description } : {}),
          }))}
          // What cannot be looked up can still be typed.
          isFree={Boolean(error) || Boolean(waitsFor)}
          canClear={field.isOptional}
          placeholder={field.placeholder ?? 'Search'}
        />
      )}
    </Field>
  );
}

/** The values that a list depends on; or the title of the first that is missing. */
function dependencies(
  names: string[],
  { siblings, config }: { siblings: Values; config: Values },
): { of: Record<string, string>; missing: string | null } {
  const of: Record<string, string> = {};
  for (const name of names) {
    const value = siblings[name] ?? config[name];
    if (typeof value !== 'string' || value === '') return { of, missing: `the ${name}` };
    of[name] = value;
  }
  return { of, missing: null };
}

async function readOptions({
  connectionId,
  list,
  of,
  search,
  signal,
}: {
  connectionId: string;
  list: string;
  of: Record<string, string>;
  search: string;
  signal: AbortSignal;
}) {
  const items: { value: string; label: string; description?: string }[] = [];
  let cursor: string | undefined;
  do {
    const page = await client.connections.options({
      params: { connectionId, list },
      query: { search, of: JSON.stringify(of), ...(cursor ? { cursor } : {}) },
      signal,
    });
    items.push(...page.items);
    cursor = page.nextCursor ?? undefined;
  } while (cursor && items.length < most);
  return items;
}
