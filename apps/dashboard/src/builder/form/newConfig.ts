import type { NodeDefinition } from '@echoai/automation/definition';
import { type FormField, type FormFields, formFields } from '@echoai/automation/fields/formFields';
import { referencesOf } from '@echoai/automation/fields/referencesOf';
import { initialOf, initialsOf, isObject, type Values } from './values';

/** A connection as far as a new node looks at it. */
export interface ConnectionChoice {
  id: string;
  provider: string;
}

/**
 * What a new node begins with. One that names something outside of the graph (a connection, an intent,
 * an address) begins with nothing that its owner has to choose, but the connection where its provider
 * has only one: what its example names does not exist. Examples are placeholders, see `withExamples`.
 * Any other begins as its example, at the times of whoever makes it.
 */
export function newConfig(definition: NodeDefinition, connections: ConnectionChoice[]): Values {
  const fields = formFields(definition.config);
  if (!namesOutside(definition)) return inOwnTime(definition.example as Values, fields);
  const chosen = Object.entries(fields).flatMap(([name, { widget, provider }]) => {
    const own = connections.filter((each) => widget === 'connection' && each.provider === provider);
    return own.length === 1 ? [[name, own[0]!.id]] : [];
  });
  return { ...initialsOf(fields), ...Object.fromEntries(chosen) };
}

/** An example's time zone and opening hours are somebody else's. */
function inOwnTime(example: Values, fields: FormFields): Values {
  const own = Object.entries(fields).flatMap(([name, field]) =>
    field.widget === 'time-zone' || field.widget === 'business-hours'
      ? [[name, initialOf({ ...field, isOptional: false })]]
      : [],
  );
  return { ...example, ...Object.fromEntries(own) };
}

function namesOutside(definition: NodeDefinition): boolean {
  const { config, example } = definition;
  const parsed = config.safeParse(example);
  if (!parsed.success || referencesOf(definition, example).length > 0) return true;
  return definition.templates(parsed.data).some(({ use }) => use !== 'text');
}

/** Texts that an owner writes; an example of what is chosen from a list would name nothing. */
const written = new Set(['text', 'template', 'template-area', 'variable', 'cron']);

/** The fields with placeholders from an example of the configuration. */
export function withExamples(fields: FormFields, example: unknown): FormFields {
  const values = isObject(example) ? example : {};
  return Object.fromEntries(
    Object.entries(fields).map(([name, field]) => [name, withExample(field, values[name])]),
  );
}

function withExample(field: FormField, example: unknown): FormField {
  if (example === undefined) return field;
  if (field.fields) return { ...field, fields: withExamples(field.fields, example) };
  if (field.item && Array.isArray(example))
    return { ...field, item: withExample(field.item, example[0]) };
  if (field.modes && isObject(example))
    return {
      ...field,
      modes: field.modes.map((mode) => ({ ...mode, fields: withExamples(mode.fields, example) })),
    };
  const isExample = typeof example === 'string' && written.has(field.widget);
  if (!isExample || field.placeholder || (field.fallback ?? '') !== '') return field;
  return { ...field, placeholder: example };
}
