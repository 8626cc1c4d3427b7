import { z } from 'zod';
import type { ValueType } from '../../definition.ts';
import { defineNode } from '../../definition.ts';
import { duration } from '../../duration.ts';
import { byOutcome, failed, timedOut } from '../../fields/outcomes.ts';
import { ofActions } from '../../fields/retry.ts';
import { template } from '../../fields/template.ts';
import { choice, number, object, text } from '../../valueTypes.ts';

const config = z
  .object({
    question: template({ title: 'Question', control: 'template-area' }),
    answerType: z
      .enum(['text', 'choice', 'email', 'number'])
      .default('text')
      .meta({
        title: 'Answer',
        choices: {
          text: 'Any text',
          choice: 'One of several choices',
          email: 'An e-mail address',
          number: 'A number',
        },
      }),
    choices: z
      .array(z.string().trim().min(1).max(80))
      .max(10)
      .default([])
      .meta({
        title: 'Choices',
        description: 'Of an answer by choice.',
        control: 'words',
        shownWhen: { answerType: ['choice'] },
      }),
    attempts: z.int().min(1).max(5).default(3).meta({ title: 'Times to ask' }),
    retryMessage: template({
      title: 'Message after an answer that does not fit',
      max: 500,
      isOptional: true,
    }).default(''),
    timeout: duration({ title: 'Wait for at most' }).prefault({ amount: 24, unit: 'hours' }),
    ...ofActions,
  })
  .refine(({ answerType, choices }) => answerType !== 'choice' || choices.length >= 2, {
    message: 'must be two at least',
    path: ['choices'],
  })
  .refine(({ choices }) => new Set(choices).size === choices.length, {
    message: 'must differ',
    path: ['choices'],
  });

/** Asks, and waits for the visitor's next message; the bot is silent meanwhile. */
export const definition = defineNode({
  kind: 'ask_visitor',
  type: 'action',
  title: 'Ask the visitor',
  description: 'Asks a question and waits for the answer.',
  icon: 'circle-help',
  config,
  example: { question: 'Which e-mail address may we write to?', answerType: 'email' },
  guarantee: 'exactly-once',
  waits: true,
  counts: false,
  outcomes: () => [
    { id: 'answered', title: 'Answered' },
    { id: 'invalid', title: 'No fitting answer', isOptional: true },
    timedOut,
    failed,
  ],
  output: (config, outcome) =>
    byOutcome(outcome, {
      answered: object({ answer: answerTypes[config.answerType](config.choices), messageId: text }),
    }),
  validates: ({ answerType }, outcome) =>
    outcome === 'answered' && answerType !== 'text' ? ['.answer'] : [],
});

const answerTypes: Record<z.output<typeof config>['answerType'], (choices: string[]) => ValueType> =
  {
    text: () => text,
    email: () => text,
    number: () => number,
    choice,
  };
