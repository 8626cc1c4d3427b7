import type { WorkflowSummary } from '@echoai/contract';
import { classes } from '@/lib/classes';

/** What became of an automation's executions, in a line. */
export function ExecutionCounts({ open, completed, failed }: WorkflowSummary['executions']) {
  return (
    <span className="flex flex-wrap gap-x-3 text-[13px] text-muted tabular-nums">
      <span>{open} open</span>
      <span>{completed} completed</span>
      <span className={classes(failed > 0 && 'font-medium text-danger-ink')}>{failed} failed</span>
    </span>
  );
}
