import { Context, defaultOperators, Liquid } from 'liquidjs';
import { spend, spendOnValue } from '../work.ts';
import { countFilters, countOperators } from './countFilters.ts';

/** Most UTF-16 code units of a template, and of what it renders to. */
export const maxTemplate = 10_000;
export const maxRendered = 20_000;

/**
 * Liquid without files, and bounded: owners write templates, and a mistake (or malice) must end in
 * an error, never in a process that hangs or grows. `default` and `if` accept missing variables;
 * elsewhere a missing one is an error.
 */
export const engine = new Liquid({
  strictFilters: true,
  strictVariables: true,
  lenientIf: true,
  ownPropertyOnly: true,
  templates: {},
  timezoneOffset: 0,
  parseLimit: maxTemplate,
  /** Liquid's own count: characters and list items that filters and ranges make. */
  memoryLimit: 1_000_000,
  outputEscape: printed,
  operators: countOperators(defaultOperators),
});

countFilters(engine);

// They read other files, of which there are none.
for (const tag of ['include', 'render', 'layout', 'block']) delete engine.tags[tag];

/** Units for each part of a template that is written, as often as a loop writes it. */
const part = 100;

/** A scope in which everything that a template writes is counted, in place of Liquid's clock. */
export function countedContext(scope: object): Context {
  const renderLimit = { check: () => spend(part), use: () => {} };
  return new Context(scope, engine.options, { sync: true }, {
    renderLimit,
    liquid: engine,
  } as unknown as ConstructorParameters<typeof Context>[3]);
}

function printed(value: unknown): string {
  spendOnValue(value);
  return asText(value);
}

/**
 * A value as a reader of the message expects it: lists and objects as JSON, nothing for null. Never
 * throws: what is no JSON, or is nested thousands deep, is nothing too.
 */
export function asText(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value !== 'object') return String(value);
  try {
    return value instanceof Date ? value.toISOString() : (JSON.stringify(value) ?? '');
  } catch {
    return '';
  }
}
