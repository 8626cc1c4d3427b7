import { providers } from '@echoai/integrations';
import { useQuery } from '@tanstack/react-query';
import { Contact, ExternalLink } from 'lucide-react';
import { Time } from '@/components/Time';
import { client } from '@/lib/client';
import { isSafeLink } from '@/lib/isSafeLink';
import { keys } from '@/lib/keys';

/** Records of the visitor in connected services, above the transcript; nothing if there are none. */
export function ConversationRecords({ conversationId }: { conversationId: string }) {
  const { data } = useQuery({
    queryKey: keys.records(conversationId),
    queryFn: ({ signal }) => client.connections.records({ params: { conversationId }, signal }),
  });
  const records = data?.items ?? [];
  if (records.length === 0) return null;
  return (
    <section
      aria-label="Records of the visitor"
      className="mx-auto flex w-full max-w-[720px] flex-wrap gap-x-4 gap-y-1 border-b py-3 text-[13px]"
    >
      <h2 className="font-medium">
        <Contact aria-hidden className="mr-1.5 inline size-4 align-[-3px] text-muted" />
        Records
      </h2>
      <ul className="flex min-w-0 flex-1 flex-wrap gap-x-4 gap-y-1">
        {records.map(({ provider, connectionName, type, id, url, updatedAt }) => {
          const name = `${providers[provider]?.title ?? provider} ${type}`;
          return (
            <li key={`${connectionName} ${type} ${id}`} title={connectionName}>
              {url && isSafeLink(url) ? (
                <a
                  href={url}
                  target="_blank"
                  rel="noreferrer"
                  className="rounded text-accent-ink underline underline-offset-2"
                >
                  {name}
                  <ExternalLink aria-hidden className="ml-1 inline size-3 align-baseline" />
                </a>
              ) : (
                name
              )}{' '}
              <span className="text-muted">
                <Time value={updatedAt} />
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
