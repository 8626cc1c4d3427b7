import { z } from 'zod';
import type { Template, TemplateUse, ValueType } from '../definition.ts';

/** The parts of a schema that a walk through it needs to know. */
export type Walkable = z.core.$ZodType & {
  _zod: {
    def: {
      shape?: Record<string, Walkable>;
      element?: Walkable;
      valueType?: Walkable;
      innerType?: Walkable;
      options?: Walkable[];
      in?: Walkable;
    };
  };
};

/** A text that the schema marks, with where it stands. */
export interface MarkedText {
  keys: string[];
  text: string;
  use: TemplateUse;
  /** `value` keeps the type of what it renders to; `variable` is a path, in braces here. */
  mark: 'text' | 'value' | 'variable';
  expects?: ValueType;
  isForTeam?: boolean;
}

/**
 * Every Liquid text in a configuration, found by the marks of its schema. A field that names a
 * variable counts as the template `{{ path }}`, since it reads one too.
 */
export function templatesOf(schema: z.core.$ZodType, config: unknown): Template[] {
  return markedTexts(schema, config).map(({ keys, text, use, expects }) => ({
    path: keys.join('.'),
    text,
    use,
    ...(expects && { expects }),
  }));
}

export function markedTexts(schema: z.core.$ZodType, config: unknown): MarkedText[] {
  return [...walk(schema as Walkable, config, [])];
}

function* walk(schema: Walkable, value: unknown, keys: string[]): Generator<MarkedText> {
  if (value === undefined || value === null) return;
  const meta = z.globalRegistry.get(schema);
  const expects = meta?.expects as ValueType | undefined;
  if (meta?.variable)
    return yield { keys, text: `{{ ${value} }}`, use: 'text', mark: 'variable', expects };
  if (meta?.template) {
    const mark = meta.keepsType ? 'value' : 'text';
    const isForTeam = meta.isForTeam === true;
    const use = meta.template as TemplateUse;
    return yield* textsWithin({ value, keys, use, mark, expects, isForTeam });
  }
  for (const child of childrenOf(schema, value))
    yield* walk(child.schema, child.value, child.key === undefined ? keys : [...keys, child.key]);
}

interface Child {
  schema: Walkable;
  value: unknown;
  key?: string;
}

function childrenOf({ _zod: { def } }: Walkable, value: unknown): Child[] {
  const entries = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  const { shape } = def;
  if (shape)
    return entries
      .filter(([key]) => Object.hasOwn(shape, key))
      .map(([key, item]) => ({ schema: shape[key]!, value: item, key }));
  const item = def.element ?? def.valueType;
  if (item) return entries.map(([key, value]) => ({ schema: item, value, key }));
  if (def.options) {
    const option = def.options.find((option) => z.safeParse(option, value).success);
    return option ? [{ schema: option, value }] : [];
  }
  const inner = def.innerType ?? def.in;
  return inner ? [{ schema: inner, value }] : [];
}

/** A template, or every text of a JSON value. */
function* textsWithin({
  value,
  ...found
}: Omit<MarkedText, 'text'> & { value: unknown }): Generator<MarkedText> {
  if (typeof value === 'string') yield { ...found, text: value };
  else if (typeof value === 'object' && value !== null)
    for (const [key, item] of Object.entries(value))
      yield* textsWithin({ ...found, value: item, keys: [...found.keys, key] });
}
