import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { guaranteeOf } from '../definition.ts';
import { parseTemplate } from '../templates/index.ts';
import { evaluators, matchers, nodeDefinitions } from './index.ts';

const definitions = Object.entries(nodeDefinitions);
const each = it.each(definitions);

interface JsonSchema {
  title?: string;
  properties?: Record<string, JsonSchema>;
  items?: JsonSchema;
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
}

/** Paths of fields that have no title, and so could not be shown in a form. */
function untitled(schema: JsonSchema, path = ''): string[] {
  const fields = Object.entries(schema.properties ?? {}).filter(([name]) => !isTag(name));
  return [
    ...fields.filter(([, field]) => !field.title).map(([name]) => `${path}.${name}`),
    ...fields.flatMap(([name, field]) => untitled(field, `${path}.${name}`)),
    ...[schema.items ?? {}, ...(schema.anyOf ?? []), ...(schema.oneOf ?? [])]
      .filter((part) => part !== schema && Object.keys(part).length > 0)
      .flatMap((part) => untitled(part, path)),
  ];
}

/** Tells the ways of a union apart, and is chosen with them. */
const isTag = (name: string) => name === 'mode' || name === 'type';

describe('every node', () => {
  each('%s is listed by its own name', (kind, definition) => {
    expect(definition.kind).toBe(kind);
    expect(definition.title && definition.description && definition.icon).toBeTruthy();
  });

  each('%s has an example, whose templates parse', (_kind, { config, example, templates }) => {
    for (const { text } of templates(config.parse(example)))
      expect(parseTemplate(text)).not.toHaveProperty('error');
  });

  each(
    '%s can be shown as a form: its schema is JSON and its fields have titles',
    (_kind, node) => {
      const schema = z.toJSONSchema(node.config, {
        io: 'input',
        unrepresentable: 'any',
        reused: 'inline',
      });
      expect(untitled(schema as JsonSchema)).toEqual([]);
    },
  );

  each('%s has ways out of different names, and tells what it gives by each', (_kind, node) => {
    const config = node.config.parse(node.example);
    const ids = node.outcomes(config).map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(() => JSON.stringify(node.output(config, id))).not.toThrow();
    expect(node.output(config, 'constructor') ?? null).toEqual(
      node.type === 'action' ? null : node.output(config, ids[0]!),
    );
  });

  each('%s refuses a configuration of nonsense without throwing', (_kind, { config }) => {
    for (const nonsense of [null, 42, 'text', [], { until: [] }, { condition: { rules: [[]] } }])
      expect(() => config.safeParse(nonsense)).not.toThrow();
  });
});

const ofType = (type: string) => definitions.filter(([, definition]) => definition.type === type);

describe('every action', () => {
  it.each(ofType('action').filter(([kind]) => kind !== 'end'))(
    '%s may fail, and is tried three times by default',
    (_kind, node) => {
      const config = node.config.parse(node.example);
      expect(config).toMatchObject({ retry: { attempts: 3, delaySeconds: 2 } });
      expect(node.outcomes(config)).toContainEqual(
        expect.objectContaining({ id: 'error', isOptional: true }),
      );
      expect(node.output(config, 'error')).toMatchObject({ fields: { error: { type: 'text' } } });
    },
  );

  it.each(ofType('action'))('%s says what to do when it is uncertain, if it can be', (_, node) => {
    const config = node.config.parse(node.example);
    if (node.guarantee === 'at-most-once') expect(config).toHaveProperty('whenUncertain', 'ask');
    else expect(config).not.toHaveProperty('whenUncertain');
  });

  it('has the guarantee of its configuration', () => {
    const guarantee = (kind: string, config: unknown) =>
      guaranteeOf(nodeDefinitions[kind]!, nodeDefinitions[kind]!.config.parse(config));
    const post = { url: 'https://example.com', method: 'POST' };
    expect(guarantee('http_request', post)).toBe('at-most-once');
    expect(guarantee('http_request', { ...post, idempotencyKey: true })).toBe('at-least-once');
    expect(guarantee('http_request', { ...post, method: 'GET' })).toBe('exactly-once');
    expect(guarantee('notify_team', { title: 'a' })).toBe('exactly-once');
    expect(guarantee('notify_team', { title: 'a', emails: ['a@b.cd'] })).toBe('at-most-once');
    expect(guarantee('send_message', { text: 'a' })).toBe('exactly-once');
  });
});

it('every condition can be evaluated, and every trigger with an event matched', () => {
  expect(Object.keys(evaluators).sort()).toEqual(
    ofType('condition')
      .map(([kind]) => kind)
      .sort(),
  );
  const withEvent = ofType('trigger').filter(([, { event }]) => event);
  expect(Object.keys(matchers).sort()).toEqual(withEvent.map(([kind]) => kind).sort());
});
