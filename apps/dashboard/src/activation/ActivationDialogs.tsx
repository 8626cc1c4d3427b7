'use client';

import dynamic from 'next/dynamic';
import { Button } from '@/components/Button';
import { Dialog, DialogActions } from '@/components/Dialog';
import Link from '@/components/Link';
import { executionsInWords } from '@/executions/words';
import { RollBackDialog } from './RollBackDialog';
import { SwitchOffDialog } from './SwitchOffDialog';
import type { Activation } from './useActivation';

/** It knows the kinds of nodes, which are of some size. */
const PublishDialog = dynamic(
  () => import('./PublishDialog').then(({ PublishDialog }) => PublishDialog),
  { ssr: false },
);

/** What is asked before an automation is switched, and what is said after. */
export function ActivationDialogs({
  activation,
  linksToPage = false,
}: {
  activation: Activation;
  /** Whether to offer the way to the automation's page. */
  linksToPage?: boolean;
}) {
  const { asking, moved, dismissMoved } = activation;
  if (moved) return <Stayed moved={moved} onClose={dismissMoved} />;
  if (!asking) return null;
  if (asking.to === 'off') return <SwitchOffDialog activation={activation} switching={asking} />;
  if (asking.to === 'draft')
    return <PublishDialog activation={activation} switching={asking} linksToPage={linksToPage} />;
  return <RollBackDialog activation={activation} switching={asking} version={asking.to} />;
}

/** Which executions could not be moved, and why. */
function Stayed({
  moved: { moved, stayed },
  onClose,
}: {
  moved: NonNullable<Activation['moved']>;
  onClose: () => void;
}) {
  const count = stayed.reduce((sum, reason) => sum + reason.count, 0);
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={`${executionsInWords(count)} ${count === 1 ? 'stays' : 'stay'} on an earlier version`}
      description={`${moved === 0 ? 'None was' : `${executionsInWords(moved)} ${moved === 1 ? 'was' : 'were'}`} moved. The others go on as they began, since the new version has not all that they need:`}
    >
      <ul aria-label="Reasons" className="divide-y border-y">
        {stayed.map(({ reason, count, executionId }) => (
          <li key={reason} className="flex flex-wrap items-baseline gap-x-3 py-2">
            <p className="min-w-48 flex-1 text-pretty">{reason}</p>
            <Link
              href={`/automations/execution?id=${executionId}`}
              className="text-[13px] text-accent-ink underline"
            >
              {count === 1 ? 'See it' : `See one of ${count.toLocaleString('en')}`}
            </Link>
          </li>
        ))}
      </ul>
      <DialogActions>
        <Button look="primary" onClick={onClose}>
          Close
        </Button>
      </DialogActions>
    </Dialog>
  );
}
