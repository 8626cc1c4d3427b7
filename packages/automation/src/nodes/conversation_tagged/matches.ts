import { textOf } from '../../conditions/index.ts';
import { defineMatcher } from '../../triggers.ts';
import { definition } from './definition.ts';

export const matches = defineMatcher(
  definition,
  ({ config, event }) => textOf(event.payload.tag, false) === textOf(config.tag, false),
);
