import { z } from 'zod';
import { optionalText, pageOf, pageQuery, requiredText, timestamp } from './common.ts';
import { endpoint } from './endpoint.ts';
import { workflowGraph } from './workflowGraph.ts';

/** One finding of the verifier; docs/automations/diagnostics.md explains the codes. */
export const workflowDiagnostic = z.object({
  code: z.string(),
  /** Errors forbid activation; warnings do not. */
  severity: z.enum(['error', 'warning']),
  /** The node at fault; null for the graph as a whole. */
  nodeId: z.string().nullable(),
  /** The field of the node's configuration at fault. */
  field: z.string().optional(),
  message: z.string(),
  /** Node ids from the trigger to the fault. */
  path: z.array(z.string()),
});

/** How something is that a graph names. */
const referenceState = z.discriminatedUnion('is', [
  /** With what its owner calls it, where its id says nothing. */
  z.object({ is: z.literal('there'), name: z.string().optional() }),
  z.object({ is: z.literal('missing') }),
  z.object({ is: z.literal('of-other-provider'), name: z.string() }),
  z.object({
    is: z.enum(['broken', 'troubled']),
    name: z.string(),
    reason: z.string().nullable(),
  }),
  z.object({ is: z.literal('unknown'), reason: z.string() }),
]);

/** Where counts of executions end: that many, or more. */
export const countedUpTo = 1_000;
const executionCount = z.int().max(countedUpTo);

/** A workflow as it stands in the list. */
export const workflowSummary = z.object({
  id: z.string(),
  name: z.string(),
  /** The version that runs; null while the workflow is switched off. */
  activeVersion: z.int().nullable(),
  /** Kind of the active version's trigger. */
  trigger: z.string().nullable(),
  /** When its schedule is due next. */
  nextRunAt: timestamp.nullable(),
  /** Executions by what became of them; `countedUpTo` stands for that many or more. */
  executions: z.object({ open: executionCount, completed: executionCount, failed: executionCount }),
  createdAt: timestamp,
  updatedAt: timestamp,
});
export type WorkflowSummary = z.infer<typeof workflowSummary>;

export const workflow = workflowSummary.omit({ executions: true }).extend({
  /** As it is edited; what runs is a version. */
  draft: workflowGraph,
  /** Raised by each change of the draft: say it when you change, so that nobody's work is lost. */
  revision: z.int(),
  /**
   * Where a webhook trigger is called, and the key of the signature, as Standard Webhooks write it;
   * null when it cannot be read, since ECHOAI_SECRET was changed.
   */
  webhook: z.object({ url: z.string().nullable(), secret: z.string().nullable() }),
});
export type Workflow = z.infer<typeof workflow>;

/** Longest note of a version, in UTF-16 code units. */
export const maxNote = 500;

export const workflowVersion = z.object({
  version: z.int(),
  isActive: z.boolean(),
  /** What whoever published it wrote of it; empty when nothing. */
  note: z.string(),
  /** Name of who published it; null when a program did. */
  publishedBy: z.string().nullable(),
  createdAt: timestamp,
});
export type WorkflowVersion = z.infer<typeof workflowVersion>;

/** What became of the waiting executions of earlier versions that were to be moved to another. */
export const movedExecutions = z.object({
  moved: z.int(),
  /** Those that stay on their version, by reason. */
  stayed: z.array(
    z.object({
      /** A sentence: what the version lacks. */
      reason: z.string(),
      count: z.int(),
      /** One of them. */
      executionId: z.string(),
    }),
  ),
});
export type MovedExecutions = z.infer<typeof movedExecutions>;

/** Any JSON: what is wrong with it as a graph is a diagnostic, or an error that says where. */
const anyGraph = z.unknown();

const workflowPath = z.object({ workflowId: z.string().max(64) });
const eventOf = {
  /** What the trigger gives: `event` in templates, and of a webhook or run by hand the input. */
  input: z.record(z.string(), z.unknown()).default({}),
  /** The conversation that it is about. */
  sessionId: z.string().max(64).optional(),
};

/** A node that a simulation visited. */
export const simulatedStep = z.object({
  /** From 1. */
  visit: z.int(),
  nodeId: z.string(),
  kind: z.string(),
  label: z.string(),
  /** Virtual time. */
  at: timestamp,
  /** The configuration with its templates filled in; as configured where that failed. */
  input: z.unknown(),
  /** Null for a node that ends the workflow, or could not be left. */
  outcome: z.string().nullable(),
  output: z.unknown(),
  /** Of a condition: what it compared, and how that came out. */
  reasons: z.array(z.unknown()).optional(),
  error: z.string().optional(),
});
export type SimulatedStep = z.infer<typeof simulatedStep>;

/** A message or call that a node would have made, with its rendered configuration. */
export const simulatedEffect = z.looseObject({
  nodeId: z.string(),
  kind: z.string(),
  visit: z.int(),
  at: timestamp,
});
export type SimulatedEffect = z.infer<typeof simulatedEffect>;

/** What a node does in a simulation: its way out, and what it gives. */
const choice = z.object({ outcome: z.string().max(60).optional(), output: z.unknown().optional() });

export const workflowEndpoints = {
  list: endpoint({
    method: 'get',
    path: '/workflows',
    summary: 'List workflows',
    access: 'operator',
    query: pageQuery,
    response: pageOf(workflowSummary),
  }),
  create: endpoint({
    method: 'post',
    path: '/workflows',
    summary: 'Make a workflow; it does not run before it is activated',
    access: 'operator',
    body: z.object({ name: requiredText(120), graph: anyGraph.optional() }),
    response: workflow,
    status: 201,
  }),
  kinds: endpoint({
    method: 'get',
    path: '/workflows/node-kinds',
    summary: 'The kinds of nodes, with the JSON Schema of each one’s configuration',
    access: 'operator',
    response: z.object({
      items: z.array(
        z.object({
          kind: z.string(),
          type: z.enum(['trigger', 'action', 'condition']),
          title: z.string(),
          description: z.string(),
          icon: z.string(),
          guarantee: z.string(),
          config: z.record(z.string(), z.unknown()),
          example: z.unknown(),
        }),
      ),
    }),
  }),
  get: endpoint({
    method: 'get',
    path: '/workflows/{workflowId}',
    holdsSecret: true,
    summary: 'Read a workflow with its draft',
    access: 'operator',
    params: workflowPath,
    response: workflow,
  }),
  update: endpoint({
    method: 'patch',
    path: '/workflows/{workflowId}',
    summary: 'Change name or draft; what runs stays as it is until it is activated again',
    access: 'operator',
    params: workflowPath,
    body: z.object({
      name: requiredText(120).optional(),
      graph: anyGraph.optional(),
      /** The revision that was changed: another one meanwhile is a conflict. */
      revision: z.int().optional(),
    }),
    response: workflow,
  }),
  remove: endpoint({
    method: 'delete',
    path: '/workflows/{workflowId}',
    summary: 'Delete a workflow; its executions are cancelled',
    access: 'operator',
    params: workflowPath,
    response: z.object({ /** Executions that were under way. */ cancelled: z.int() }),
  }),
  validate: endpoint({
    method: 'post',
    path: '/workflows/{workflowId}/validate',
    summary: 'Check the draft, or a graph that is sent, without storing anything',
    access: 'operator',
    params: workflowPath,
    body: z.object({ graph: anyGraph.optional() }),
    response: z.object({
      isValid: z.boolean(),
      diagnostics: z.array(workflowDiagnostic),
      /** XState v5; null when there are errors. */
      machine: z.record(z.string(), z.unknown()).nullable(),
    }),
  }),
  references: endpoint({
    method: 'post',
    path: '/workflow-references',
    summary: 'Look whether what a graph names is there and works: connections, channels, intents',
    access: 'operator',
    body: z.object({ graph: anyGraph }),
    response: z.object({
      /** By the reference, as `compile` of `@echoai/automation` takes them. */
      states: z.record(z.string(), referenceState),
    }),
  }),
  activate: endpoint({
    method: 'post',
    path: '/workflows/{workflowId}/activate',
    summary: 'Run the draft: it becomes a version, unless the latest is the same',
    access: 'operator',
    params: workflowPath,
    body: z.object({
      /** An earlier version instead of the draft. */
      version: z.int().optional(),
      /** Revision of the draft that is meant: another one meanwhile is a conflict. */
      revision: z.int().optional(),
      /** Stored with the version that is made. */
      note: optionalText(maxNote).optional(),
      /** Whether executions that wait stay on their version, or are moved where they can be. */
      waiting: z.enum(['stay', 'move']).default('stay'),
    }),
    response: workflow.extend({
      /** Null unless they were to be moved. */
      move: movedExecutions.nullable(),
    }),
  }),
  deactivate: endpoint({
    method: 'post',
    path: '/workflows/{workflowId}/deactivate',
    summary: 'Start it no more; executions under way go on, unless they are to be cancelled',
    access: 'operator',
    params: workflowPath,
    body: z.object({ waiting: z.enum(['continue', 'cancel']).default('continue') }).prefault({}),
    response: workflow.extend({ /** Executions that were under way. */ cancelled: z.int() }),
  }),
  open: endpoint({
    method: 'get',
    path: '/workflows/{workflowId}/open-executions',
    summary: 'Count the executions that are under way, by version',
    access: 'operator',
    params: workflowPath,
    response: z.object({
      items: z.array(
        z.object({
          version: z.int(),
          /** All that have not ended. */
          open: z.int(),
          /** Those of them that wait, and could be moved to another version. */
          waiting: z.int(),
        }),
      ),
    }),
  }),
  versions: endpoint({
    method: 'get',
    path: '/workflows/{workflowId}/versions',
    summary: 'List versions, the latest first',
    access: 'operator',
    params: workflowPath,
    query: pageQuery,
    response: pageOf(workflowVersion),
  }),
  version: endpoint({
    method: 'get',
    path: '/workflows/{workflowId}/versions/{version}',
    summary: 'Read a version with its graph and machine',
    access: 'operator',
    params: workflowPath.extend({ version: z.coerce.number().int().min(1).max(1_000_000) }),
    response: workflowVersion.extend({
      graph: workflowGraph,
      machine: z.record(z.string(), z.unknown()),
    }),
  }),
  run: endpoint({
    method: 'post',
    path: '/workflows/{workflowId}/run',
    summary: 'Start an active workflow by hand',
    access: 'operator',
    params: workflowPath,
    body: z.object({
      ...eventOf,
      /** Starts it once, however often it is sent. */
      idempotencyKey: z.string().min(1).max(200).optional(),
    }),
    response: z.object({ executionId: z.string() }),
    status: 202,
  }),
  simulate: endpoint({
    method: 'post',
    path: '/workflows/{workflowId}/simulate',
    summary: 'Try the draft, or a graph that is sent: nothing is sent, stored or waited for',
    access: 'operator',
    params: workflowPath,
    body: z.object({
      graph: anyGraph.optional(),
      ...eventOf,
      /** What the trigger gives, whole, instead of `input`. */
      event: z.record(z.string(), z.unknown()).optional(),
      /** When it begins; now by default. */
      now: timestamp.optional(),
      /**
       * Goes on from an execution of this workflow instead, just before it visited a node: with its
       * event, its conversation and what the nodes before gave; `graph` is its version by default.
       */
      from: z.object({ executionId: z.string().max(64), visit: z.int().min(0) }).optional(),
      /** By node: its way out and output, or one for each visit. */
      choose: z.record(z.string(), z.union([choice, z.array(choice).max(1_000)])).default({}),
    }),
    response: z.object({
      status: z.enum(['ended', 'failed', 'stopped', 'invalid']),
      diagnostics: z.array(workflowDiagnostic),
      steps: z.array(simulatedStep),
      /** Every message and call that it would make, in order. */
      effects: z.array(simulatedEffect),
      endedAt: timestamp.nullable(),
      /** Why it failed or was stopped. */
      error: z.string().nullable(),
      /**
       * Why the trigger would not have started it, with the values that were compared; null if it
       * would have, or if no event starts it.
       */
      notStarted: z.string().nullable(),
    }),
  }),
};

export const hookEndpoints = {
  challenge: endpoint({
    method: 'get',
    path: '/hooks/{token}',
    summary: 'Answer the challenge by which a sender checks the address, where the owner allows it',
    access: 'public',
    params: z.object({ token: z.string().max(100) }),
    response: z.string(),
  }),
  receive: endpoint({
    method: 'post',
    path: '/hooks/{token}',
    summary:
      'Start a workflow by its webhook, signed as Standard Webhooks say; a delivery starts it once',
    access: 'public',
    params: z.object({ token: z.string().max(100) }),
    response: z.object({ executionId: z.string() }),
    status: 202,
  }),
};
