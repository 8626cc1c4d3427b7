import { Workflow } from 'lucide-react';
import Link from '@/components/Link';
import { Time } from '@/components/Time';
import { ExecutionState } from '@/executions/ExecutionState';
import { useExecutions } from '@/executions/executionQueries';

/** What automations did in a conversation, above the transcript; nothing if none did anything. */
export function ConversationExecutions({ conversationId }: { conversationId: string }) {
  const { data, hasNextPage } = useExecutions({ sessionId: conversationId });
  const executions = data?.pages.flatMap(({ items }) => items) ?? [];
  if (executions.length === 0) return null;
  const count = `${executions.length}${hasNextPage ? '+' : ''}`;
  return (
    <details className="mx-auto w-full max-w-[720px] border-b py-3 text-[13px]">
      <summary className="cursor-pointer font-medium">
        <Workflow aria-hidden className="mr-1.5 inline size-4 align-[-3px] text-muted" />
        <span>Automations</span>
        <span className="ml-2 font-normal text-muted">
          {count === '1' ? '1 execution' : `${count} executions`}
        </span>
      </summary>
      <ul aria-label="Executions" className="mt-2 divide-y">
        {executions.map(({ id, workflowName, status, createdAt }) => (
          <li key={id} className="flex flex-wrap items-center gap-x-4 gap-y-1 py-1.5">
            <Link
              href={`/automations/execution?id=${id}`}
              className="min-w-0 flex-1 truncate text-accent-ink underline underline-offset-2"
            >
              {workflowName}
            </Link>
            <ExecutionState status={status} />
            <span className="w-24 text-right text-muted">
              <Time value={createdAt} />
            </span>
          </li>
        ))}
      </ul>
      {hasNextPage && (
        <Link
          href={`/automations?tab=executions&conversation=${conversationId}`}
          className="mt-1 inline-block text-accent-ink underline underline-offset-2"
        >
          See all of them
        </Link>
      )}
    </details>
  );
}
