import type { WorkflowSummary } from '@echoai/contract';
import { classes } from '@/lib/classes';
import { countInWords } from './countInWords';

/** What became of an automation's executions, in a line. */
export function ExecutionCounts({ open, completed, failed }: WorkflowSummary['executions']) {
  return (
    <span className="flex flex-wrap gap-x-3 text-[13px] text-muted tabular-nums">
      <span>{countInWords(open)} open</span>
      <span>{countInWords(completed)} completed</span>
      <span className={classes(failed > 0 && 'font-medium text-danger-ink')}>
        {countInWords(failed)} failed
      </span>
    </span>
  );
}
