import { toJson } from '@echoai/automation';
import { sql } from 'drizzle-orm';
import type { Database } from '../../platform/database/database.ts';
import { ActionError, type Performed, type Services, type Step } from '../actions/action.ts';
import {
  claimExecutions,
  leaseExecutions,
  lockPerformed,
  storeChanges,
  storeSteps,
} from '../executionStore.ts';
import { keyOf, type OpenNode, openWorkflows } from '../openWorkflow.ts';
import {
  type Change,
  type Execution,
  newStep,
  progressOf,
  type StepRow,
  unreadable,
} from './execution.ts';
import { createFacts } from './facts.ts';
import { render, type StepTools, stepOf, type Visit } from './performStep.ts';
import type { Runner } from './runner.ts';
import { failed, isSaid, performed, uncertain } from './stepResult.ts';

/** A dead process's work is taken over after this long. */
export const leaseSeconds = 15;

interface Intended {
  execution: Execution;
  node: OpenNode;
  row: StepRow;
  step: Step;
}

/**
 * Effects outside, as many as the process has room for: their intents are committed first, then
 * they are performed with no transaction open, and each one's result is stored when it is there.
 * @returns when all are begun
 */
export async function performOutside({
  services,
  runner,
  organisationId,
}: {
  services: Services;
  runner: Runner;
  organisationId: string;
}): Promise<void> {
  const limit = runner.takeSlots(organisationId);
  if (limit === 0) return;
  const intended: Intended[] = [];
  try {
    intended.push(...(await intend({ services, runner, organisationId, limit })));
  } finally {
    runner.giveBack(organisationId, limit - intended.length);
  }
  for (const { execution, ...effect } of intended) {
    void runner.run({
      executionId: execution.id,
      organisationId,
      perform: (signal) => perform({ services, ...effect, signal }),
      store: (row) => store({ services, organisationId, runner, execution, row }),
    });
  }
}

/**
 * Commits what is about to happen. An intent that is there already was cut off by a crash: whether
 * the effect may be repeated is its guarantee.
 */
async function intend({
  services,
  runner,
  organisationId,
  limit,
}: {
  services: Services;
  runner: Runner;
  organisationId: string;
  limit: number;
}): Promise<Intended[]> {
  return services.database.withOrganisation(organisationId, async (tx) => {
    const { executions, now } = await claimExecutions(tx, {
      organisationId,
      isOutside: true,
      limit,
    });
    const workflows = await openWorkflows(tx, executions);
    const facts = createFacts(
      tx,
      executions.map(({ sessionId }) => sessionId),
    );
    const intended: Intended[] = [];
    const over: Change[] = [];
    for (const execution of executions) {
      const workflow = workflows.get(keyOf(execution));
      const result = workflow
        ? await intendOne({
            tx,
            organisationId,
            services,
            facts,
            nodesAtOnce: 1,
            now,
            execution,
            workflow,
          })
        : unreadable(execution);
      if ('node' in result) intended.push(result);
      else over.push(result);
    }
    await storeSteps(tx, {
      organisationId,
      steps: intended.map(({ execution, row }) => ({ executionId: execution.id, ...row })),
    });
    await leaseExecutions(tx, {
      ids: intended.map(({ execution }) => execution.id),
      runner: runner.id,
      seconds: leaseSeconds,
    });
    await storeChanges(tx, { organisationId, changes: over });
    if (over.length > 0)
      await services.engine.enqueue(tx, { organisationId, executionIds: over.map(({ id }) => id) });
    return intended;
  });
}

/** The intent of one execution's effect; or how it goes on without. */
async function intendOne(
  turn: StepTools & Pick<Visit, 'execution' | 'workflow'>,
): Promise<Intended | Change> {
  const { execution, workflow, now } = turn;
  const { machine, nodes } = workflow;
  const progress = progressOf(machine, execution);
  const node = nodes.get(progress.nodeId!)!;
  const { steps: outputs } = progress.snapshot.context as { steps: Record<string, unknown> };
  const visit = { ...turn, node, outputs };
  const row = await intention(execution.step ?? newStep(node, execution.visit), visit);
  if (row.state === 'intended') return { execution, node, row, step: stepOf(row, visit) };
  return afterStep(execution, toJson(machine, progress.snapshot), row);

  async function intention(before: StepRow, { node }: Visit): Promise<StepRow> {
    const isCutOff = before.state === 'intended' && before.attempts > 0;
    const row: StepRow = {
      ...before,
      state: 'intended',
      attempts: before.attempts + 1,
      waitsFor: null,
      waitsUntil: null,
      waitState: null,
    };
    if (isCutOff && node.guarantee === 'at-most-once') {
      const message = 'The process ended while this was done: nobody knows whether it happened.';
      return uncertain(before, { node, error: new ActionError(message), now });
    }
    if (isCutOff && row.attempts > maxCutOffs) {
      const message = 'The process ended each time while this was done.';
      const error = new ActionError(message, { isPermanent: true });
      return failed(row, { node, error, now });
    }
    if (row.input !== null) return row;
    const rendered = await render(visit);
    return 'error' in rendered
      ? failed(row, { node, error: rendered.error, now })
      : { ...row, input: rendered.config };
  }
}

/** Attempts that crashes may take before the node counts as what crashes. */
const maxCutOffs = 5;

/** The step after its effect was tried. Never throws. */
async function perform({
  services,
  node,
  row,
  step,
  signal,
}: Omit<Intended, 'execution'> & { services: Services; signal: AbortSignal }): Promise<StepRow> {
  const seconds = (node.config as { timeoutSeconds?: number }).timeoutSeconds ?? 30;
  const timeout = AbortSignal.timeout(seconds * 1_000);
  try {
    const doing = node.action!.outside!({
      config: row.input,
      step,
      services,
      signal: AbortSignal.any([signal, timeout]),
    });
    return performed(row, await orAborted(doing, { signal, timeout, seconds }));
  } catch (error) {
    const now = new Date();
    const known = error instanceof ActionError;
    if (!known) services.log.error({ err: error, kind: node.kind }, 'an action failed');
    // An error that says nothing leaves open whether it happened.
    const isOpen = known ? error.mayHaveHappened : !isSaid(error);
    if (isOpen && step.guarantee === 'at-most-once') return uncertain(row, { node, error, now });
    return failed(row, { node, error, now });
  }
}

/** An action that does not heed its signal is left alone a second later. */
function orAborted(
  doing: Promise<Performed>,
  { signal, timeout, seconds }: { signal: AbortSignal; timeout: AbortSignal; seconds: number },
): Promise<Performed> {
  const gone = new Promise<never>((_, reject) => {
    const give = (message: string) =>
      setTimeout(() => reject(new ActionError(message, { mayHaveHappened: true })), 1_000).unref();
    timeout.addEventListener('abort', () => give(`There was no answer within ${seconds} s.`), {
      once: true,
    });
    signal.addEventListener('abort', () => give('It was cancelled.'), { once: true });
  });
  return Promise.race([doing, gone]);
}

/** Stores a result, unless another process took the execution over meanwhile. */
async function store({
  services: { database, engine, log },
  organisationId,
  runner,
  execution,
  row,
}: {
  services: Services;
  organisationId: string;
  runner: Runner;
  execution: Execution;
  row: StepRow;
}): Promise<void> {
  const { id } = execution;
  await database.withOrganisation(organisationId, async (tx) => {
    const locked = await lockPerformed(tx, { id, runner: runner.id });
    if (!locked) return;
    if (locked.isCancelled) {
      await storeSteps(tx, { organisationId, steps: [{ executionId: id, ...row }] });
      return;
    }
    if (!locked.isOurs) {
      log.warn({ executionId: id }, 'the result of an effect came after it was taken over');
      return;
    }
    await storeChanges(tx, {
      organisationId,
      changes: [afterStep(execution, execution.snapshot, row)],
    });
    await engine.enqueue(tx, { organisationId, executionIds: [id] });
  });
}

/** The execution goes on with the step's result, which `advanceExecution` applies. */
export function afterStep(execution: Execution, snapshot: unknown, row: StepRow): Change {
  const { id, visit } = execution;
  const isWaiting = row.state === 'waiting';
  return {
    id,
    status: isWaiting ? 'waiting' : 'pending',
    snapshot,
    visit,
    needsOutside: false,
    wakeAt: isWaiting ? row.waitsUntil : null,
    error: null,
    steps: [row],
  };
}

/** For PGlite's one process when it starts: what they performed before they ended is free to be taken over. */
export async function endLeases(database: Database): Promise<void> {
  await database.asPlatform((tx) =>
    tx.execute(sql`update workflow_executions set leased_until = now() where status = 'running'`),
  );
}
