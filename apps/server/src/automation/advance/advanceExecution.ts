import { advance, toJson } from '@echoai/automation';
import type { OpenWorkflow } from '../openWorkflow.ts';
import { type Change, type Execution, newStep, progressOf, type StepRow } from './execution.ts';
import type { PerformInside } from './performInside.ts';
import { performStep, type StepTools } from './performStep.ts';

/** Nodes performed in all; more is a loop that nobody meant. */
const maxVisits = 10_000;
const maxAgeMs = 400 * 86_400_000;

/**
 * Goes on with one execution within a transaction that has locked it: node after node, until it
 * waits, needs the world outside, or ends. Called again for the same rows, it does the same.
 */
export async function advanceExecution(
  execution: Execution,
  workflow: OpenWorkflow,
  tools: StepTools & { performInside: PerformInside },
): Promise<Change> {
  const { machine, nodes } = workflow;
  const steps: StepRow[] = [];
  let { visit, step } = execution;
  let progress = progressOf(machine, execution);
  if (visit === 0) visit = 1;
  const at = (change: Partial<Change> & Pick<Change, 'status'>): Change => ({
    id: execution.id,
    snapshot: toJson(machine, progress.snapshot),
    visit,
    needsOutside: false,
    wakeAt: null,
    error: null,
    steps,
    ...change,
  });
  const fail = (nodeId: string | null, message: string) =>
    at({ status: 'failed', error: { nodeId, message } });

  for (let count = 0; progress.status === 'running'; count++) {
    const node = nodes.get(progress.nodeId!)!;
    if (visit > maxVisits) return fail(node.id, `It performed ${maxVisits} nodes without an end.`);
    if (tools.now.getTime() - execution.createdAt.getTime() > maxAgeMs)
      return fail(node.id, 'It has been under way for 400 days.');
    if (count === tools.nodesAtOnce) return at({ status: 'pending' });

    const before = step ?? newStep(node, visit);
    const outputs = (progress.snapshot.context as { steps: Record<string, unknown> }).steps;
    const after = await performStep(before, { execution, workflow, node, outputs, ...tools });
    if (after === 'outside') return at({ status: 'pending', needsOutside: true });
    steps.push(after);
    if (after.state === 'waiting') return at({ status: 'waiting', wakeAt: after.waitsUntil });
    if (after.state === 'uncertain')
      return at({ status: 'held', error: { nodeId: node.id, message: after.error! } });
    if (after.outcome === 'error' && !node.leadsOn('error'))
      return fail(node.id, after.error ?? 'It failed.');
    progress = advance(machine, progress.snapshot, { type: after.outcome!, output: after.output });
    visit++;
    step = null;
  }
  const last = progress.nodeId === null ? null : nodes.get(progress.nodeId);
  if (last) steps.push({ ...newStep(last, visit), state: 'done', endedAt: new Date() });
  return at({ status: 'completed' });
}
