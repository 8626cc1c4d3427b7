'use client';

import type { Execution } from '@echoai/contract';
import { Check, RotateCw } from 'lucide-react';
import { Button } from '@/components/Button';
import { Notice } from '@/components/Notice';
import { client } from '@/lib/client';
import { useExecutionAction } from './useExecutionAction';

/** Nobody but a person can find out whether an effect happened: asks for it. */
export function DecideHeld({
  execution: { id: executionId, error, steps },
}: {
  execution: Execution;
}) {
  const { mutate, isPending } = useExecutionAction<'repeat' | 'skip'>({
    act: (decision) => client.executions.resume({ params: { executionId }, body: { decision } }),
    said: 'The execution goes on',
  });
  const step = steps.findLast(({ state }) => state === 'uncertain');
  return (
    <Notice look="warning">
      <p className="font-medium">Did “{step?.label ?? 'the last step'}” happen?</p>
      <p className="text-pretty">
        The server stopped, or lost the connection, while it was under way, and nothing can tell
        whether it was done. Look where it should have arrived, then decide.
      </p>
      {error && <p className="mt-1 text-[13px] text-muted">{error.message}</p>}
      <div className="mt-2.5 flex flex-wrap gap-2">
        <Button size="small" disabled={isPending} onClick={() => mutate('repeat')}>
          <RotateCw aria-hidden />
          It did not happen: do it
        </Button>
        <Button size="small" disabled={isPending} onClick={() => mutate('skip')}>
          <Check aria-hidden />
          It happened: go on
        </Button>
      </div>
    </Notice>
  );
}
