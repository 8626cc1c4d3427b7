import { z } from 'zod';
import { optionalText, pageOf, pageQuery, timestamp } from './common.ts';
import { endpoint } from './endpoint.ts';

export const executionStatuses = [
  'pending',
  'running',
  'waiting',
  /** A crash left open whether an effect happened: somebody must say how to go on. */
  'held',
  'completed',
  'failed',
  'cancelled',
] as const;
export const executionStatus = z.enum(executionStatuses);
/** `shadow`: a candidate version, simulated on a real event; nothing of it happened. */
export const executionMode = z.enum(['live', 'shadow']);
export type ExecutionStatus = z.infer<typeof executionStatus>;

/** An execution as it stands in the list. */
export const executionSummary = z.object({
  id: z.string(),
  workflowId: z.string(),
  workflowName: z.string(),
  version: z.int(),
  status: executionStatus,
  mode: executionMode,
  /** What started it, such as `event 42`, `schedule 2026-03-29T01:00:00.000Z` or `webhook …`. */
  cause: z.string(),
  sessionId: z.string().nullable(),
  /** When it goes on by itself. */
  wakeAt: timestamp.nullable(),
  /** Why it failed or is held, and where. */
  error: z.object({ nodeId: z.string().nullable(), message: z.string() }).nullable(),
  createdAt: timestamp,
  endedAt: timestamp.nullable(),
});
export type ExecutionSummary = z.infer<typeof executionSummary>;

/** A node that was visited. */
export const executionStep = z.object({
  visit: z.int(),
  nodeId: z.string(),
  label: z.string(),
  kind: z.string(),
  /** Of its effect: `intended` is committed before anything outside is touched. */
  state: z.enum(['intended', 'waiting', 'done', 'failed', 'uncertain', 'skipped']),
  guarantee: z.enum(['exactly-once', 'at-most-once', 'at-least-once']),
  /** The configuration with its templates filled in; of a condition why it went this way. */
  input: z.unknown(),
  outcome: z.string().nullable(),
  output: z.unknown(),
  attempts: z.int(),
  error: z.string().nullable(),
  /** What it waits for: time, the visitor's reply, an approval, or the next attempt. */
  waitsFor: z.enum(['time', 'reply', 'approval', 'retry', 'connection']).nullable(),
  waitsUntil: timestamp.nullable(),
  startedAt: timestamp,
  endedAt: timestamp.nullable(),
  /** Milliseconds from its beginning to its end, waits included; null while it is under way. */
  durationMs: z.number().nullable(),
});
export type ExecutionStep = z.infer<typeof executionStep>;

export const execution = executionSummary.extend({
  event: z.record(z.string(), z.unknown()),
  steps: z.array(executionStep),
});
export type Execution = z.infer<typeof execution>;

const executionPath = z.object({ executionId: z.string().max(64) });

/** How a held execution goes on: the effect did not happen, or it did. */
const uncertainDecision = z.enum(['repeat', 'skip']);

export const executionEndpoints = {
  list: endpoint({
    method: 'get',
    path: '/executions',
    summary: 'List executions, the latest first',
    access: 'operator',
    query: pageQuery.extend({
      workflowId: z.string().max(64).optional(),
      sessionId: z.string().max(64).optional(),
      status: executionStatus.optional(),
      mode: executionMode.default('live'),
      /** Begun since then, and before then. */
      from: timestamp.optional(),
      to: timestamp.optional(),
    }),
    response: pageOf(executionSummary),
  }),
  deadLetters: endpoint({
    method: 'get',
    path: '/executions/dead-letters',
    summary: 'Executions that failed or are held, by cause: workflow, node and reason',
    access: 'operator',
    response: z.object({
      items: z.array(
        z.object({
          workflowId: z.string(),
          workflowName: z.string(),
          version: z.int(),
          status: z.enum(['failed', 'held']),
          nodeId: z.string().nullable(),
          message: z.string(),
          count: z.int(),
          firstAt: timestamp,
          lastAt: timestamp,
          /** The latest of them. */
          executionId: z.string(),
        }),
      ),
    }),
  }),
  get: endpoint({
    method: 'get',
    path: '/executions/{executionId}',
    summary: 'Read an execution with the path taken and what each node did',
    access: 'operator',
    params: executionPath,
    response: execution,
  }),
  resume: endpoint({
    method: 'post',
    path: '/executions/{executionId}/resume',
    summary: 'Go on with a failed or held execution, from the node that failed',
    access: 'operator',
    params: executionPath,
    body: z.object({
      /** Of a held one. */
      decision: uncertainDecision.default('repeat'),
      /** With the workflow as it is active now, if it has the node still. */
      useActiveVersion: z.boolean().default(false),
    }),
    response: execution,
  }),
  resumeMany: endpoint({
    method: 'post',
    path: '/executions/resume',
    summary: 'Go on with all failed executions of a workflow, or of one of its nodes',
    access: 'operator',
    body: z.object({
      workflowId: z.string().max(64),
      nodeId: z.string().max(60).optional(),
      useActiveVersion: z.boolean().default(false),
    }),
    response: z.object({ resumed: z.int() }),
  }),
  resumeHeld: endpoint({
    method: 'post',
    path: '/executions/resume-held',
    summary: 'Say of all held executions of a node whether its effect happened: they go on',
    access: 'operator',
    body: z.object({
      workflowId: z.string().max(64),
      nodeId: z.string().max(60),
      decision: uncertainDecision,
      /** The latest execution that is meant; later ones, which nobody looked at yet, stay. */
      upTo: z.string().max(64).optional(),
    }),
    response: z.object({ resumed: z.int() }),
  }),
  cancel: endpoint({
    method: 'post',
    path: '/executions/{executionId}/cancel',
    summary: 'Stop an execution: nothing of it is performed any more',
    access: 'operator',
    params: executionPath,
    response: execution,
  }),
  move: endpoint({
    method: 'post',
    path: '/executions/{executionId}/move',
    summary: 'Let a waiting execution go on with another version, if that has all it needs',
    access: 'operator',
    params: executionPath,
    body: z.object({ version: z.int().min(1) }),
    response: execution,
  }),
  decide: endpoint({
    method: 'post',
    path: '/executions/{executionId}/decide',
    summary: 'Approve or decline what the execution asks the team',
    access: 'operator',
    params: executionPath,
    body: z.object({
      decision: z.enum(['approved', 'declined']),
      comment: optionalText(1_000).default(''),
    }),
    response: execution,
  }),
};

const tokenPath = z.object({ token: z.string().max(300) });

/** What the link of an approval shows to whom it was sent. */
export const approval = z.object({
  workflowName: z.string(),
  question: z.string(),
  /** False once it is decided, cancelled or too late. */
  isOpen: z.boolean(),
});

export const approvalEndpoints = {
  get: endpoint({
    method: 'get',
    path: '/approvals/{token}',
    summary: 'Read what an approval link asks',
    access: 'public',
    params: tokenPath,
    response: approval,
  }),
  decide: endpoint({
    method: 'post',
    path: '/approvals/{token}',
    summary: 'Approve or decline by an approval link, once',
    access: 'public',
    params: tokenPath,
    body: z.object({
      decision: z.enum(['approved', 'declined']),
      comment: optionalText(1_000).default(''),
    }),
    response: approval,
  }),
};

/** Something that the team should know; the same cause is told once and counted. */
export const notification = z.object({
  id: z.string(),
  title: z.string(),
  text: z.string(),
  executionId: z.string().nullable(),
  workflowId: z.string().nullable(),
  count: z.int(),
  createdAt: timestamp,
  lastAt: timestamp,
  readAt: timestamp.nullable(),
});
export type Notification = z.infer<typeof notification>;

export const notificationEndpoints = {
  list: endpoint({
    method: 'get',
    path: '/notifications',
    summary: 'List notifications, the latest first',
    access: 'operator',
    query: pageQuery,
    response: pageOf(notification).extend({ unread: z.int() }),
  }),
  read: endpoint({
    method: 'post',
    path: '/notifications/read',
    summary: 'Mark notifications as read, or all',
    access: 'operator',
    body: z.object({ ids: z.array(z.string().max(64)).max(200).optional() }),
  }),
};
