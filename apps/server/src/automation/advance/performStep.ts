import { renderConfig, TooMuchWork } from '@echoai/automation';
import type { Transaction } from '../../platform/database/database.ts';
import { ActionError, type Performed, type Services, type Step } from '../actions/action.ts';
import type { OpenNode, OpenWorkflow } from '../openWorkflow.ts';
import type { Execution, StepRow } from './execution.ts';
import type { Facts } from './facts.ts';
import type { PerformInside } from './performInside.ts';
import { scopeOf } from './scopeOf.ts';
import { failed, isSaid, performed } from './stepResult.ts';

/** What steps of a batch share. */
export interface StepTools {
  tx: Transaction;
  organisationId: string;
  services: Services;
  facts: Facts;
  /** Nodes of an execution that are performed at one go; then others have their turn. */
  nodesAtOnce: number;
  now: Date;
}

export interface Visit extends StepTools {
  execution: Execution;
  workflow: OpenWorkflow;
  node: OpenNode;
  /** What the nodes before gave, by id. */
  outputs: Record<string, unknown>;
}

/**
 * The step's row after its node was performed, as far as our own database allows.
 * @returns `outside` when the node reaches the world, which is done without a transaction
 * @throws what the database throws: the transaction is lost then
 */
export async function performStep(
  before: StepRow,
  visit: Visit & { performInside: PerformInside },
): Promise<StepRow | 'outside'> {
  if (['done', 'failed', 'skipped', 'uncertain'].includes(before.state)) return before;
  if (before.state === 'waiting' && !isTriedAgain(before)) return resume(before, visit);
  const { node, execution, now } = visit;
  const step = { ...before, state: 'intended' as const, attempts: before.attempts + 1 };
  if (node.definition.type === 'trigger')
    return performed(step, { outcome: 'next', output: execution.event });
  if (node.evaluator) return evaluate(step, visit);
  if (node.isOutside) return 'outside';
  const rendered = await render(visit);
  if ('error' in rendered) return failed(step, { node, error: rendered.error, now });
  return attempt({ ...step, input: rendered.config }, visit, (stepOf) =>
    visit.performInside(node.action!, {
      config: rendered.config,
      step: stepOf,
      services: visit.services,
    }),
  );
}

/** Whether it waits to be performed anew, and not for something to come. */
function isTriedAgain({ waitsFor }: StepRow): boolean {
  return waitsFor === 'retry' || waitsFor === 'connection';
}

/** The configuration of a node with its templates filled in. */
export async function render(visit: Visit): Promise<{ config: unknown } | { error: ActionError }> {
  const { node } = visit;
  const scope = await scopeOf(visit);
  const result = renderConfig({ schema: node.definition.config, config: node.config, scope });
  if ('config' in result) return { config: result.config };
  const message = `${result.field} of “${node.label}” cannot be filled in: ${result.error}`;
  return { error: new ActionError(message, { isPermanent: true }) };
}

async function evaluate(step: StepRow, visit: Visit): Promise<StepRow> {
  const { node, execution, now } = visit;
  const scope = await scopeOf(visit);
  try {
    const { outcome, output, reasons } = node.evaluator!({
      config: node.config,
      scope,
      nodeId: node.id,
      visitorId: execution.externalUserId ?? execution.id,
      now,
    });
    return { ...performed(step, { outcome, output }), input: reasons ? { reasons } : null };
  } catch (error) {
    if (!(error instanceof TooMuchWork)) throw error;
    const message = `“${node.label}” cannot be decided: ${error.message}`;
    return failed(step, { node, error: new ActionError(message, { isPermanent: true }), now });
  }
}

async function resume(step: StepRow, visit: Visit): Promise<StepRow> {
  const { node, now } = visit;
  const [signal = null, ...signals] = step.signals;
  const until = step.waitsUntil!;
  if (!signal && until > now) return step;
  return attempt({ ...step, signals }, visit, (stepOf) =>
    node.action!.resume!(visit.tx, {
      config: step.input,
      step: stepOf,
      services: visit.services,
      signal,
      state: step.waitState,
      until,
    }),
  );
}

/** Performs, and turns what an action says of its failure into the step's row. */
async function attempt(
  step: StepRow,
  visit: Visit,
  perform: (step: Step) => Promise<Performed>,
): Promise<StepRow> {
  const { node, execution, facts, now } = visit;
  try {
    return performed(step, await perform(stepOf(step, visit)));
  } catch (error) {
    if (!isSaid(error)) throw error;
    return failed(step, { node, error, now });
  } finally {
    if (node.definition.changes?.length !== 0) facts.forget(execution.sessionId);
  }
}

/** What an action is told of its step. */
export function stepOf(
  { visit, attempts, startedAt }: StepRow,
  { organisationId, execution, workflow, node, outputs, now }: Visit,
): Step {
  return {
    organisationId,
    workflowId: workflow.id,
    workflowName: execution.workflowName,
    executionId: execution.id,
    nodeId: node.id,
    label: node.label,
    configured: node.config,
    visit,
    effectId: `${execution.id}-${visit}`,
    previous: outputs[node.id],
    depth: execution.depth,
    attempt: attempts,
    startedAt,
    guarantee: node.guarantee,
    sessionId: execution.sessionId,
    externalUserId: execution.externalUserId,
    timeZone: workflow.timeZone,
    now,
  };
}
