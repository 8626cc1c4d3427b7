import { type SimulationChoices, simulate } from '@echoai/automation';
import { readConversationFacts } from '../conversation/actions/readConversationFacts.ts';
import type { Transaction } from '../platform/database/database.ts';
import { AppError } from '../platform/errors.ts';
import { compileWorkflow } from './compileWorkflow.ts';
import { readWorkflow } from './workflowStore.ts';

/**
 * Tries a workflow's draft, or another graph, about a real conversation or none. It reads, and
 * changes nothing.
 */
export async function simulateWorkflow(
  tx: Transaction,
  {
    workflowId,
    graph,
    input,
    event,
    sessionId,
    now,
    choose,
  }: {
    workflowId: string;
    graph?: unknown;
    input: Record<string, unknown>;
    /** What the trigger gives, whole, instead of `input`. */
    event?: Record<string, unknown> | undefined;
    sessionId?: string | undefined;
    now?: string | undefined;
    choose: SimulationChoices;
  },
) {
  const { draft, name, activeVersion } = await readWorkflow(tx, workflowId);
  const compiled = await compileWorkflow(tx, { id: workflowId, graph: graph ?? draft });
  const { machine, diagnostics } = compiled;
  if (!machine || !compiled.graph)
    return {
      status: 'invalid' as const,
      diagnostics,
      steps: [],
      effects: [],
      endedAt: null,
      error: null,
    };
  const facts = sessionId ? (await readConversationFacts(tx, [sessionId])).get(sessionId) : null;
  if (facts === undefined)
    throw new AppError('invalid-request', 'There is no conversation with this sessionId.');
  const trigger = compiled.graph.nodes.find(({ type }) => type === 'trigger')!;
  const result = simulate({
    machine,
    graph: compiled.graph,
    event: event ?? eventOf(trigger.data.config.kind, input),
    visitor: facts?.visitor ?? null,
    conversation: facts?.conversation ?? null,
    now: now ? new Date(now) : new Date(),
    choose,
    workflow: { id: workflowId, name, version: activeVersion ?? 0 },
  });
  return {
    ...result,
    diagnostics,
    steps: result.steps.map((step) => ({ ...step })),
    effects: result.effects.map((effect) => ({ ...effect })),
  };
}

/** An input as the trigger would give it. */
function eventOf(kind: string, input: Record<string, unknown>): object {
  if (kind === 'manual') return { input };
  if (kind === 'webhook') return { body: input, headers: {}, query: {} };
  return input;
}
