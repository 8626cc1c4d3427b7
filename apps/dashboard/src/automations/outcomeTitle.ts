import type { WorkflowNode } from '@echoai/contract';

/** Ways out that are the same for every node that has them. */
const titles: Record<string, string> = {
  next: 'Next',
  error: 'Error',
  timeout: 'No answer in time',
  answered: 'Answered',
  invalid: 'Not valid',
  valid: 'Valid',
  approved: 'Approved',
  declined: 'Declined',
  true: 'Yes',
  false: 'No',
  open: 'Open',
  closed: 'Closed',
  else: 'Otherwise',
  other: 'In no band',
  each: 'For each item',
  done: 'After the last',
};

/** A way out in words: the owner's, where the node names its ways itself. */
export function outcomeTitle(outcome: string, config?: WorkflowNode['data']['config']): string {
  const named = [config?.cases, config?.bands, config?.parts]
    .flat()
    .find((way): way is { title: string } => isNamed(way) && way.id === outcome);
  return named?.title ?? titles[outcome] ?? outcome;
}

function isNamed(way: unknown): way is { id: string; title: string } {
  return typeof way === 'object' && way !== null && 'id' in way && 'title' in way;
}
