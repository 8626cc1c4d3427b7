import { z } from 'zod';
import type { TemplateUse, ValueType } from '../definition.ts';
import { maxTemplate } from '../templates/index.ts';
import { formatPath, parsePath, partsOf } from '../variablePath.ts';
import { json } from './json.ts';

/** How a field is shown in a form. Every field of a configuration has a title. */
export interface FieldText {
  title: string;
  description?: string;
  placeholder?: string;
  /** Name of the form control, where the type alone does not say it: `cron`, `variable`, … */
  control?: string;
  /** Titles of the values of a choice. */
  choices?: Record<string, string>;
  /** Shown only while another field of the same object has one of these values. */
  shownWhen?: Record<string, string[]>;
  /** `failure`: folded away under “If it fails”. */
  section?: 'failure';
}

interface TemplateOptions extends FieldText {
  max?: number;
  use?: TemplateUse;
  /** Whether it may be left empty. */
  isOptional?: boolean;
  /** The type that the field needs, when the text is one variable and nothing else. */
  expects?: ValueType;
  /** Whether colleagues read it: then an address that nobody proved says so, see `markUnproven`. */
  isForTeam?: boolean;
}

/**
 * A Liquid text. Its mark in the schema's metadata is how `templates(config)` finds it; whether it
 * parses is the verifier's to say.
 */
export function template({ max = 2_000, use = 'text', isOptional, ...text }: TemplateOptions) {
  return z
    .string()
    .max(Math.min(max, maxTemplate))
    .refine((value) => isOptional || value.trim() !== '', { message: 'must not be empty' })
    .meta({ ...text, control: text.control ?? 'template', template: use });
}

/** A template that, when it is one `{{ … }}`, gives the value with its type: a list, a number. */
export function valueTemplate(options: TemplateOptions) {
  return template(options).meta({ keepsType: true });
}

/**
 * Any JSON, at most `max` characters, in which every text is a template of its own. A visitor's
 * quotation mark cannot break such JSON, and `{{ … }}` alone keeps the value's type.
 */
export function jsonTemplate({ max = 10_000, ...text }: Omit<TemplateOptions, 'use'>) {
  return json(max).meta({
    ...text,
    control: text.control ?? 'json',
    template: 'text',
    keepsType: true,
  });
}

/** The path of a variable, such as `steps.ask.answer`, without braces; see `parsePath`. */
export function variable(text: FieldText & { expects?: ValueType }) {
  return z
    .string()
    .max(300)
    .refine((path) => parsePath(path) !== null, {
      message:
        'must be the path of a variable, such as steps.ask.answer or event.body["Order number"]',
    })
    .overwrite((path) => formatPath(partsOf(path)))
    .meta({ ...text, control: 'variable', variable: true });
}
