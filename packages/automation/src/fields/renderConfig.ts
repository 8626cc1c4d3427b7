import type { z } from 'zod';
import { type RenderError, render, renderValue } from '../templates/index.ts';
import { markUnproven } from './markUnproven.ts';
import { markedTexts } from './templatesOf.ts';

/**
 * A configuration with all its templates filled in, for the handler of an action. Paths of
 * variables stay as they are. Never throws; `field` names the first template that failed.
 */
export function renderConfig<Config extends z.ZodType>({
  schema,
  config,
  scope,
}: {
  schema: Config;
  config: z.output<Config>;
  scope: object;
}): { config: z.output<Config> } | (RenderError & { field: string }) {
  const rendered = structuredClone(config);
  let scopeForTeam: object | undefined;
  for (const { keys, text, mark, isForTeam } of markedTexts(schema, config)) {
    if (mark === 'variable') continue;
    if (isForTeam) scopeForTeam ??= markUnproven(scope);
    const seen = isForTeam ? scopeForTeam! : scope;
    const result = mark === 'value' ? renderValue(text, seen) : render(text, seen);
    if ('error' in result) return { ...result, field: keys.join('.') };
    put({ into: rendered, keys, value: 'text' in result ? result.text : result.value });
  }
  return { config: rendered };
}

function put({ into, keys, value }: { into: unknown; keys: string[]; value: unknown }): void {
  const last = keys.at(-1)!;
  let holder = into as Record<string, unknown>;
  for (const key of keys.slice(0, -1)) holder = holder[key] as Record<string, unknown>;
  holder[last] = value;
}
