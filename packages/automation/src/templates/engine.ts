import { Context, defaultOperators, Liquid } from 'liquidjs';
import { timeZoneIn } from '../timeZone.ts';
import { spend, spendOnValue } from '../work.ts';
import { countFilters, countOperators } from './countFilters.ts';

/** Most UTF-16 code units of a template, and of what it renders to. */
export const maxTemplate = 10_000;
export const maxRendered = 20_000;

/**
 * Liquid without files, and bounded: owners write templates, and a mistake (or malice) must end in
 * an error, never in a process that hangs or grows. `default` and `if` accept missing variables;
 * elsewhere a missing one is an error.
 * @param print writes each value that a template puts out, unless its last filter is `raw`
 */
function createEngine(print: (value: unknown) => string): Liquid {
  const engine = new Liquid({
    strictFilters: true,
    strictVariables: true,
    lenientIf: true,
    ownPropertyOnly: true,
    templates: {},
    timezoneOffset: 0,
    parseLimit: maxTemplate,
    /** Liquid's own count: characters and list items that filters and ranges make. */
    memoryLimit: 1_000_000,
    outputEscape: print,
    operators: countOperators(defaultOperators),
  });
  countFilters(engine);
  // They read other files, of which there are none.
  for (const tag of ['include', 'render', 'layout', 'block']) delete engine.tags[tag];
  return engine;
}

export const engine = createEngine(printed);

/** For addresses: each value is one part of a path or one value of a query, see `renderAddress`. */
export const addressEngine = createEngine(
  (value) => `${marks.begin}${encodeURIComponent(printed(value).toWellFormed())}${marks.end}`,
);
// What an owner encoded already is not encoded twice; `uri_escape` leaves `/` and `?` as they are.
for (const name of ['url_encode', 'cgi_escape', 'uri_escape'])
  Object.assign(addressEngine.filters[name]!, { raw: true });

/** Around what a variable gave, while an address is rendered. */
export const marks = { begin: '\ue000', end: '\ue001' };

/** Units for each part of a template that is written, as often as a loop writes it. */
const part = 100;

/**
 * A scope in which everything that a template writes is counted, in place of Liquid's clock. Dates are
 * written by the clock of the automation's time zone.
 */
export function countedContext(scope: object, liquid: Liquid = engine): Context {
  const renderLimit = { check: () => spend(part), use: () => {} };
  const zone = timeZoneIn(scope);
  const options = zone === 'UTC' ? liquid.options : { ...liquid.options, timezoneOffset: zone };
  return new Context(scope, options, { sync: true }, {
    renderLimit,
    liquid,
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
