'use client';

import type { Execution } from '@echoai/contract';
import { Notice } from '@/components/Notice';
import { DecideApproval } from './DecideApproval';
import { DecideHeld } from './DecideHeld';
import { ResumeFailed } from './ResumeFailed';

/** What somebody has to do for an execution to go on; nothing when it goes on by itself. */
export function NextMove({ execution }: { execution: Execution }) {
  const move = moveOf(execution);
  return move && <div className="pt-4">{move}</div>;
}

function moveOf(execution: Execution) {
  if (execution.mode === 'shadow')
    return (
      <Notice look="info">
        A shadow: version {execution.version} was simulated on a real event. Nothing of it was sent
        or changed.
      </Notice>
    );
  if (execution.status === 'failed') return <ResumeFailed execution={execution} />;
  if (execution.status === 'held') return <DecideHeld execution={execution} />;
  const asked = execution.steps.find(
    ({ state, waitsFor }) => state === 'waiting' && waitsFor === 'approval',
  );
  if (execution.status === 'waiting' && asked)
    return <DecideApproval key={asked.visit} executionId={execution.id} step={asked} />;
  return null;
}
