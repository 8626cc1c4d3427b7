import { sql } from 'drizzle-orm';
import type { Transaction } from '../../platform/database/database.ts';
import { textArray } from '../../platform/database/sqlValues.ts';
import type { Services } from '../actions/action.ts';
import { claimExecutions, notifyOfFailures, storeChanges } from '../executionStore.ts';
import { keyOf, openWorkflows } from '../openWorkflow.ts';
import { advanceExecution } from './advanceExecution.ts';
import { type Change, type Execution, unreadable } from './execution.ts';
import { createFacts } from './facts.ts';
import { createPerformInside } from './performInside.ts';
import { sideBySide } from './sideBySide.ts';

/** Executions that one transaction advances, and nodes of each. */
export const wholeBatch = { limit: 50, nodesAtOnce: 50 };

/**
 * Milliseconds after which a batch takes no further execution: on PGlite, which has one connection,
 * everybody else waits for so long.
 */
const batchMs = 25;

/**
 * One transaction: executions of an organisation advance as far as our own database allows, in the
 * order in which they began. Nobody else advances the organisation's meanwhile.
 * @returns whether some are left, and whether some wait to be performed outside
 */
export async function advanceBatch(
  tx: Transaction,
  {
    services,
    organisationId,
    limit,
    nodesAtOnce,
  }: { services: Services; organisationId: string; limit: number; nodesAtOnce: number },
): Promise<{ isMore: boolean; needsOutside: boolean }> {
  await tx.execute(
    sql`select pg_advisory_xact_lock(hashtextextended('automation ' || ${organisationId}, 0))`,
  );
  const claimed = await claimExecutions(tx, { organisationId, isOutside: false, limit });
  const { executions, now } = claimed;
  await lockConversations(tx, executions);
  const workflows = await openWorkflows(tx, executions);
  const facts = createFacts(
    tx,
    executions.map(({ sessionId }) => sessionId),
  );
  let hasBegun = false;
  // What nodes begin is of the same organisation: one turn for all of it.
  const engine = {
    ...services.engine,
    async enqueue() {
      hasBegun = true;
    },
  };
  const performInside = createPerformInside(tx);
  const tools = {
    tx,
    organisationId,
    services: { ...services, engine },
    performInside,
    facts,
    nodesAtOnce,
    now,
  };
  const changes: Change[] = [];
  /** Conversations in which an execution is to perform something outside: later ones wait. */
  const blocked = new Set<string>();
  const began = Date.now();
  await sideBySide(byVisitor(executions), async (ofVisitor) => {
    for (const execution of ofVisitor) {
      if (changes.length > 0 && Date.now() - began > batchMs) break;
      if (execution.sessionId && blocked.has(execution.sessionId)) continue;
      const workflow = workflows.get(keyOf(execution));
      const change = workflow
        ? await advanceExecution(execution, workflow, tools)
        : unreadable(execution);
      changes.push(change);
      if (change.status === 'pending' && execution.sessionId) blocked.add(execution.sessionId);
    }
  });
  await storeChanges(tx, { organisationId, changes });
  await notifyOfFailures(tx, { organisationId, failures: failuresOf(changes, executions) });
  return {
    isMore:
      hasBegun ||
      executions.length === limit ||
      changes.length < executions.length ||
      changes.some(({ status, needsOutside }) => status === 'pending' && !needsOutside),
    needsOutside: claimed.needsOutside || changes.some(({ needsOutside }) => needsOutside),
  };

  function failuresOf(changes: Change[], executions: Execution[]) {
    const byId = new Map(executions.map((execution) => [execution.id, execution]));
    return changes.flatMap(({ id, status, error }) => {
      if (status !== 'failed' && status !== 'held') return [];
      const execution = byId.get(id)!;
      const workflow = workflows.get(keyOf(execution));
      return [failureOf({ status, error: error!, execution, workflow })];
    });
  }
}

/** What is about one visitor keeps its order, and depends on nobody else's. */
function byVisitor(executions: Execution[]): Execution[][] {
  return [
    ...Map.groupBy(
      executions,
      ({ id, externalUserId, sessionId }) => externalUserId ?? sessionId ?? id,
    ).values(),
  ];
}

/**
 * Conversations before their contacts, as a visitor's turn locks them, so that neither waits for the
 * other in a circle.
 */
async function lockConversations(tx: Transaction, executions: Execution[]): Promise<void> {
  const ids = executions.flatMap(({ sessionId }) => sessionId ?? []);
  if (ids.length === 0) return;
  await tx.execute(sql`
    select from conversation_sessions where id = any (${textArray(ids)})
    order by id for no key update`);
}

function failureOf({
  status,
  error: { nodeId, message },
  execution,
  workflow,
}: {
  status: 'failed' | 'held';
  error: NonNullable<Change['error']>;
  execution: Execution;
  workflow: { nodes: Map<string, { label: string }> } | undefined;
}) {
  const label = (nodeId && workflow?.nodes.get(nodeId)?.label) || 'a node';
  return {
    workflowId: execution.workflowId,
    executionId: execution.id,
    cause: `${status} ${keyOf(execution)} ${nodeId}`,
    title:
      status === 'failed'
        ? `“${execution.workflowName}” failed at “${label}”`
        : `“${execution.workflowName}” asks whether “${label}” happened`,
    text: message,
  };
}
