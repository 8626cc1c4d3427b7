import { z } from 'zod';
import type { TemplateUse, ValueType } from '../definition.ts';
import type { FieldText } from './template.ts';

/** The controls that a form must have; which one shows a field is decided here. */
export type Widget =
  | 'text'
  | 'template'
  | 'template-area'
  | 'variable'
  | 'id'
  | 'time'
  | 'time-zone'
  | 'cron'
  | 'chatbot'
  | 'credential'
  | 'connection'
  | 'option'
  | 'workflow'
  | 'tag'
  | 'number'
  | 'switch'
  | 'choice'
  | 'words'
  | 'tags'
  | 'intents'
  | 'recipients'
  | 'list'
  | 'percentages'
  | 'group'
  | 'modes'
  | 'duration'
  | 'business-hours'
  | 'condition'
  | 'json'
  | 'json-schema';

/** One field of a configuration as a form shows it. */
export interface FormField extends Pick<FieldText, 'title' | 'description' | 'placeholder'> {
  widget: Widget;
  /** Whether it may be left out; `fallback` then counts, if there is one. */
  isOptional: boolean;
  fallback?: unknown;
  /** Of a text: it is a Liquid template, and where it goes. */
  template?: TemplateUse;
  /** Of a template or variable: the type that is needed. */
  expects?: ValueType;
  /** Of a number. */
  minimum?: number;
  maximum?: number;
  isInteger?: boolean;
  /** Of a choice. */
  options?: { value: string; title: string }[];
  /** Of a connection: the provider's id. */
  provider?: string;
  /** Of an option: the picker of the provider, and the fields that it depends on. */
  list?: string;
  dependsOn?: string[];
  /** Of a list: its items, and how many there must and may be. */
  item?: FormField;
  least?: number;
  most?: number;
  /** Of a group. */
  fields?: FormFields;
  /** Of a union: the field that tells its modes apart, and the fields of each. */
  modeKey?: string;
  modes?: { value: string; title: string; fields: FormFields }[];
  shownWhen?: FieldText['shownWhen'];
  section?: FieldText['section'];
}

export type FormFields = Record<string, FormField>;

type Schema = z.core.$ZodType & {
  _zod: {
    def: {
      type: string;
      shape?: Record<string, Schema>;
      element?: Schema;
      innerType?: Schema;
      in?: Schema;
      options?: Schema[];
      discriminator?: string;
      entries?: Record<string, string>;
      values?: unknown[];
    };
  };
};

/** The fields of an object's schema by name; none when it is no object. */
export function formFields(schema: z.core.$ZodType): FormFields {
  const { schema: inner } = unwrap(schema as Schema);
  return fieldsOf(inner._zod.def.shape ?? {});
}

function fieldsOf(shape: Record<string, Schema>): FormFields {
  return Object.fromEntries(Object.entries(shape).map(([name, of]) => [name, fieldOf(of)]));
}

function fieldOf(outer: Schema): FormField {
  const { schema, meta, isOptional } = unwrap(outer);
  const { def } = schema._zod;
  const { title = '', description, placeholder, control, choices, shownWhen, section } = meta;
  const fallback = isOptional ? z.safeParse(outer, undefined).data : undefined;
  const field: FormField = { title, widget: widgetOf(control, def), isOptional };
  const { template, expects, provider, list, dependsOn } = meta as Partial<FormField>;
  const found = {
    description,
    placeholder,
    shownWhen,
    section,
    fallback,
    template,
    expects,
    provider,
    list,
    dependsOn,
  };
  Object.assign(field, withoutGaps(found));
  if (isWhole(field.widget)) return field;
  if (def.type === 'number') Object.assign(field, rangeOf(schema));
  if (def.type === 'enum') field.options = optionsOf(def.entries, choices);
  if (def.element) Object.assign(field, { item: fieldOf(def.element), ...lengthOf(schema) });
  if (def.shape) field.fields = fieldsOf(def.shape);
  if (def.discriminator) Object.assign(field, modesOf(def.discriminator, def.options));
  return field;
}

/** Controls that show all of their value: the fields within are their own affair. */
function isWhole(widget: Widget): boolean {
  return ['duration', 'business-hours', 'condition', 'json', 'json-schema'].includes(widget);
}

const controls = new Set<string>([
  'template',
  'template-area',
  'variable',
  'id',
  'time',
  'time-zone',
  'cron',
  'chatbot',
  'credential',
  'connection',
  'option',
  'workflow',
  'tag',
  'words',
  'tags',
  'intents',
  'recipients',
  'percentages',
  'duration',
  'business-hours',
  'condition',
  'json',
  'json-schema',
] satisfies Widget[]);

const byType: Record<string, Widget | undefined> = {
  string: 'text',
  number: 'number',
  boolean: 'switch',
  enum: 'choice',
  array: 'list',
  object: 'group',
};

function widgetOf(control: string | undefined, def: Schema['_zod']['def']): Widget {
  if (control && controls.has(control)) return control as Widget;
  if (def.discriminator) return 'modes';
  return byType[def.type] ?? 'json';
}

/** The schema below `optional`, `default` and their like, with what all of them say in one. */
function unwrap(outer: Schema): { schema: Schema; meta: Partial<FieldText>; isOptional: boolean } {
  let schema = outer;
  let meta: Partial<FieldText> = {};
  let isOptional = false;
  for (;;) {
    meta = { ...z.globalRegistry.get(schema), ...meta };
    const { type, innerType, in: input } = schema._zod.def;
    const inner = innerType ?? input;
    if (!inner) return { schema, meta, isOptional };
    isOptional ||= ['optional', 'default', 'prefault'].includes(type);
    schema = inner;
  }
}

function rangeOf(schema: Schema): Pick<FormField, 'minimum' | 'maximum' | 'isInteger'> {
  const { type, minimum, maximum } = z.toJSONSchema(schema, { io: 'input' });
  return { ...withoutGaps({ minimum, maximum }), isInteger: type === 'integer' };
}

function optionsOf(entries: Record<string, string> = {}, titles: Record<string, string> = {}) {
  return Object.values(entries).map((value) => ({ value, title: titles[value] ?? value }));
}

function lengthOf(schema: Schema): Pick<FormField, 'least' | 'most'> {
  const { minItems, maxItems } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return withoutGaps({ least: minItems, most: maxItems });
}

function modesOf(modeKey: string, options: Schema[] = []) {
  const modes = options.map((option) => {
    const { schema, meta } = unwrap(option);
    const { [modeKey]: mode, ...shape } = schema._zod.def.shape ?? {};
    const value = String(mode?._zod.def.values?.[0]);
    return { value, title: meta.title ?? value, fields: fieldsOf(shape) };
  });
  return { modeKey, modes };
}

function withoutGaps(values: object): object {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}
