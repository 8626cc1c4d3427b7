import type { ExecutionSummary } from '@echoai/contract';
import Link from '@/components/Link';
import { Time } from '@/components/Time';
import { ExecutionState } from './ExecutionState';
import { causeInWords, durationInWords } from './words';

export function ExecutionTable({
  executions,
  showAutomation,
}: {
  executions: ExecutionSummary[];
  showAutomation: boolean;
}) {
  return (
    <table className="w-full table-fixed border-collapse">
      <thead className="border-b text-[13px] text-muted">
        <tr>
          <th scope="col" className="py-2 text-left font-medium">
            Execution
          </th>
          <th scope="col" className="w-28 py-2 text-left font-medium sm:w-32">
            State
          </th>
          <th scope="col" className="w-24 py-2 text-right font-medium max-md:hidden">
            Took
          </th>
          <th scope="col" className="w-28 py-2 text-right font-medium max-sm:hidden">
            Began
          </th>
        </tr>
      </thead>
      <tbody className="divide-y">
        {executions.map((execution) => (
          <ExecutionRow key={execution.id} execution={execution} showAutomation={showAutomation} />
        ))}
      </tbody>
    </table>
  );
}

function ExecutionRow({
  execution,
  showAutomation,
}: {
  execution: ExecutionSummary;
  showAutomation: boolean;
}) {
  const { id, workflowName, version, status, cause, error, wakeAt, createdAt, endedAt } = execution;
  return (
    <tr className="relative align-top hover:bg-hover">
      <td className="py-2.5 pr-4">
        <Link
          href={`/automations/execution?id=${id}`}
          className="font-medium after:absolute after:inset-0"
        >
          {showAutomation ? workflowName : causeInWords(cause)}
        </Link>
        <p className="text-[13px] text-muted">
          {showAutomation && `${causeInWords(cause)} · `}version {version}
          <span className="sm:hidden">
            {' · '}
            <Time value={createdAt} />
          </span>
        </p>
        {error && <p className="line-clamp-2 text-[13px] text-danger-ink">{error.message}</p>}
      </td>
      <td className="py-2.5">
        <ExecutionState status={status} />
        {status === 'waiting' && wakeAt && (
          <p className="text-[13px] text-muted">
            <Time value={wakeAt} />
          </p>
        )}
      </td>
      <td className="py-2.5 text-right tabular-nums max-md:hidden">
        {endedAt && durationInWords(Date.parse(endedAt) - Date.parse(createdAt))}
      </td>
      <td className="py-2.5 text-right text-muted max-sm:hidden">
        <Time value={createdAt} />
      </td>
    </tr>
  );
}
