import { z } from 'zod';
import { chatbotPath } from './chatbots.ts';
import { optionalText, pageOf, pageQuery, requiredText, timestamp } from './common.ts';
import { endpoint } from './endpoint.ts';
import { languages } from './languages.ts';

const faqSettings = z.object({
  question: requiredText(500),
  /** Markdown. */
  answer: requiredText(5000),
  category: optionalText(80).nullable(),
  /** Smaller comes first. */
  displayOrder: z.int().min(0).max(100_000),
  /** Inactive FAQs are neither shown nor used in answers. */
  isActive: z.boolean(),
  /** The language it is in as the owner says; null takes the one that it is found to be in. */
  language: z.enum(languages).nullable(),
});

export const faq = faqSettings.extend({
  id: z.string(),
  chatbotId: z.string(),
  /** As its text was read, such as `de`; null until then. */
  languageFound: z.string().nullable(),
  createdAt: timestamp,
});
export type Faq = z.infer<typeof faq>;

const faqPath = chatbotPath.extend({ faqId: z.string().max(64) });

export const faqEndpoints = {
  list: endpoint({
    method: 'get',
    path: '/chatbots/{chatbotId}/faqs',
    summary: 'List FAQs in their display order',
    access: 'operator',
    params: chatbotPath,
    query: pageQuery,
    response: pageOf(faq),
  }),
  create: endpoint({
    method: 'post',
    path: '/chatbots/{chatbotId}/faqs',
    summary: 'Create an FAQ; the next answer knows it',
    access: 'operator',
    params: chatbotPath,
    body: faqSettings.partial().required({ question: true, answer: true }),
    response: faq,
    status: 201,
  }),
  get: endpoint({
    method: 'get',
    path: '/chatbots/{chatbotId}/faqs/{faqId}',
    summary: 'Read an FAQ',
    access: 'operator',
    params: faqPath,
    response: faq,
  }),
  update: endpoint({
    method: 'patch',
    path: '/chatbots/{chatbotId}/faqs/{faqId}',
    summary: 'Change an FAQ; absent fields stay as they are',
    access: 'operator',
    params: faqPath,
    body: faqSettings.partial(),
    response: faq,
  }),
  remove: endpoint({
    method: 'delete',
    path: '/chatbots/{chatbotId}/faqs/{faqId}',
    summary: 'Delete an FAQ',
    access: 'operator',
    params: faqPath,
  }),
};
