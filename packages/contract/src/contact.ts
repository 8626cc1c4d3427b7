import { z } from 'zod';
import { isEmail } from './email.ts';
import { cleanText } from './text.ts';

/** Tags that a conversation may have. */
export const maxTags = 50;
/** Properties that a contact may have. */
export const maxProperties = 100;

/** A conversation's tag as it is compared and stored: lower case, single spaces, 1 to 40 characters. */
export const tag = z
  .string()
  .max(200)
  .transform((text) => cleanText(text).normalize('NFC').toLowerCase().replace(/\s+/g, ' ').trim())
  .refine((text) => text.length > 0 && text.length <= 40, {
    message: 'must have 1 to 40 characters',
  });

/** Names that mean something else to JavaScript than a property. */
const reserved = new Set(['__proto__', 'constructor', 'prototype']);

/** Name of a contact's property, such as `plan`. */
export const propertyName = z
  .string()
  .max(200)
  .transform((text) => cleanText(text).trim())
  .refine((text) => text.length > 0 && text.length <= 60, {
    message: 'must have 1 to 60 characters',
  })
  .refine((text) => !reserved.has(text), { message: 'is reserved' });

/** Value of a contact's property. */
export const propertyValue = z.union([
  z.string().max(1000).transform(cleanText),
  z.number(),
  z.boolean(),
]);
export type PropertyValue = z.infer<typeof propertyValue>;

/** What may be noted of a contact; an e-mail noted so proves nothing. */
export const contactChange = z.object({
  email: z.string().max(254).refine(isEmail, 'must be an e-mail address').optional(),
  firstName: z.string().max(80).transform(cleanText).optional(),
  lastName: z.string().max(80).transform(cleanText).optional(),
});
export type ContactChange = z.infer<typeof contactChange>;
