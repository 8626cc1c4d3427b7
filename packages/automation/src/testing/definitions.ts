import { z } from 'zod';
import { conditionRule } from '../conditions/schema.ts';
import { type Comparison, defineNode, type NodeDefinition, type Outcome } from '../definition.ts';
import type { Definitions } from '../flow/flow.ts';

/** Small kinds of nodes for tests and benchmarks of compiler and verifier. */

const noConfig = z.object({});
const next: Outcome = { id: 'next', title: 'Next' };
const error: Outcome = { id: 'error', title: 'Error', isOptional: true };

/** What most of these have in common. */
const shared = {
  icon: 'circle',
  description: 'A node for tests.',
  guarantee: 'exactly-once',
  waits: false,
  counts: false,
  output: () => null,
  templates: () => [],
} as const;

const trigger = defineNode({
  ...shared,
  kind: 'trigger',
  type: 'trigger',
  title: 'Trigger',
  config: noConfig,
  outcomes: () => [next],
  output: () => ({
    type: 'object',
    fields: { text: { type: 'text' }, sentiment: { type: 'number' } },
  }),
});

const send = defineNode({
  ...shared,
  kind: 'send',
  type: 'action',
  title: 'Send',
  config: z.object({
    text: z.string().min(1),
    to: z.string().optional(),
    url: z.string().optional(),
    count: z.string().optional(),
  }),
  outcomes: () => [next, error],
  output: (_, outcome) =>
    outcome === 'next' ? { type: 'object', fields: { messageId: { type: 'text' } } } : null,
  templates: ({ text, to, url, count }) => [
    { path: 'text', text, use: 'text' },
    ...(to ? [{ path: 'to', text: to, use: 'recipient' as const }] : []),
    ...(url ? [{ path: 'url', text: url, use: 'host' as const }] : []),
    ...(count
      ? [{ path: 'count', text: count, use: 'text' as const, expects: { type: 'number' } as const }]
      : []),
  ],
  changes: [],
  givesOwnValues: true,
});

const post = defineNode({
  ...shared,
  kind: 'post',
  type: 'action',
  title: 'Post',
  config: z.object({
    connectionId: z
      .string()
      .min(1)
      .meta({ title: 'Connection', control: 'connection', provider: 'slack' }),
    channel: z.string().meta({ title: 'Channel', control: 'option', list: 'channels' }),
    tag: z.string().optional().meta({ title: 'Tag', control: 'tag' }),
  }),
  outcomes: () => [next, error],
});

const ask = defineNode({
  ...shared,
  kind: 'ask',
  type: 'action',
  title: 'Ask',
  waits: true,
  config: z.object({
    question: z.string().default('?'),
    choices: z.array(z.string()).optional(),
    isList: z.boolean().default(false),
  }),
  outcomes: () => [
    { id: 'answered', title: 'Answered' },
    { id: 'timeout', title: 'No answer', isOptional: true },
    error,
  ],
  output: ({ choices, isList }, outcome) => {
    if (outcome !== 'answered') return null;
    if (isList)
      return { type: 'object', fields: { answer: { type: 'list', of: { type: 'text' } } } };
    return {
      type: 'object',
      fields: { answer: choices ? { type: 'choice', choices } : { type: 'text' } },
    };
  },
  templates: ({ question }) => [{ path: 'question', text: question, use: 'text' }],
});

/** Asks nothing of nobody, and gives a text at once: a step that does not wait. */
const look = defineNode({
  ...shared,
  kind: 'look',
  type: 'action',
  title: 'Look up',
  config: noConfig,
  outcomes: () => [{ id: 'found', title: 'Found' }, { id: 'absent', title: 'Not found' }, error],
  output: (_, outcome) =>
    outcome === 'found' ? { type: 'object', fields: { value: { type: 'text' } } } : null,
});

const wait = defineNode({
  ...shared,
  kind: 'wait',
  type: 'action',
  title: 'Wait',
  waits: true,
  config: noConfig,
  outcomes: () => [next],
});

const loop = defineNode({
  ...shared,
  kind: 'loop',
  type: 'action',
  title: 'Loop',
  counts: true,
  config: noConfig,
  outcomes: () => [
    { id: 'each', title: 'Each' },
    { id: 'done', title: 'Done' },
  ],
  output: (_, outcome) =>
    outcome === 'each' ? { type: 'object', fields: { item: { type: 'any' } } } : null,
});

/** One comparison; left by `true` or `false`. */
const condition = defineNode({
  ...shared,
  kind: 'if',
  type: 'condition',
  title: 'If',
  config: conditionRule,
  outcomes: () => [
    { id: 'true', title: 'Yes' },
    { id: 'false', title: 'No' },
  ],
  templates: ({ field }) => [{ path: 'field', text: `{{ ${field} }}`, use: 'text' }],
  comparisons: ({ field: path, ...rule }, outcome): Comparison[] => [
    { path, ...rule, truth: outcome === 'true' },
  ],
});

const validate = defineNode({
  ...shared,
  kind: 'validate',
  type: 'condition',
  title: 'Validate',
  config: z.object({ path: z.string() }),
  outcomes: () => [
    { id: 'valid', title: 'Valid' },
    { id: 'invalid', title: 'Not valid' },
  ],
  validates: ({ path }, outcome) => (outcome === 'valid' ? [path] : []),
});

const choose = defineNode({
  ...shared,
  kind: 'choose',
  type: 'condition',
  title: 'Choose',
  config: z.object({ cases: z.array(z.string()) }),
  outcomes: ({ cases }) => cases.map((id) => ({ id, title: id })),
});

const startWorkflow = defineNode({
  ...shared,
  kind: 'start',
  type: 'action',
  title: 'Start workflow',
  config: z.object({ workflowId: z.string() }),
  outcomes: () => [next, error],
  starts: ({ workflowId }) => [workflowId],
});

const end = defineNode({
  ...shared,
  kind: 'end',
  type: 'action',
  title: 'End',
  config: noConfig,
  outcomes: () => [],
});

export const definitions: Definitions = Object.fromEntries(
  [trigger, send, post, ask, look, wait, loop, condition, validate, choose, startWorkflow, end].map(
    (definition) => [definition.kind, definition as unknown as NodeDefinition],
  ),
);
