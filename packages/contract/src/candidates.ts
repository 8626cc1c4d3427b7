import { z } from 'zod';
import { timestamp } from './common.ts';
import { endpoint } from './endpoint.ts';

/** `shadow` simulates a version on real events; `canary` starts it for a share of the visitors. */
export const candidateMode = z.enum(['shadow', 'canary']);
export type CandidateMode = z.infer<typeof candidateMode>;

/** Of each side, the latest so many executions are compared. */
export const comparedUpTo = 5_000;

/** How one of the two versions fared since the candidate began. */
export const comparedSide = z.object({
  version: z.int(),
  started: z.int(),
  completed: z.int(),
  failed: z.int(),
  waiting: z.int(),
  held: z.int(),
  /** From beginning to end of those that completed, waits included. */
  medianDurationMs: z.number().nullable(),
  /** At which node, and by which way out, those that are over ended. */
  ends: z.array(z.object({ nodeId: z.string(), outcome: z.string().nullable(), count: z.int() })),
  /** Messages, calls and changes, by kind of node. */
  effects: z.record(z.string(), z.int()),
});
export type ComparedSide = z.infer<typeof comparedSide>;

export const candidateComparison = z.object({
  candidate: z
    .object({
      version: z.int(),
      mode: candidateMode,
      /** Percent of the visitors; null for a shadow. */
      share: z.int().nullable(),
      maxFailureShare: z.int(),
      since: timestamp,
    })
    .nullable(),
  active: comparedSide.nullable(),
  tried: comparedSide.nullable(),
  /** Of a shadow: events that both versions have gone through, and how many of them otherwise. */
  paths: z
    .object({
      compared: z.int(),
      different: z.int(),
      onlyCandidate: z.int(),
      onlyActive: z.int(),
    })
    .nullable(),
  /** How the last candidate ended. */
  last: z
    .object({
      version: z.int(),
      mode: candidateMode,
      outcome: z.enum(['promoted', 'rolled-back']),
      /** Null when somebody ended it by hand. */
      reason: z.string().nullable(),
      at: timestamp,
    })
    .nullable(),
  /** The nodes of both versions, as they are called. */
  labels: z.record(z.string(), z.object({ label: z.string(), kind: z.string() })),
});
export type CandidateComparison = z.infer<typeof candidateComparison>;

const params = z.object({ workflowId: z.string().max(64) });

export const candidateEndpoints = {
  get: endpoint({
    method: 'get',
    path: '/workflows/{workflowId}/candidate',
    summary: 'Compare the candidate version with the active one, since it began',
    access: 'operator',
    params,
    response: candidateComparison,
  }),
  set: endpoint({
    method: 'post',
    path: '/workflows/{workflowId}/candidate',
    summary: 'Try a version beside the active one, or change how it is tried',
    access: 'operator',
    params,
    body: z.object({
      /** By default the draft, which becomes a version. */
      version: z.int().min(1).max(1_000_000).optional(),
      mode: candidateMode,
      /** Percent of the visitors that a canary starts for. */
      share: z.int().min(1).max(100).default(10),
      /** Percent of failures above which it is rolled back. */
      maxFailureShare: z.int().min(0).max(100).default(20),
    }),
    response: candidateComparison,
  }),
  remove: endpoint({
    method: 'delete',
    path: '/workflows/{workflowId}/candidate',
    summary: 'Roll the candidate back; executions that it began go on',
    access: 'operator',
    params,
    response: candidateComparison,
  }),
  promote: endpoint({
    method: 'post',
    path: '/workflows/{workflowId}/candidate/promote',
    summary: 'Make the candidate the active version',
    access: 'operator',
    params,
    response: candidateComparison,
  }),
};
