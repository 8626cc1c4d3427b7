import { inMilliseconds } from '@echoai/automation';
import { definition } from '@echoai/automation/nodes/ask_approval/definition';
import type { z } from 'zod';
import type { Transaction } from '../../platform/database/database.ts';
import { tellTeam } from '../../workspace/tellTeam.ts';
import { approvalToken } from '../approvalToken.ts';
import { defineAction, type Performed, type Signal, type Step, type Waits } from './action.ts';
import { sendEmails } from './sendEmails.ts';

type Config = z.output<typeof definition.config>;

/** The team sees the question in the dashboard; approvers get it by e-mail as well. */
export const action = defineAction(definition, {
  isOutside: ({ approvers }) => approvers.length > 0,

  async inside(tx, { config, step }) {
    await announce(tx, config, step);
    return waits(config, step);
  },

  async outside({ config, step, services, signal }) {
    const { config: environment, secret, database } = services;
    await database.withOrganisation(step.organisationId, (tx) => announce(tx, config, step));
    const link = `${environment.publicUrl}/approve?token=${approvalToken(secret, step)}`;
    const text = `${config.question}\n\nApprove or decline: ${link}\n\nAsked by the workflow “${step.workflowName}”.`;
    const subject = `Your approval is asked for: ${step.label}`;
    await sendEmails({ services, to: config.approvers, subject, text, signal });
    return waits(config, step);
  },

  resume: resumeDecision,
});

/** A node that asked goes on: by what was decided, or because nobody did in time. */
export async function resumeDecision(
  _tx: Transaction,
  { step, signal }: { step: Step; signal: Signal | null },
): Promise<Performed> {
  if (signal?.type !== 'decision') return { outcome: 'timeout', output: {} };
  const { decision, comment, decidedBy } = signal;
  const output = { comment, decidedBy, decidedAt: step.now.toISOString() };
  return { outcome: decision, output };
}

function waits({ timeout }: Config, { now }: Step): Waits {
  return { until: new Date(now.getTime() + inMilliseconds(timeout)), for: 'approval' };
}

async function announce(tx: Transaction, { question }: Config, step: Step): Promise<void> {
  const { organisationId, executionId, workflowId, label, effectId } = step;
  await tellTeam(tx, {
    organisationId,
    executionId,
    workflowId,
    cause: `approval ${effectId}`,
    title: `Approval: ${label}`,
    text: question,
  });
}
