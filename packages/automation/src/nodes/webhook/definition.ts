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
      .enum(['unless_signed', 'always', 'never'])
      .default('unless_signed')
      .meta({
        title: 'Answer challenges',
        description:
          'Meta, Microsoft, Dropbox, Okta and Slack ask the address for a challenge before they send anything.',
        choices: {
          unless_signed: 'If no signature is required',
          always: 'Always',
          never: 'Never',
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
        shownWhen: { challenges: ['unless_signed', 'always'] },
      }),
    sample: sample({ title: 'Sample of the body' }),
  }),
  example: { sample: { order: 'A-1024', total: 59.9 } },
  guarantee: 'exactly-once',
  event: null,
  waits: false,
  counts: false,
  outcomes: () => [next],
  output: ({ sample }) => object({ body: typeOfSample(sample), headers: any, query: any }),
});
