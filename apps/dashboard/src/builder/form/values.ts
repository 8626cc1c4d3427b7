import type { FormField, FormFields } from '@echoai/automation/fields/formFields';
import { parseJson } from '@echoai/contract/json';

/** The fields of an object as a configuration holds them. */
export type Values = Record<string, unknown>;

/** How a value that is typed as a text is shown and read. `undefined` takes the field out. */
export interface Codec {
  show(value: unknown): string;
  read(text: string): unknown;
}

/** Numbers. What is none is kept as it was typed, for the verifier to object to. */
export const numberText: Codec = {
  show: (value) => (value === undefined || value === null ? '' : String(value)),
  read: (text) => {
    const typed = text.trim().replace('−', '-').replace(',', '.');
    if (typed === '') return undefined;
    return Number.isFinite(Number(typed)) ? Number(typed) : text;
  },
};

/** JSON. What is none is a text, such as a template; one that would read as JSON stands in quotes. */
export const jsonText: Codec = {
  show: (value) => {
    if (value === undefined) return '';
    return typeof value === 'string' && !isJson(value) ? value : JSON.stringify(value, null, 2);
  },
  read: (text) => {
    if (text.trim() === '') return undefined;
    return isJson(text) ? parseJson(text) : text;
  },
};

/** Texts; an empty one that may be left out is. */
export const plainText = ({ isOptional }: Pick<FormField, 'isOptional'>): Codec => ({
  show: (value) => (typeof value === 'string' ? value : jsonText.show(value)),
  read: (text) => (text === '' && isOptional ? undefined : text),
});

function isJson(text: string): boolean {
  if (text.trim() === '') return true;
  try {
    parseJson(text);
    return true;
  } catch {
    return false;
  }
}

export const isEqual = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/** An object with a field set, or taken out. */
export function withField(values: Values, name: string, value: unknown): Values {
  if (value !== undefined) return { ...values, [name]: value };
  const { [name]: _taken, ...rest } = values;
  return rest;
}

/** Whether a value has the shape that its control edits; JSON shows those that have another. */
export function isShapeOf(field: FormField, value: unknown): boolean {
  if (value === undefined) return true;
  switch (field.widget) {
    case 'number':
      return typeof value === 'number' || typeof value === 'string';
    case 'switch':
      return typeof value === 'boolean';
    case 'words':
    case 'tags':
    case 'intents':
    case 'recipients':
      return Array.isArray(value) && value.every((item) => typeof item === 'string');
    case 'list':
    case 'percentages':
      return Array.isArray(value) && value.every((item) => isShapeOf(field.item!, item));
    case 'group':
    case 'modes':
    case 'duration':
      return isObject(value);
    case 'condition':
      return isGroup(value);
    case 'business-hours':
      return isObject(value) && (value.days === undefined || isDays(value.days));
    case 'json':
    case 'json-schema':
      return true;
    default:
      return typeof value === 'string';
  }
}

function isDays(days: unknown): boolean {
  return (
    isObject(days) && Object.values(days).every((day) => Array.isArray(day) && day.every(isObject))
  );
}

function isGroup(value: unknown): boolean {
  if (!isObject(value) || !Array.isArray(value.rules)) return false;
  return value.rules.every((rule) => isObject(rule) && (!('rules' in rule) || isGroup(rule)));
}

export function isObject(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What a new field begins with; undefined for one that may be left out. */
export function initialOf(field: FormField): unknown {
  if (field.isOptional) return undefined;
  switch (field.widget) {
    case 'number':
      return Math.max(0, field.minimum ?? 0);
    case 'switch':
      return false;
    case 'choice':
      return field.options?.[0]?.value;
    case 'group':
      return initialsOf(field.fields ?? {});
    case 'modes': {
      const [first] = field.modes ?? [];
      return { [field.modeKey!]: first?.value, ...initialsOf(first?.fields ?? {}) };
    }
    case 'duration':
      return { amount: 1, unit: 'hours' };
    case 'time':
      return '09:00';
    case 'time-zone':
      return ownTimeZone();
    case 'business-hours':
      return {
        timeZone: ownTimeZone(),
        days: Object.fromEntries(workdays.map((day) => [day, [{ from: '09:00', to: '17:00' }]])),
      };
    case 'condition':
      return { match: 'all', rules: [{ ...newRule }] };
    case 'json':
    case 'json-schema':
      return {};
    case 'list':
      return emptyItems(field);
    case 'percentages': {
      const items = emptyItems(field);
      const shares = evenly(items.length);
      return items.map((item, place) => ({ ...(item as Values), percentage: shares[place] }));
    }
    case 'words':
    case 'tags':
    case 'intents':
    case 'recipients':
      return [];
    default:
      return '';
  }
}

/** As many as there must be, to be filled in. */
function emptyItems({ item, least = 0 }: FormField): unknown[] {
  const items: unknown[] = [];
  while (item && items.length < least) items.push(newItem(item, items));
  return items;
}

export const newRule = { field: '', operator: 'equals', value: '' };
const workdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'];

/** The browser's time zone, which is likely the owner's. */
export function ownTimeZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

export function initialsOf(fields: FormFields): Values {
  const initials = Object.entries(fields).map(([name, field]) => [name, initialOf(field)] as const);
  return Object.fromEntries(initials.filter(([, value]) => value !== undefined));
}

/** A new item for a list, whose id no other item has. */
export function newItem(item: FormField, others: unknown[]): unknown {
  const initial = initialOf({ ...item, isOptional: false });
  if (!isObject(initial) || item.fields?.id?.widget !== 'id') return initial;
  const taken = new Set(others.map((other) => (isObject(other) ? other.id : undefined)));
  let number = others.length + 1;
  while (taken.has(`way_${number}`)) number++;
  return { ...initial, id: `way_${number}`, title: `Way ${number}` };
}

/** Another mode of a union; fields of the same name are kept. */
export function withMode(field: FormField, value: unknown, mode: string): Values {
  const { modeKey = 'mode', modes = [] } = field;
  const fields = modes.find((each) => each.value === mode)?.fields ?? {};
  const before = isObject(value) ? value : {};
  const kept = Object.entries(before).filter(([name]) => Object.hasOwn(fields, name));
  return { [modeKey]: mode, ...initialsOf(fields), ...Object.fromEntries(kept) };
}

/** Whether a field has its place beside the others as they are. What is filled in is never hidden. */
export function isShown(field: FormField, name: string, { fields, values }: FieldsWithValues) {
  if (values[name] !== undefined && !isEqual(values[name], field.fallback)) return true;
  return Object.entries(field.shownWhen ?? {}).every(([other, shown]) =>
    shown.includes(String(values[other] ?? fields[other]?.fallback)),
  );
}

interface FieldsWithValues {
  fields: FormFields;
  values: Values;
}

/** A time of day as it is written: `9` and `9.30` are `09:00` and `09:30`. Others stay as they are. */
export function timeOf(text: string): string {
  const [, hour, minute = '00'] = text.trim().match(/^(\d{1,2})(?:[:.h](\d{2}))?$/) ?? [];
  return hour ? `${hour.padStart(2, '0')}:${minute}` : text;
}

/** Percentages that make 100 together, as even as whole numbers allow. */
export function evenly(count: number): number[] {
  const [share, rest] = [Math.floor(100 / count), 100 % count];
  return Array.from({ length: count }, (_, place) => share + (place < rest ? 1 : 0));
}
