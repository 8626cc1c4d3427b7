import type { z } from 'zod';
import { type RenderError, render, renderAddress, renderValue } from '../templates/index.ts';
import { checkWork, nodeWork, TooMuchWork, withinWork } from '../work.ts';
import { markUnproven } from './markUnproven.ts';
import { markedTexts } from './templatesOf.ts';

/**
 * A configuration with all its templates filled in, for the handler of an action. Paths of
 * variables stay as they are. Never throws; `field` names the first template that failed.
 */
export function renderConfig<Config extends z.ZodType>(
  input: Input<Config>,
): { config: z.output<Config> } | (RenderError & { field: string }) {
  let field = '';
  try {
    return withinWork(nodeWork, () => renderFields(input, (next) => (field = next)));
  } catch (error) {
    checkWork();
    if (!(error instanceof TooMuchWork)) throw error;
    return { error: error.message, field };
  }
}

interface Input<Config extends z.ZodType> {
  schema: Config;
  config: z.output<Config>;
  scope: object;
}

function renderFields<Config extends z.ZodType>(
  { schema, config, scope }: Input<Config>,
  begins: (field: string) => void,
): { config: z.output<Config> } | (RenderError & { field: string }) {
  const rendered = structuredClone(config);
  let scopeForTeam: object | undefined;
  for (const { keys, text, use, mark, isForTeam } of markedTexts(schema, config)) {
    if (mark === 'variable') continue;
    begins(keys.join('.'));
    if (isForTeam) scopeForTeam ??= markUnproven(scope);
    const seen = isForTeam ? scopeForTeam! : scope;
    const result = mark === 'value' ? renderValue(text, seen) : renderText[use](text, seen);
    if ('error' in result) return { ...result, field: keys.join('.') };
    put({ into: rendered, keys, value: 'text' in result ? result.text : result.value });
  }
  return { config: rendered };
}

const renderText = { text: render, host: renderAddress, recipient: render };

function put({ into, keys, value }: { into: unknown; keys: string[]; value: unknown }): void {
  const last = keys.at(-1)!;
  let holder = into as Record<string, unknown>;
  for (const key of keys.slice(0, -1)) holder = holder[key] as Record<string, unknown>;
  holder[last] = value;
}
