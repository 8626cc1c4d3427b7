import { z } from 'zod';

/** How often an action that failed is tried again; then it leaves by `error`. */
export const retry = z
  .object({
    attempts: z.int().min(1).max(10).default(3).meta({ title: 'Attempts in all' }),
    delaySeconds: z.number().min(0).max(3_600).default(2).meta({
      title: 'Seconds before the second',
      description: 'Doubled before each further one.',
    }),
  })
  .prefault({})
  .meta({ title: 'Try again', section: 'failure' });
export type Retry = z.output<typeof retry>;

/** Of every action. */
export const ofActions = { retry };

/** Of actions that ask somebody outside. */
export const ofOutsideActions = {
  retry,
  timeoutSeconds: z
    .int()
    .min(1)
    .max(120)
    .default(30)
    .meta({ title: 'Seconds to wait for an answer', section: 'failure' }),
};

/** Of actions that a crash can leave uncertain: did it happen or not? */
export const ofUncertainActions = {
  ...ofOutsideActions,
  whenUncertain: z
    .enum(['ask', 'skip', 'repeat'])
    .default('ask')
    .meta({
      title: 'When a crash leaves open whether it happened',
      description: 'Ask the team, go on without repeating, or do it again and risk doing it twice.',
      choices: { ask: 'Ask the team', skip: 'Go on without repeating', repeat: 'Do it again' },
      section: 'failure',
    }),
};
