import { z } from 'zod';
import type { FieldText } from './template.ts';
import { template } from './template.ts';

/** Of every trigger. */
export const ofTriggers = {
  chatbotId: z
    .string()
    .max(60)
    .optional()
    .meta({ title: 'Chatbot', description: 'Without one: all of them.', control: 'chatbot' }),
};

/** A short plain text, such as a tag or a name. */
export function word(text: FieldText & { max?: number }) {
  const { max = 60, ...meta } = text;
  return z.string().trim().min(1).max(max).meta(meta);
}

/** Several plain texts, none by default. */
export function words(text: FieldText & { max?: number }) {
  const { max = 60, ...meta } = text;
  return z
    .array(z.string().trim().min(1).max(max))
    .max(50)
    .default([])
    .meta({ ...meta, control: meta.control ?? 'words' });
}

/** E-mail addresses, guarded: a visitor must not choose who gets the team's mail. */
export function recipients(text: FieldText) {
  return z
    .array(template({ title: 'E-mail address', max: 300, use: 'recipient' }))
    .max(20)
    .meta({ ...text, control: text.control ?? 'recipients' });
}

/** Names one of several ways out; an edge's `sourceHandle`. */
export const outcomeId = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,39}$/, 'must be of small letters, digits and underscores')
  .refine((id) => !['else', 'error', 'next', 'other'].includes(id), { message: 'is reserved' })
  .meta({ title: 'Id', control: 'id' });

/** Whether the ways of a list have ids of their own. */
export function haveOwnIds(items: { id: string }[]): boolean {
  return new Set(items.map(({ id }) => id)).size === items.length;
}

/** Message of a `refine` with `haveOwnIds`. */
export const ownIds = { message: 'must have an id of its own each' };
