import { toJson } from '@echoai/automation';
import type { Transaction } from '../../platform/database/database.ts';
import { isUnavailable } from '../../platform/database/unavailable.ts';
import type { Services } from '../actions/action.ts';
import { claimExecutions, storeChanges } from '../executionStore.ts';
import { keyOf, openWorkflows } from '../openWorkflow.ts';
import { yieldToOthers } from '../yieldToOthers.ts';
import { advanceBatch, wholeBatch } from './advanceBatch.ts';
import { type Change, type Execution, newStep, progressOf, unreadable } from './execution.ts';
import { afterStep, performOutside } from './performOutside.ts';
import type { Runner } from './runner.ts';
import { failed } from './stepResult.ts';

const alone = { limit: 1, nodesAtOnce: 1 };

interface Turn {
  services: Services;
  runner: Runner;
  organisationId: string;
}

/** An organisation's turn: a batch of its executions. Who has more is enqueued for another turn. */
export async function advanceTurn({ services, runner, organisationId }: Turn): Promise<void> {
  let needsOutside: boolean;
  try {
    needsOutside = await advanceSome({ services, organisationId, ...wholeBatch });
  } catch (err) {
    if (isUnavailable(err)) throw err; // no execution is at fault
    services.log.warn({ err, organisationId }, 'executions failed together: each has a try alone');
    needsOutside = await advanceOneByOne({ services, organisationId });
  }
  if (needsOutside) await performOutside({ services, runner, organisationId });
  await yieldToOthers();
}

/** @returns whether some are to be performed outside */
function advanceSome({
  services,
  organisationId,
  ...size
}: Omit<Turn, 'runner'> & typeof wholeBatch): Promise<boolean> {
  return services.database.withOrganisation(organisationId, async (tx) => {
    const { isMore, needsOutside } = await advanceBatch(tx, { services, organisationId, ...size });
    if (isMore) await services.engine.enqueue(tx, { organisationId, executionIds: [] });
    return needsOutside;
  });
}

/** A transaction that fails takes all its executions back; so the one at fault is found here. */
async function advanceOneByOne({
  services,
  organisationId,
}: Omit<Turn, 'runner'>): Promise<boolean> {
  let needsOutside = false;
  for (let count = 0; count < wholeBatch.limit; count++) {
    try {
      const some = await advanceSome({ services, organisationId, ...alone });
      needsOutside ||= some;
    } catch (error) {
      if (isUnavailable(error)) throw error;
      services.log.error({ err: error, organisationId }, 'a node failed');
      await recordFailure({ services, organisationId, error });
    }
  }
  return needsOutside;
}

/** The node that the first execution is at has failed; it is tried again later, or is over. */
async function recordFailure({
  services: { database, engine },
  organisationId,
  error,
}: Omit<Turn, 'runner'> & { error: unknown }): Promise<void> {
  await database.withOrganisation(organisationId, async (tx) => {
    const { executions, now } = await claimExecutions(tx, {
      organisationId,
      isOutside: false,
      limit: 1,
    });
    const [execution] = executions;
    if (!execution) return;
    const change = await failedChange(tx, { execution, error, now });
    await storeChanges(tx, { organisationId, changes: [change] });
    await engine.enqueue(tx, { organisationId, executionIds: [execution.id] });
  });
}

/** An execution that cannot even be read is over: it would fail at every turn, before all others. */
async function failedChange(
  tx: Transaction,
  { execution, error, now }: { execution: Execution; error: unknown; now: Date },
): Promise<Change> {
  try {
    const { machine, nodes } = (await openWorkflows(tx, [execution])).get(keyOf(execution))!;
    const progress = progressOf(machine, execution);
    const node = nodes.get(progress.nodeId!)!;
    const before = execution.step ?? newStep(node, Math.max(execution.visit, 1));
    const row = failed({ ...before, attempts: before.attempts + 1 }, { node, error, now });
    const at = { ...execution, visit: row.visit };
    return afterStep(at, toJson(machine, progress.snapshot), row);
  } catch {
    return unreadable(execution);
  }
}
