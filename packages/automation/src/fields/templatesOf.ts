import { z } from 'zod';
import type { Template, TemplateUse } from '../definition.ts';

/** The parts of a schema that the walk needs to know. */
interface Walkable extends z.core.$ZodType {
  _zod: z.core.$ZodType['_zod'] & {
    def: {
      type: string;
      shape?: Record<string, Walkable>;
      element?: Walkable;
      innerType?: Walkable;
      valueType?: Walkable;
      options?: Walkable[];
      in?: Walkable;
    };
  };
}

/**
 * Every Liquid text in a configuration, found by the marks of its schema. A field that names a
 * variable counts as the template `{{ path }}`, since it reads one too.
 */
export function templatesOf(schema: z.core.$ZodType, config: unknown): Template[] {
  return [...walk(schema as Walkable, config, '')];
}

function* walk(schema: Walkable, value: unknown, path: string): Generator<Template> {
  if (value === undefined || value === null) return;
  const mark = z.globalRegistry.get(schema);
  if (mark?.template) return yield* textsWithin(value, path, mark.template as TemplateUse);
  if (mark?.variable) return yield { path, text: `{{ ${value} }}`, use: 'text' };
  const { def } = schema._zod;
  for (const child of childrenOf(def, value))
    yield* walk(child.schema, child.value, join(path, child.key));
}

type Child = { schema: Walkable; value: unknown; key?: string };

function childrenOf(def: Walkable['_zod']['def'], value: unknown): Child[] {
  const entries = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  if (def.shape)
    return entries.flatMap(([key, value]) =>
      Object.hasOwn(def.shape!, key) ? [{ schema: def.shape![key]!, value, key }] : [],
    );
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
function* textsWithin(value: unknown, path: string, use: TemplateUse): Generator<Template> {
  if (typeof value === 'string') yield { path, text: value, use };
  else if (typeof value === 'object' && value !== null)
    for (const [key, item] of Object.entries(value)) yield* textsWithin(item, join(path, key), use);
}

function join(path: string, key?: string): string {
  return [path, key].filter((part) => part !== undefined && part !== '').join('.');
}
