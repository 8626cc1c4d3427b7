import { api } from '@echoai/contract';
import { sql } from 'drizzle-orm';
import type { Database, Transaction } from '../platform/database/database.ts';
import { notFound } from '../platform/errors.ts';
import type { Implement } from '../platform/http/api.ts';
import { createLimit } from '../platform/http/limits.ts';
import { byId, pageOfRows, readCursor } from '../platform/http/paging.ts';
import { readApprovalToken } from './approvalToken.ts';
import type { Automation } from './automation.ts';
import {
  cancelExecutions,
  decideApproval,
  resumeExecution,
  resumeFailed,
  resumeHeld,
} from './executionActions.ts';
import { listDeadLetters, listExecutions, readExecution } from './executionReads.ts';
import { moveExecution } from './moveExecutions.ts';
import { readWorkflow } from './workflowStore.ts';

/** Executions over the API, and approvals by link. */
export function addExecutionRoutes({
  implement,
  database,
  automation,
  secret,
}: {
  implement: Implement;
  database: Database;
  automation: Automation;
  secret: string;
}): void {
  const { engine } = automation;

  implement(api.executions.list, ({ operator, query: { limit, cursor, ...filter } }) =>
    database.withOrganisation(operator.organisationId, async (tx) => {
      // Above every id that there is.
      const before = readCursor(cursor, byId)?.[0] ?? 'exf';
      const rows = await listExecutions(tx, { before, limit: limit + 1, ...filter });
      return pageOfRows({ rows, limit, cursorOf: ({ id }) => [id] });
    }),
  );

  implement(api.executions.deadLetters, ({ operator }) =>
    database.withOrganisation(operator.organisationId, async (tx) => ({
      items: await listDeadLetters(tx),
    })),
  );

  implement(api.executions.resumeMany, ({ operator: { organisationId }, body }) =>
    database.withOrganisation(organisationId, async (tx) => {
      await readWorkflow(tx, body.workflowId);
      const { resumed } = await resumeFailed(tx, { engine, organisationId, ...body });
      return { resumed };
    }),
  );

  implement(api.executions.resumeHeld, ({ operator: { organisationId }, body }) =>
    database.withOrganisation(organisationId, async (tx) => {
      await readWorkflow(tx, body.workflowId);
      return { resumed: await resumeHeld(tx, { engine, organisationId, ...body }) };
    }),
  );

  implement(api.executions.get, ({ operator, params: { executionId } }) =>
    database.withOrganisation(operator.organisationId, (tx) => readExecution(tx, executionId)),
  );

  implement(
    api.executions.resume,
    ({ operator: { organisationId }, params: { executionId }, body }) =>
      database.withOrganisation(organisationId, async (tx) => {
        await resumeExecution(tx, { engine, organisationId, executionId, ...body });
        return readExecution(tx, executionId);
      }),
  );

  implement(api.executions.cancel, async ({ operator, params: { executionId: id } }) => {
    const cancelled = await database.withOrganisation(operator.organisationId, async (tx) => {
      await cancelExecutions(tx, { id });
      return readExecution(tx, id);
    });
    automation.abort(id);
    return cancelled;
  });

  implement(api.executions.move, ({ operator, params: { executionId }, body: { version } }) =>
    database.withOrganisation(operator.organisationId, async (tx) => {
      await moveExecution(tx, { executionId, version });
      return readExecution(tx, executionId);
    }),
  );

  implement(api.executions.decide, ({ operator, params: { executionId }, body }) =>
    database.withOrganisation(operator.organisationId, async (tx) => {
      const { organisationId, user } = operator;
      const decidedBy = user?.name ?? 'a program';
      await decideApproval(tx, { engine, organisationId, executionId, decidedBy, ...body });
      return readExecution(tx, executionId);
    }),
  );

  const limitLinks = createLimit({ name: 'approval-links', by: 'address', allowance: 60 });
  const readLink = (token: string) => {
    const step = readApprovalToken(secret, token);
    if (!step) throw notFound('approval');
    return step;
  };

  implement(api.approvals.get, async ({ params: { token }, context }) => {
    limitLinks.take(context.get('address'));
    const { organisationId, ...step } = readLink(token);
    return database.withOrganisation(organisationId, (tx) => readApproval(tx, step));
  });

  implement(api.approvals.decide, async ({ params: { token }, body, context }) => {
    limitLinks.take(context.get('address'));
    const { organisationId, ...step } = readLink(token);
    return database.withOrganisation(organisationId, async (tx) => {
      const decidedBy = 'an approval link';
      await decideApproval(tx, { engine, organisationId, decidedBy, ...step, ...body });
      return { ...(await readApproval(tx, step)), isOpen: false };
    });
  });
}

async function readApproval(
  tx: Transaction,
  { executionId, visit }: { executionId: string; visit: number },
) {
  const { rows } = await tx.execute<{
    workflowName: string;
    question: string;
    isOpen: boolean;
  }>(sql`
    select w.name as "workflowName", s.input ->> 'question' as question,
      s.state = 'waiting' and s.waits_for = 'approval' and s.signals = '[]' as "isOpen"
    from execution_steps s join workflow_executions e on e.id = s.execution_id
    join workflows w on w.id = e.workflow_id
    where s.execution_id = ${executionId} and s.visit = ${visit}`);
  if (!rows[0]) throw notFound('approval');
  return rows[0];
}
