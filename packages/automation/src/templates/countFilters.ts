import type { Context, FilterImplOptions, Liquid } from 'liquidjs';
import { timeOf } from '../conditions/coerce.ts';
import { momentAt, timeZoneIn } from '../timeZone.ts';
import { spend, spendOnValue } from '../work.ts';

/** A call costs this much besides its values. */
const call = 150;

/** Filters that look at the list and not into its items, whose library counts the items itself. */
const shallow = new Set([
  ...['first', 'last', 'size', 'default', 'reverse', 'compact', 'uniq', 'concat', 'push', 'pop'],
  ...['shift', 'unshift', 'where_exp', 'reject_exp', 'group_by_exp', 'find_exp', 'has_exp'],
  ...['find_index_exp', 'raw'],
]);

/** Filters that read a path of every item. */
const byPath = new Set([
  ...['map', 'sum', 'sort', 'sort_natural', 'where', 'reject', 'group_by', 'has', 'find'],
  'find_index',
]);

type Filter = { handler: Handler; raw?: boolean } | Handler;
type FilterImpl = { context: Context };
type Handler = (this: unknown, ...values: unknown[]) => unknown;

/**
 * Has every filter and every comparison spend what its values take. Liquid's own limit counts the
 * length of a list but not what is in the items, and a list may hold itself many times over.
 */
export function countFilters(engine: Liquid): void {
  for (const [name, filter] of Object.entries(engine.filters)) {
    const { handler, raw } = asOptions(filter as Filter);
    engine.filters[name] = {
      raw: raw ?? false,
      handler(this: FilterImpl, value: unknown, ...rest: unknown[]) {
        spendOnFilter(name, value, rest);
        const given = name.startsWith('date') ? momentOf(value, this.context) : value;
        const result = handler.call(this, given, ...rest);
        return result === given ? value : result;
      },
    } as FilterImplOptions;
  }
}

/** The library's operators, each of which spends what it compares. */
export function countOperators<Operators extends object>(operators: Operators): Operators {
  return Object.fromEntries(
    Object.entries(operators).map(([name, operator]) => [
      name,
      (...sides: [unknown, unknown, Context?]) => {
        const isComparison = !['and', 'or', 'not'].includes(name);
        spend(call);
        if (isComparison) for (const side of sides.slice(0, 2)) spendOnValue(plain(side));
        return operator(...sides);
      },
    ]),
  ) as Operators;
}

/**
 * What a filter of dates is given: “now” is the time of the step, which a simulation chooses, and a
 * time without a zone is read by the automation's clock, as in conditions. Liquid would take the clock
 * and the zone of the server.
 */
function momentOf(value: unknown, { environments }: Context): unknown {
  if (typeof value !== 'string') return value;
  const text = value.trim();
  if (text === 'now' || text === 'today') return (environments as { now?: unknown }).now ?? value;
  const zone = timeZoneIn(environments);
  const known = timeOf(text, zone);
  if (known !== null) return new Date(known);
  if (/^\d*$/.test(text) || /(?:z|gmt|utc|[+-]\d\d:?\d\d)\)?$/i.test(text)) return value;
  const read = Date.parse(`${text} UTC`);
  return Number.isNaN(read) ? value : new Date(momentAt(read, zone));
}

function spendOnFilter(name: string, value: unknown, rest: unknown[]): void {
  spend(call);
  const items = Array.isArray(value) ? value.length : 1;
  for (const each of rest) spendOnValue(plain(each));
  if (name.startsWith('date')) spendOnDate(rest[0]);
  if (shallow.has(name)) {
    spend(items);
    return;
  }
  if (byPath.has(name)) for (const each of rest) spend(items * (call + String(each).length));
  spendOnValue(plain(value));
  // Each item is compared about as often as the list can be halved.
  if (name.startsWith('sort')) for (let left = items; left > 1; left /= 2) spendOnValue(value);
}

/** The names of days and months take the library a fifth of a millisecond each. */
function spendOnDate(format: unknown): void {
  const text = typeof format === 'string' && format.includes('%') ? format : '%A, %B';
  spend(500 + 8_000 * (text.split(/[AaBbh]/).length - 1));
}

/** Liquid's own values (`forloop`, `empty`) are no JSON and cost nothing. */
function plain(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null ? value : null;
}

function asOptions(filter: Filter): { handler: Handler; raw?: boolean } {
  return typeof filter === 'function' ? { handler: filter } : filter;
}
