import { z } from 'zod';
import { timestamp } from './common.ts';
import { endpoint } from './endpoint.ts';

export const backtestStatus = z.enum(['queued', 'running', 'completed', 'failed', 'cancelled']);
export type BacktestStatus = z.infer<typeof backtestStatus>;

/** A node that was left, by which way; null where the workflow ended. */
const backtestStep = z.object({ nodeId: z.string(), outcome: z.string().nullable() });

/** One event and what a version would have done. */
export const backtestExample = z.object({
  sessionId: z.string(),
  eventId: z.int(),
  at: timestamp,
  /** Of the event's message, or else of the conversation, −1 … 1. */
  sentiment: z.number().nullable(),
  status: z.enum(['ended', 'failed', 'stopped']),
  error: z.string().nullable(),
  path: z.array(backtestStep),
  /** What it would have sent or changed; long texts are cut. */
  effects: z.array(z.record(z.string(), z.unknown())),
});
export type BacktestExample = z.infer<typeof backtestExample>;

const counts = z.record(z.string(), z.int());

/** How a version would have fared. */
export const backtestReport = z.object({
  /** Events that would have started it, and in how many conversations. */
  fires: z.int(),
  conversations: z.int(),
  /** By node: how often it was visited, and left by which way. */
  nodes: z.record(z.string(), z.object({ visits: z.int(), outcomes: counts })),
  /** By kind of node: messages and calls that it would have made. */
  effects: counts,
  statuses: z.object({ ended: z.int(), failed: z.int(), stopped: z.int() }),
  /** Why it would have failed or been stopped, the most frequent first. */
  failures: z.array(z.object({ reason: z.string(), count: z.int() })),
  /** The most telling ten, each of another path as far as there are so many. */
  examples: z.array(backtestExample),
});
export type BacktestReport = z.infer<typeof backtestReport>;

export const backtestDifferenceKinds = ['only-draft', 'only-published', 'path', 'effects'] as const;

/** Where the draft would have done something else than the version that runs. */
export const backtestDifference = z.object({
  onlyDraft: z.int(),
  onlyPublished: z.int(),
  /** Both start, and go another way. */
  path: z.int(),
  /** Both go the same way, and send or change something else. */
  effects: z.int(),
  examples: z.array(
    z.object({
      kind: z.enum(backtestDifferenceKinds),
      draft: backtestExample.nullable(),
      published: backtestExample.nullable(),
    }),
  ),
});
export type BacktestDifference = z.infer<typeof backtestDifference>;

export const backtestResult = z.object({
  /** Conversations and events of the period that were looked at. */
  conversations: z.int(),
  events: z.int(),
  draft: backtestReport,
  /** Null where no version was active. */
  published: backtestReport.extend({ version: z.int() }).nullable(),
  difference: backtestDifference.nullable(),
  /** The nodes that the paths name, as they were called. */
  labels: z.record(z.string(), z.object({ label: z.string(), kind: z.string() })),
});
export type BacktestResult = z.infer<typeof backtestResult>;

export const backtestSummary = z.object({
  id: z.string(),
  workflowId: z.string(),
  status: backtestStatus,
  from: timestamp,
  to: timestamp,
  /** Events looked at, of how many. */
  done: z.int(),
  total: z.int(),
  /** How often the draft would have started; null before the end. */
  fires: z.int().nullable(),
  /** Why it failed. */
  error: z.string().nullable(),
  /** Name of who asked for it; null for a program. */
  createdBy: z.string().nullable(),
  createdAt: timestamp,
  startedAt: timestamp.nullable(),
  endedAt: timestamp.nullable(),
});
export type BacktestSummary = z.infer<typeof backtestSummary>;

export const backtest = backtestSummary.extend({ result: backtestResult.nullable() });
export type Backtest = z.infer<typeof backtest>;

const workflowPath = z.object({ workflowId: z.string().max(64) });
const backtestPath = workflowPath.extend({ backtestId: z.string().max(64) });

export const backtestEndpoints = {
  create: endpoint({
    method: 'post',
    path: '/workflows/{workflowId}/backtests',
    summary: 'Try the draft, or a graph that is sent, on the stored conversations of a period',
    access: 'operator',
    params: workflowPath,
    body: z.object({ from: timestamp, to: timestamp, graph: z.unknown().optional() }),
    response: backtest,
    status: 201,
  }),
  list: endpoint({
    method: 'get',
    path: '/workflows/{workflowId}/backtests',
    summary: 'List the last backtests of a workflow, the latest first',
    access: 'operator',
    params: workflowPath,
    response: z.object({ items: z.array(backtestSummary) }),
  }),
  get: endpoint({
    method: 'get',
    path: '/workflows/{workflowId}/backtests/{backtestId}',
    summary: 'Read a backtest with its progress, and in the end its result',
    access: 'operator',
    params: backtestPath,
    response: backtest,
  }),
  cancel: endpoint({
    method: 'post',
    path: '/workflows/{workflowId}/backtests/{backtestId}/cancel',
    summary: 'Stop a backtest',
    access: 'operator',
    params: backtestPath,
    response: backtest,
  }),
};
