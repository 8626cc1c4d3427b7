import { definition } from '@echoai/automation/nodes/start_workflow/definition';
import { sql } from 'drizzle-orm';
import { startLater } from '../startExecutions.ts';
import { ActionError, defineAction } from './action.ts';

/** Workflows that may start one another in a row. */
const maxDepth = 10;

export const action = defineAction(definition, {
  async inside(tx, { config: { workflowId, input }, step, services: { engine } }) {
    if (step.depth >= maxDepth)
      throw permanent(`Workflows started one another ${maxDepth} times in a row.`);
    const { rows } = await tx.execute<{ version: number; kind: string }>(sql`
      select active_version as version, trigger_kind as kind from workflows
      where id = ${workflowId} and active_version is not null`);
    const [workflow] = rows;
    if (!workflow) throw permanent('The workflow to start is not active, or not there.');
    const { organisationId, sessionId, externalUserId, effectId } = step;
    const [begun] = await startLater(tx, {
      engine,
      organisationId,
      starts: [
        {
          workflowId,
          version: workflow.version,
          cause: `step ${effectId}`,
          event: { input },
          sessionId,
          externalUserId,
          depth: step.depth + 1,
        },
      ],
    });
    return { outcome: 'next', output: { executionId: begun?.id ?? null } };
  },
});

const permanent = (message: string) => new ActionError(message, { isPermanent: true });
