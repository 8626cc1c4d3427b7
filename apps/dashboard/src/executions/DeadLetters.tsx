'use client';

import { MailCheck } from 'lucide-react';
import { useState } from 'react';
import { Button, buttonStyle } from '@/components/Button';
import { EmptyState } from '@/components/EmptyState';
import Link from '@/components/Link';
import { LoadFailure } from '@/components/LoadFailure';
import { Loading } from '@/components/Loading';
import { Time } from '@/components/Time';
import { DecideAllHeld } from './DecideAllHeld';
import { ExecutionState } from './ExecutionState';
import { useDeadLetters } from './executionQueries';
import { ResumeAll } from './ResumeAll';

export type DeadLetter = NonNullable<ReturnType<typeof useDeadLetters>['data']>[number];

/** Executions that do not go on by themselves, by what stopped them. */
export function DeadLetters() {
  const { data: letters, error, refetch } = useDeadLetters();
  const [chosen, setChosen] = useState<DeadLetter>();
  const close = () => setChosen(undefined);
  if (error && !letters) {
    return (
      <div className="py-4">
        <LoadFailure error={error} retry={refetch} />
      </div>
    );
  }
  if (!letters) return <Loading />;
  if (letters.length === 0) {
    return (
      <EmptyState icon={MailCheck} title="Nothing is stuck">
        An execution that failed for good, or of which nobody can tell whether its last effect
        happened, waits here until you resume it. Those with the same cause stand together: correct
        it once, then resume them all.
      </EmptyState>
    );
  }
  return (
    <>
      <ul aria-label="Dead letters" className="divide-y border-b">
        {letters.map((letter) => (
          <li
            key={`${letter.workflowId} ${letter.version} ${letter.status} ${letter.nodeId} ${letter.message}`}
            className="flex flex-wrap items-start gap-x-4 gap-y-2 py-3"
          >
            <Letter letter={letter} onChoose={() => setChosen(letter)} />
          </li>
        ))}
      </ul>
      {chosen?.status === 'failed' && <ResumeAll letter={chosen} onClose={close} />}
      {chosen?.status === 'held' && chosen.nodeId !== null && (
        <DecideAllHeld letter={{ ...chosen, nodeId: chosen.nodeId }} onClose={close} />
      )}
    </>
  );
}

function Letter({ letter, onChoose }: { letter: DeadLetter; onChoose: () => void }) {
  const { workflowName, version, status, nodeId, message, count, lastAt, executionId } = letter;
  return (
    <>
      <div className="min-w-60 flex-1">
        <p className="flex flex-wrap gap-x-3">
          <span className="font-medium">{workflowName}</span>
          <ExecutionState status={status} />
        </p>
        <p className="text-pretty">{message}</p>
        <p className="text-[13px] text-muted tabular-nums">
          {count === 1 ? '1 execution' : `${count} executions`}
          {nodeId && <> at {nodeId}</>}, version {version}, last <Time value={lastAt} />
        </p>
      </div>
      <div className="flex flex-wrap gap-2">
        <Link
          href={`/automations/execution?id=${executionId}`}
          className={buttonStyle({ size: 'small' })}
        >
          {count === 1 ? 'Open it' : 'Open the latest'}
        </Link>
        {status === 'failed' ? (
          <Button size="small" onClick={onChoose}>
            Resume all
            <span className="sr-only"> of {workflowName}</span>
          </Button>
        ) : (
          <>
            <Link
              href={`/automations?tab=executions&status=held&automation=${letter.workflowId}`}
              className={buttonStyle({ size: 'small' })}
            >
              Decide each
            </Link>
            <Button size="small" onClick={onChoose}>
              Decide all
              <span className="sr-only"> of {workflowName}</span>
            </Button>
          </>
        )}
      </div>
    </>
  );
}
