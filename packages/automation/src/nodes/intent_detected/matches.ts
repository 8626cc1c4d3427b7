import { defineMatcher } from '../../triggers.ts';
import { definition } from './definition.ts';

export const matches = defineMatcher(definition, ({ config, facts: { message } }) => {
  const { intent = null, intentConfidence = null } = message ?? {};
  return (
    intent !== null &&
    config.intents.includes(intent) &&
    (intentConfidence ?? 0) >= config.minimumConfidence
  );
});
