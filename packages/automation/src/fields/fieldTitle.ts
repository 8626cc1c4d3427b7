import type { z } from 'zod';
import { type FormField, type FormFields, formFields } from './formFields.ts';

/**
 * What a field is called where it is filled in, such as “Headers 1 › Name”. Keys below a field that
 * has one control for all of its value add nothing.
 *
 * @param path of the field, as `headers.0.name`
 * @returns undefined where the schema has no such field, or gives it no title
 */
export function fieldTitle(schema: z.core.$ZodType, path: string): string | undefined {
  const titles: string[] = [];
  let fields: FormFields | undefined = formFields(schema);
  let field: FormField | undefined;
  for (const key of path.split('.')) {
    const isItem: boolean = field?.item !== undefined && /^\d+$/.test(key);
    const next = isItem ? field?.item : fields && fieldIn(fields, key);
    if (!next) break;
    if (isItem) titles.push(`${titles.pop() ?? ''} ${Number(key) + 1}`.trim());
    else if (next.title) titles.push(next.title);
    field = next;
    fields = fieldsWithin(next);
  }
  return titles.join(' › ') || undefined;
}

function fieldIn(fields: FormFields, key: string): FormField | undefined {
  return Object.hasOwn(fields, key) ? fields[key] : undefined;
}

/** A union has the fields of all its modes: a path names a field that one of them has. */
function fieldsWithin({ fields, modes }: FormField): FormFields | undefined {
  return modes ? Object.assign({}, ...modes.map((mode) => mode.fields)) : fields;
}
