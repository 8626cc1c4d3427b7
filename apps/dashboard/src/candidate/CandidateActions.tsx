import type { CandidateComparison, Workflow } from '@echoai/contract';
import { type FormEvent, useState } from 'react';
import { Button } from '@/components/Button';
import { ConfirmDialog } from '@/components/ConfirmDialog';
import { FieldError } from '@/components/Field';
import { explain } from '@/lib/client';
import { PercentField } from './CandidateForm';
import { useCandidateChange } from './candidateQueries';

/** Promote, another share, roll back. */
export function CandidateActions({
  workflow,
  candidate: { version, mode, share, maxFailureShare },
}: {
  workflow: Workflow;
  candidate: NonNullable<CandidateComparison['candidate']>;
}) {
  const { mutate, isPending, error } = useCandidateChange(workflow.id);
  const [asked, setAsked] = useState<'promote' | 'rolled-back'>();
  const [typed, setTyped] = useState<string>();
  const isCanary = mode === 'canary';
  const next = typed ?? String(Math.min(100, 2 * (share ?? 5)));
  const setCanary = (percent: number) =>
    mutate(
      { to: 'set', settings: { version, mode: 'canary', share: percent, maxFailureShare } },
      { onSuccess: () => setTyped(undefined) },
    );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setCanary(Number(next));
  };
  return (
    <>
      <form onSubmit={submit} className="flex flex-wrap items-end gap-3">
        <PercentField
          label={isCanary ? 'Share of visitors, %' : 'As a canary for, %'}
          least={1}
          value={next}
          onChange={setTyped}
        />
        <Button type="submit" disabled={isPending || Number(next) === share}>
          {isCanary
            ? Number(next) < (share ?? 0)
              ? 'Lower the share'
              : 'Raise the share'
            : 'Go on as a canary'}
        </Button>
      </form>
      <div className="flex flex-wrap gap-2">
        <Button look="primary" disabled={isPending} onClick={() => setAsked('promote')}>
          Promote version {version}
        </Button>
        <Button look="dangerQuiet" disabled={isPending} onClick={() => setAsked('rolled-back')}>
          Roll back
        </Button>
      </div>
      {error && <FieldError>{explain(error)}</FieldError>}
      <ConfirmDialog
        open={asked !== undefined}
        onOpenChange={(isOpen) => !isOpen && setAsked(undefined)}
        title={
          asked === 'promote' ? `Promote version ${version}?` : `Roll back version ${version}?`
        }
        description={
          asked === 'promote'
            ? `It starts for everybody from now on. What version ${workflow.activeVersion} began goes on with it.`
            : isCanary
              ? `Version ${workflow.activeVersion} starts for everybody again. What version ${version} began goes on with it.`
              : 'It is no longer simulated. What it would have done stays in the executions.'
        }
        action={asked === 'promote' ? 'Promote' : 'Roll back'}
        isBusy={isPending}
        onConfirm={() => asked && mutate({ to: asked }, { onSettled: () => setAsked(undefined) })}
      />
    </>
  );
}
