'use client';

import type { ExecutionStep } from '@echoai/contract';
import { useId, useState } from 'react';
import { client } from '@/lib/client';
import { ApprovalForm, type Decision } from './ApprovalForm';
import { useExecutionAction } from './useExecutionAction';

/** The question that an execution asks the team, and its answer. */
export function DecideApproval({
  executionId,
  step: { input, label },
}: {
  executionId: string;
  step: ExecutionStep;
}) {
  const id = useId();
  const [comment, setComment] = useState('');
  const { mutate, isPending } = useExecutionAction<Decision>({
    act: (decision) =>
      client.executions.decide({ params: { executionId }, body: { decision, comment } }),
    said: (decision) => (decision === 'approved' ? 'Approved' : 'Declined'),
  });
  const { question } = input as { question?: unknown };
  return (
    <section aria-labelledby={id} className="rounded-md border border-line-strong p-4">
      <h2 id={id} className="font-semibold">
        {label}
      </h2>
      <p className="mt-1 mb-4 whitespace-pre-line text-pretty">{String(question ?? '')}</p>
      <ApprovalForm comment={comment} onComment={setComment} onDecide={mutate} isBusy={isPending} />
    </section>
  );
}
