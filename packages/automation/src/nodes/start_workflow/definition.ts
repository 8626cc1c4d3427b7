import { z } from 'zod';
import { defineNode } from '../../definition.ts';
import { byOutcome, nextOrError } from '../../fields/outcomes.ts';
import { ofActions } from '../../fields/retry.ts';
import { jsonTemplate } from '../../fields/template.ts';
import { object, text } from '../../valueTypes.ts';

export const definition = defineNode({
  kind: 'start_workflow',
  type: 'action',
  title: 'Start workflow',
  description: 'Starts another workflow, and does not wait for its end.',
  icon: 'workflow',
  config: z.object({
    workflowId: z.string().min(1).max(60).meta({ title: 'Workflow', control: 'workflow' }),
    input: jsonTemplate({ title: 'Input' }).prefault({}),
    ...ofActions,
  }),
  example: { workflowId: 'wf_follow_up', input: { email: '{{ steps.ask_email.answer }}' } },
  guarantee: 'exactly-once',
  waits: false,
  counts: false,
  givesOwnValues: true,
  changes: [],
  outcomes: nextOrError,
  output: (_config, outcome) => byOutcome(outcome, { next: object({ executionId: text }) }),
  starts: ({ workflowId }) => [workflowId],
});
