import { defineMatcher, inFigures } from '../../triggers.ts';
import { quoted } from '../../verify/check.ts';
import { definition } from './definition.ts';

export const matches = defineMatcher(definition, ({ config, facts: { message } }) => {
  const { intent = null, intentConfidence = null } = message ?? {};
  if (intent === null) return 'no intent was recognised in the message';
  if (!config.intents.includes(intent))
    return `the intent ${quoted(intent)} is not ${config.intents.map(quoted).join(' or ')}`;
  if ((intentConfidence ?? 0) >= config.minimumConfidence) return null;
  return `the confidence ${inFigures(intentConfidence ?? 0)} is below ${inFigures(config.minimumConfidence)}`;
});
