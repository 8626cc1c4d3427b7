import { z } from 'zod';
import { defineNode } from '../../definition.ts';
import { sample } from '../../fields/json.ts';
import { byOutcome, nextOrError } from '../../fields/outcomes.ts';
import { ofUncertainActions } from '../../fields/retry.ts';
import { jsonTemplate, template } from '../../fields/template.ts';
import { any, number, object, typeOfSample } from '../../valueTypes.ts';

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD'] as const;

const header = z.object({
  name: z
    .string()
    .max(100)
    .regex(/^[A-Za-z0-9-]+$/, 'must be the name of a header')
    .meta({ title: 'Name', placeholder: 'Authorization' }),
  value: template({ title: 'Value', isOptional: true }),
});

const body = z
  .discriminatedUnion('type', [
    z.object({ type: z.literal('none') }).meta({ title: 'None' }),
    z
      .object({ type: z.literal('json'), json: jsonTemplate({ title: 'JSON' }) })
      .meta({ title: 'JSON' }),
    z
      .object({
        type: z.literal('text'),
        text: template({ title: 'Text', max: 10_000, control: 'template-area', isOptional: true }),
      })
      .meta({ title: 'Text' }),
  ])
  .prefault({ type: 'none' })
  .meta({ title: 'Body' });

export const definition = defineNode({
  kind: 'http_request',
  type: 'action',
  title: 'HTTP request',
  description: 'Asks or tells another program something.',
  icon: 'globe',
  config: z
    .object({
      method: z.enum(methods).default('GET').meta({ title: 'Method' }),
      url: template({ title: 'Address', use: 'host' }),
      credentialId: z.string().max(64).optional().meta({
        title: 'Credential',
        description: 'An API key or the like from the settings, kept sealed.',
        control: 'credential',
        placeholder: 'None',
      }),
      headers: z.array(header).max(30).default([]).meta({ title: 'Headers' }),
      body,
      idempotencyKey: z.boolean().default(false).meta({
        title: 'With the header Idempotency-Key',
        description: 'The receiver then takes a repeated request only once, if it supports it.',
      }),
      expectedStatus: z
        .array(z.string().regex(/^[1-5](\d\d|xx)$/, 'must be a status such as 201 or 2xx'))
        .min(1)
        .max(20)
        .default(['2xx'])
        .meta({ title: 'Statuses that are no error', control: 'words' }),
      sample: sample({ title: 'Sample of the answer' }),
      ...ofUncertainActions,
    })
    .refine(({ method, body }) => body.type === 'none' || !isRead(method), {
      message: 'must be none with GET and HEAD',
      path: ['body'],
    }),
  example: {
    url: 'https://example.com/orders/{{ steps.ask_order.answer }}',
    sample: { id: 'A-1024', status: 'sent' },
  },
  guarantee: 'at-most-once',
  guaranteeWith: ({ method, idempotencyKey }) => {
    if (isRead(method)) return 'exactly-once';
    return idempotencyKey ? 'at-least-once' : 'at-most-once';
  },
  waits: false,
  counts: false,
  outcomes: nextOrError,
  output: ({ sample }, outcome) =>
    byOutcome(outcome, {
      next: object({ status: number, headers: any, body: typeOfSample(sample) }),
    }),
});

function isRead(method: (typeof methods)[number]): boolean {
  return method === 'GET' || method === 'HEAD';
}
