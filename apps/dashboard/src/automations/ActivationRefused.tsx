'use client';

import Link from 'next/link';
import { Button, buttonStyle } from '@/components/Button';
import { Dialog, DialogActions } from '@/components/Dialog';
import { useAutomation } from './automationQueries';
import { Diagnostics } from './Diagnostics';
import type { useActivation } from './useActivation';

/** Says why an automation was not switched on. */
export function ActivationRefused({
  activation: { refusal, dismiss },
  linksToPage = false,
}: {
  activation: ReturnType<typeof useActivation>;
  /** Whether to offer the way to the automation's page. */
  linksToPage?: boolean;
}) {
  if (!refusal) return null;
  return <Refusal {...refusal} linksToPage={linksToPage} onClose={dismiss} />;
}

function Refusal({
  workflowId,
  name,
  diagnostics,
  linksToPage,
  onClose,
}: NonNullable<ReturnType<typeof useActivation>['refusal']> & {
  linksToPage: boolean;
  onClose: () => void;
}) {
  const { data: workflow } = useAutomation(workflowId);
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={`${name} cannot be activated yet`}
      description="Nothing was switched. Correct this first:"
    >
      <Diagnostics diagnostics={diagnostics} graph={workflow?.draft} />
      <DialogActions>
        <Button onClick={onClose}>Close</Button>
        {linksToPage && (
          <Link
            href={`/automations/edit?id=${workflowId}`}
            className={buttonStyle({ look: 'primary' })}
          >
            Open the automation
          </Link>
        )}
      </DialogActions>
    </Dialog>
  );
}
