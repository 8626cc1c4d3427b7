import { z } from 'zod';
import type { NodeDefinition, Setting } from '../definition.ts';
import type { Walkable } from './templatesOf.ts';

/** Something outside of a graph that a node's configuration names. */
export type Reference =
  | { to: 'connection'; id: string; provider: string }
  | {
      to: 'option';
      /** The value, as the provider knows it. */
      id: string;
      connectionId: string;
      list: string;
      /** Values of the fields that the list depends on. */
      of: Record<string, string>;
    }
  | { to: 'intent'; id: string; chatbotId: string | null }
  | { to: 'chatbot' | 'credential' | 'workflow'; id: string }
  | { to: 'tag'; id: string }
  | { to: 'setting'; id: Setting };

/** A reference and the field that makes it; an empty field for the node as a whole. */
export interface FoundReference {
  field: string;
  /** What the field is called. */
  title: string;
  reference: Reference;
}

/** States by `referenceKey`. A reference without one is not checked. */
export type ReferenceStates = Record<string, ReferenceState>;

export type ReferenceState =
  /** What its owner calls it, where its id says nothing. */
  | { is: 'there'; name?: string }
  | { is: 'missing' }
  /** A connection of another provider. */
  | { is: 'of-other-provider'; name: string }
  /** It is there and cannot be used until somebody acts. */
  | { is: 'broken'; name: string; reason: string | null }
  /** It is there and may not work right now. */
  | { is: 'troubled'; name: string; reason: string | null }
  /** It could not be asked for. */
  | { is: 'unknown'; reason: string };

/** The same for references to the same thing. */
export function referenceKey(reference: Reference): string {
  if (reference.to !== 'option') return JSON.stringify(Object.entries(reference).sort());
  const { of, ...rest } = reference;
  return JSON.stringify([Object.entries(rest).sort(), Object.entries(of).sort()]);
}

type Values = Record<string, unknown>;

/** What a node refers to: by its fields, and by what it needs to act. */
export function referencesOf(definition: NodeDefinition, config: unknown): FoundReference[] {
  const parsed = definition.config.safeParse(config);
  const needs = parsed.success ? (definition.needs?.(parsed.data) ?? []) : [];
  return [
    ...referencesIn(definition.config, parsed.success ? parsed.data : config),
    ...needs.map((id) => ({ field: '', title: '', reference: { to: 'setting', id } as const })),
  ];
}

/**
 * What a configuration refers to, found by the controls of its schema. Fields that are left empty,
 * and those that have no say beside the others, refer to nothing.
 */
function referencesIn(schema: z.core.$ZodType, config: unknown): FoundReference[] {
  const whole = isObject(config) ? config : {};
  return [...walk(schema as Walkable, config, { keys: [], siblings: whole, whole })];
}

interface Place {
  keys: string[];
  /** Fields of the same object. */
  siblings: Values;
  whole: Values;
}

function* walk(schema: Walkable, value: unknown, place: Place): Generator<FoundReference> {
  if (value === undefined || value === null || value === '') return;
  const meta = (z.globalRegistry.get(schema) ?? {}) as Values;
  const { control } = meta;
  if (!isSpoken(meta.shownWhen as Record<string, string[]> | undefined, place.siblings)) return;
  if (typeof control === 'string' && Object.hasOwn(byControl, control)) {
    yield* byControl[control]!(value, place, meta);
    return;
  }
  const { shape, element, options, innerType, in: input } = schema._zod.def;
  if (shape && isObject(value)) {
    for (const [key, inner] of Object.entries(shape))
      yield* walk(inner, value[key], { ...place, keys: [...place.keys, key], siblings: value });
  } else if (element && Array.isArray(value)) {
    for (const [index, item] of value.entries())
      yield* walk(element, item, { ...place, keys: [...place.keys, String(index)] });
  } else if (options) {
    const option = options.find((each) => z.safeParse(each, value).success);
    if (option) yield* walk(option, value, place);
  } else if (innerType ?? input) yield* walk((innerType ?? input)!, value, place);
}

type Find = (value: unknown, place: Place, meta: Values) => Generator<FoundReference>;

/** By the control of the field. */
const byControl: Record<string, Find> = {
  chatbot: plain('chatbot'),
  credential: plain('credential'),
  workflow: plain('workflow'),
  // What puts a tag on a conversation may make a new one; what waits for a tag reads it.
  tag: plain('tag'),
  *connection(value, place, { title, provider }) {
    const reference = { to: 'connection', id: String(value), provider: String(provider) } as const;
    yield { field: place.keys.join('.'), title: String(title), reference };
  },
  *option(value, { keys, siblings, whole }, { title, list, dependsOn = [], mayBeNew }) {
    if (typeof whole.connectionId !== 'string' || whole.connectionId === '') return;
    if ((mayBeNew as ((config: Values) => boolean) | undefined)?.(whole)) return;
    const of: Record<string, string> = {};
    for (const name of dependsOn as string[]) {
      const other = siblings[name] ?? whole[name];
      if (typeof other !== 'string' || other === '') return;
      of[name] = other;
    }
    const { connectionId } = whole;
    const reference = {
      to: 'option',
      id: String(value),
      connectionId,
      list: String(list),
      of,
    } as const;
    yield { field: keys.join('.'), title: String(title), reference };
  },
  *intents(value, { keys, siblings: { chatbotId } }, { title }) {
    for (const [index, id] of (Array.isArray(value) ? value : []).entries())
      yield {
        field: [...keys, index].join('.'),
        title: String(title),
        reference: {
          to: 'intent',
          id: String(id),
          chatbotId: typeof chatbotId === 'string' && chatbotId !== '' ? chatbotId : null,
        },
      };
  },
};

function plain(to: 'chatbot' | 'credential' | 'workflow' | 'tag'): Find {
  return function* (value, { keys }, { title }) {
    yield {
      field: keys.join('.'),
      title: String(title),
      reference: { to, id: String(value) } as Reference,
    };
  };
}

function isSpoken(shownWhen: Record<string, string[]> | undefined, siblings: Values): boolean {
  return Object.entries(shownWhen ?? {}).every(([other, shown]) =>
    shown.includes(String(siblings[other])),
  );
}

function isObject(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
