import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { nodeDefinitions } from '../nodes/index.ts';
import { words } from './common.ts';
import { type FormField, type FormFields, formFields } from './formFields.ts';

const definitions = Object.entries(nodeDefinitions);

interface JsonSchema {
  properties?: Record<string, JsonSchema>;
  items?: JsonSchema;
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
}

/** Paths of all fields that a form shows; a control that shows all of its value ends a path. */
function shown(fields: FormFields, before = ''): string[] {
  return Object.entries(fields).flatMap(([name, field]) => {
    const path = `${before}${name}`;
    return [path, ...below(field, path)];
  });
}

function below({ fields = {}, item, modes = [], modeKey }: FormField, path: string): string[] {
  return [
    ...(modeKey ? [`${path}.${modeKey}`] : []),
    ...shown(fields, `${path}.`),
    ...modes.flatMap((mode) => shown(mode.fields, `${path}.`)),
    ...(item ? below(item, `${path}.*`) : []),
  ];
}

/** Paths of all properties of a schema. */
function required(schema: JsonSchema, before = ''): string[] {
  return [
    ...Object.entries(schema.properties ?? {}).flatMap(([name, property]) => [
      `${before}${name}`,
      ...required(property, `${before}${name}.`),
    ]),
    ...(schema.items ? required(schema.items, `${before}*.`) : []),
    ...[...(schema.anyOf ?? []), ...(schema.oneOf ?? [])].flatMap((part) => required(part, before)),
  ];
}

/** Fields whose control shows all that is within. */
function wholes(fields: FormFields, before = ''): string[] {
  return Object.entries(fields).flatMap(([name, field]) => wholesOf(field, `${before}${name}`));
}

function wholesOf(field: FormField, path: string): string[] {
  const isWhole = ['duration', 'business-hours', 'condition'].includes(field.widget);
  return [
    ...(isWhole ? [`${path}.`] : []),
    ...wholes(field.fields ?? {}, `${path}.`),
    ...(field.modes ?? []).flatMap((mode) => wholes(mode.fields, `${path}.`)),
    ...(field.item ? wholesOf(field.item, `${path}.*`) : []),
  ];
}

describe('the fields of every kind of node', () => {
  it.each(definitions)('show all that the schema has: %s', (_kind, { config }) => {
    const schema = z.toJSONSchema(config, {
      io: 'input',
      unrepresentable: 'any',
      reused: 'inline',
    }) as JsonSchema;
    const fields = formFields(config);
    const within = wholes(fields);
    const paths = required(schema).filter(
      (path) => !within.some((whole) => path.startsWith(whole)),
    );
    expect(new Set(shown(fields))).toEqual(new Set(paths));
  });

  it.each(definitions)('have titles, as have their choices and modes: %s', (_kind, { config }) => {
    const untitled = (fields: FormFields): string[] =>
      Object.entries(fields).flatMap(([name, field]) => [
        ...(field.title ? [] : [name]),
        ...(field.options ?? [])
          .filter(({ value, title }) => value === title && value !== value.toUpperCase())
          .map(({ value }) => `${name}: ${value}`),
        ...(field.modes ?? [])
          .filter(({ value, title }) => value === title)
          .map(({ value }) => `${name}: ${value}`),
        ...untitled(field.fields ?? {}),
        ...untitled(field.item?.fields ?? {}),
        ...(field.modes ?? []).flatMap((mode) => untitled(mode.fields)),
      ]);
    expect(untitled(formFields(config))).toEqual([]);
  });

  it.each(definitions)('name other fields of theirs as what they depend on: %s', (_kind, node) => {
    const fields = formFields(node.config);
    for (const { shownWhen = {} } of Object.values(fields))
      for (const [other, values] of Object.entries(shownWhen))
        expect(fields[other]?.options?.map(({ value }) => value)).toEqual(
          expect.arrayContaining(values),
        );
  });
});

describe('a field', () => {
  const fields = formFields(
    z.object({
      amount: z.int().min(1).max(9).default(2).meta({ title: 'Amount', section: 'failure' }),
      names: words({ title: 'Names' }),
      anything: z.unknown().meta({ title: 'Anything', control: 'unheard-of' }),
    }),
  );

  it('knows its range, and what counts without it', () => {
    expect(fields.amount).toEqual({
      title: 'Amount',
      widget: 'number',
      isOptional: true,
      fallback: 2,
      minimum: 1,
      maximum: 9,
      isInteger: true,
      section: 'failure',
    });
  });

  it('of a list knows its items and how many there may be', () => {
    expect(fields.names).toMatchObject({ widget: 'words', most: 50, item: { widget: 'text' } });
  });

  it('of an unknown type is shown as JSON', () => {
    expect(fields.anything?.widget).toBe('json');
  });
});
