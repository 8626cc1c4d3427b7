import { textOf } from '../../conditions/index.ts';
import { defineMatcher } from '../../triggers.ts';
import { definition } from './definition.ts';

export const matches = defineMatcher(definition, ({ config, event: { payload } }) =>
  textOf(payload.tag, false) === textOf(config.tag, false)
    ? null
    : `the tag is “${payload.tag ?? ''}”, not “${config.tag}”`,
);
