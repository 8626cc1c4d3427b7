import { useState } from 'react';
import { useAutomation } from '@/automations/automationQueries';
import { Diagnostics } from '@/automations/Diagnostics';
import { diagnosticsOf } from '@/automations/diagnosticsOf';
import { Button } from '@/components/Button';
import { Dialog, DialogActions } from '@/components/Dialog';
import { FieldError } from '@/components/Field';
import { explain } from '@/lib/client';
import { type Move, MoveChoice } from './MoveChoice';
import type { Activation, Switching } from './useActivation';

/** Asks before an earlier version runs again. */
export function RollBackDialog({
  activation: { answer, close, isPending, error },
  switching: { workflowId },
  version,
}: {
  activation: Activation;
  switching: Switching;
  version: number;
}) {
  const { data: workflow } = useAutomation(workflowId);
  const [waiting, setWaiting] = useState<Move>('stay');
  const active = workflow?.activeVersion ?? null;
  const diagnostics = diagnosticsOf(error);
  const isBack = active !== null && version < active;
  const action = isBack ? `Roll back to version ${version}` : `Activate version ${version}`;
  return (
    <Dialog
      open
      onOpenChange={close}
      title={`${action}?`}
      description={`It runs instead of ${active === null ? 'nothing' : `version ${active}`} from then on. The draft stays as it is.`}
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          answer({ waiting, from: active });
        }}
      >
        <MoveChoice
          workflowId={workflowId}
          version={version}
          value={waiting}
          onChange={setWaiting}
        />
        {diagnostics.length > 0 && (
          <Diagnostics diagnostics={diagnostics} graph={workflow?.draft} />
        )}
        {error && diagnostics.length === 0 && <FieldError>{explain(error)}</FieldError>}
        <DialogActions>
          <Button onClick={close}>Cancel</Button>
          <Button type="submit" look="primary" disabled={isPending || !workflow}>
            {action}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
