import {
  matchers,
  nodeDefinitions,
  type PastStep,
  type SimulationChoices,
  simulate,
  type TriggerFacts,
} from '@echoai/automation';
import type { WorkflowGraph } from '@echoai/contract';
import { readConversationFacts } from '../conversation/actions/readConversationFacts.ts';
import type { Transaction } from '../platform/database/database.ts';
import { AppError } from '../platform/errors.ts';
import { compileWorkflow } from './compileWorkflow.ts';
import { readTriggerFacts } from './dispatch/triggerFacts.ts';
import { readExecution } from './executionReads.ts';
import { readVersion, readWorkflow } from './workflowStore.ts';

/** Where a trial begins: what the trigger gives, about which conversation, when, and after what. */
interface Beginning {
  event?: object | undefined;
  sessionId: string | null;
  now: Date;
  past: PastStep[];
}

/**
 * Tries a workflow's draft, or another graph, about a real conversation or none; or goes on from
 * what an execution did. It reads, and changes nothing.
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
    from,
    choose,
  }: {
    workflowId: string;
    graph?: unknown;
    input: Record<string, unknown>;
    /** What the trigger gives, whole, instead of `input`. */
    event?: Record<string, unknown> | undefined;
    sessionId?: string | undefined;
    now?: string | undefined;
    from?: { executionId: string; visit: number } | undefined;
    choose: SimulationChoices;
  },
) {
  const { draft, name, activeVersion } = await readWorkflow(tx, workflowId);
  const replay = from && (await readReplay(tx, { workflowId, ...from }));
  const compiled = await compileWorkflow(tx, {
    id: workflowId,
    graph: graph ?? replay?.graph ?? draft,
  });
  const { machine, diagnostics } = compiled;
  if (!machine || !compiled.graph)
    return {
      status: 'invalid' as const,
      diagnostics,
      steps: [],
      effects: [],
      endedAt: null,
      error: null,
      notStarted: null,
    };
  const beginning: Beginning = {
    ...{ event, sessionId: sessionId ?? null, now: new Date(), past: [] },
    ...replay?.beginning,
    ...(now ? { now: new Date(now) } : {}),
  };
  const facts = await readFacts(tx, beginning.sessionId);
  const trigger = compiled.graph.nodes.find(({ type }) => type === 'trigger')!;
  const begun = beginning.event ?? eventOf(trigger.data.config.kind, input);
  const result = simulate({
    machine,
    graph: compiled.graph,
    event: begun,
    visitor: facts?.visitor ?? null,
    conversation: facts?.conversation ?? null,
    now: beginning.now,
    past: beginning.past,
    choose,
    workflow: { id: workflowId, name, version: activeVersion ?? 0 },
  });
  // What is replayed did start once.
  const notStarted = replay
    ? null
    : await whyNotStarted(tx, { trigger, event: begun, sessionId: beginning.sessionId });
  return { ...result, diagnostics, notStarted };
}

/** Why the trigger would not start on an event, by the facts of its conversation where it has one. */
async function whyNotStarted(
  tx: Transaction,
  {
    trigger,
    event,
    sessionId,
  }: { trigger: WorkflowGraph['nodes'][number]; event: object; sessionId: string | null },
): Promise<string | null> {
  const { kind, ...rest } = trigger.data.config;
  const matcher = matchers[kind];
  if (!matcher) return null;
  const payload = { ...event } as Record<string, unknown>;
  const messageId = typeof payload.messageId === 'string' ? payload.messageId : undefined;
  const asked = { payload: { sessionId, messageId }, until: new Date() };
  const known = sessionId ? (await readTriggerFacts(tx, [asked]))[0] : null;
  return matcher.objection({
    config: nodeDefinitions[kind]!.config.parse(rest),
    event: { type: nodeDefinitions[kind]!.event!, payload },
    facts: withEvent(known ?? unknownFacts, payload),
  });
}

const unknownFacts: TriggerFacts = {
  conversation: {
    chatbotId: '',
    url: null,
    referrer: null,
    locale: null,
    tags: [],
    sentiment: null,
    sentimentTrend: null,
  },
  message: null,
  recentSentiments: [],
};

/** The facts with the message that the event has, which the owner may have written. */
function withEvent(facts: TriggerFacts, payload: Record<string, unknown>): TriggerFacts {
  const { text, sentiment, intent, intentConfidence } = payload;
  if (typeof text !== 'string') return facts;
  const before = facts.recentSentiments;
  const mood = typeof sentiment === 'number' ? sentiment : null;
  const isStored = facts.message !== null;
  return {
    ...facts,
    message: {
      text,
      sentiment: mood,
      intent: typeof intent === 'string' ? intent : null,
      intentConfidence: typeof intentConfidence === 'number' ? intentConfidence : null,
    },
    recentSentiments: mood === null ? before : [...(isStored ? before.slice(0, -1) : before), mood],
  };
}

async function readFacts(tx: Transaction, sessionId: string | null) {
  if (sessionId === null) return null;
  const facts = (await readConversationFacts(tx, [sessionId])).get(sessionId);
  if (!facts)
    throw new AppError('invalid-request', 'There is no conversation with this sessionId.');
  return facts;
}

/**
 * An execution as it stood before it visited a node. People and conversations are as they are now:
 * only what its nodes gave was recorded.
 *
 * @throws {AppError} `not-found`; `invalid-request` for a visit that never was
 */
async function readReplay(
  tx: Transaction,
  { workflowId, executionId, visit }: { workflowId: string; executionId: string; visit: number },
): Promise<{ graph: unknown; beginning: Beginning }> {
  const execution = await readExecution(tx, executionId);
  const { steps, event, sessionId, version } = execution;
  const step = steps.find((each) => each.visit === visit);
  if (execution.workflowId !== workflowId || !step)
    throw new AppError('invalid-request', 'This workflow has no execution with such a visit.');
  const { graph } = await readVersion(tx, { workflowId, version });
  const past = steps
    .filter((each) => each.visit < visit)
    .flatMap(({ nodeId, outcome, output }) => (outcome ? [{ nodeId, outcome, output }] : []));
  return { graph, beginning: { event, sessionId, now: new Date(step.startedAt), past } };
}

/** An input as the trigger would give it. */
function eventOf(kind: string, input: Record<string, unknown>): object {
  if (kind === 'manual') return { input };
  if (kind === 'webhook') return { body: input, headers: {}, query: {} };
  return input;
}
