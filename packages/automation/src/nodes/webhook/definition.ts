import { z } from 'zod';
import { defineNode } from '../../definition.ts';
import { sample } from '../../fields/json.ts';
import { next } from '../../fields/outcomes.ts';
import { any, object, typeOfSample } from '../../valueTypes.ts';

export const definition = defineNode({
  kind: 'webhook',
  type: 'trigger',
  title: 'Webhook',
  description: 'Another program sends a request.',
  icon: 'webhook',
  config: z.object({
    signed: z
      .boolean()
      .default(true)
      .meta({ title: 'Only with a signature', description: 'HMAC-SHA-256 with the secret.' }),
    challenges: z
      .enum(['never', 'always', 'unless_signed'])
      .default('unless_signed')
      .meta({
        title: 'Answer challenges',
        description:
          'Switch this on to register the address with Meta, Microsoft, Dropbox, Okta, Slack or Monday: each first sends a challenge and wants it back. Answering starts nothing.',
        choices: {
          never: 'Off',
          always: 'On',
          unless_signed: 'On while no signature is required',
        },
      }),
    verifyToken: z
      .string()
      .trim()
      .max(200)
      .optional()
      .meta({
        title: 'Verify token',
        description: 'Meta repeats it as hub.verify_token. Without one, any is accepted.',
        shownWhen: { challenges: ['always', 'unless_signed'] },
      }),
    sample: sample({ title: 'Sample of the body' }),
  }),
  example: { challenges: 'never', sample: { order: 'A-1024', total: 59.9 } },
  guarantee: 'exactly-once',
  event: null,
  waits: false,
  counts: false,
  outcomes: () => [next],
  output: ({ sample }) => object({ body: typeOfSample(sample), headers: any, query: any }),
});
