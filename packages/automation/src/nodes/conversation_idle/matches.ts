import { defineMatcher } from '../../triggers.ts';
import { definition } from './definition.ts';

/** The event comes once for each number of minutes that some workflow waits for. */
export const matches = defineMatcher(definition, ({ config, event: { payload } }) =>
  payload.minutes === config.minutes
    ? null
    : `the conversation was silent for ${payload.minutes ?? 0} minutes, not ${config.minutes}`,
);
