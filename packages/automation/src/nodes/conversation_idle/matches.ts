import { defineMatcher } from '../../triggers.ts';
import { definition } from './definition.ts';

/** The event comes once for each number of minutes that some workflow waits for. */
export const matches = defineMatcher(
  definition,
  ({ config, event }) => event.payload.minutes === config.minutes,
);
