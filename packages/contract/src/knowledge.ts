import { z } from 'zod';
import { chatbotPath } from './chatbots.ts';
import { pageOf, pageQuery, requiredText, timestamp } from './common.ts';
import { endpoint } from './endpoint.ts';
import { languages } from './languages.ts';
import { maxTextLength } from './text.ts';

export const sourceStates = ['queued', 'chunking', 'embedding', 'ready', 'failed'] as const;

/** Largest upload, in bytes. */
export const maxFileBytes = 20 * 1024 * 1024;

const webAddress = z.url({ protocol: /^https?$/ }).max(2000);

/** A document the chatbot answers from. */
export const source = z.object({
  id: z.string(),
  chatbotId: z.string(),
  type: z.enum(['text', 'file']),
  title: z.string(),
  /** Where a visitor can read it; citations link there. */
  url: z.string().nullable(),
  fileName: z.string().nullable(),
  mediaType: z.string().nullable(),
  /**
   * Where ingestion stands. While a replacement is not `ready`, the previous passages go on
   * answering; `failed` says why in `error`.
   */
  state: z.enum(sourceStates),
  error: z.string().nullable(),
  /**
   * What of the text could not be read: its share in percent, and why in a sentence. Null where all
   * of it could. Such a source is `ready` and answers from the rest.
   */
  unread: z.object({ percent: z.int().min(1).max(100), reason: z.string() }).nullable(),
  /** The date that its metadata gives, such as `2026-01-31`. */
  documentDate: z.string().nullable(),
  /** Whether its metadata calls it a draft; it answers all the same. */
  isDraft: z.boolean(),
  /** The language of its text as the owner says; null takes the one that it is found to be in. */
  language: z.enum(languages).nullable(),
  /** As its text was read, such as `de`; null until then. */
  languageFound: z.string().nullable(),
  /** Passages embedded so far, of all, while `embedding`. */
  progress: z.object({ done: z.int(), total: z.int() }),
  /** Passages that answer now. */
  passageCount: z.int(),
  createdAt: timestamp,
  updatedAt: timestamp,
});
export type Source = z.infer<typeof source>;

/** A source with its text as the owner wrote it or as extraction read it; null until extracted. */
export const sourceWithText = source.extend({ text: z.string().nullable() });

/** A piece of a source, small enough to be quoted and cited. */
export const passage = z.object({
  id: z.string(),
  sourceId: z.string(),
  position: z.int(),
  title: z.string(),
  /** Headings above the passage, outermost first. */
  headingPath: z.array(z.string()),
  text: z.string(),
});
export type Passage = z.infer<typeof passage>;

/** A retrieved passage; `sourceId` names a source or an FAQ. */
export const searchResult = z.object({
  id: z.string(),
  sourceId: z.string(),
  title: z.string(),
  headingPath: z.array(z.string()),
  url: z.string().nullable(),
  text: z.string(),
  /** 0 … 1; deterministic for the same question and knowledge. */
  score: z.number(),
});
export type SearchResult = z.infer<typeof searchResult>;

const sourcePath = chatbotPath.extend({ sourceId: z.string().max(64) });

const textSource = z.object({
  type: z.literal('text'),
  title: requiredText(200),
  /** Plain text or Markdown. */
  text: requiredText(maxTextLength),
  url: webAddress.nullable().optional(),
  language: z.enum(languages).nullable().optional(),
});

/** A multipart upload: TXT, Markdown, HTML or PDF. */
const fileSource = z.object({
  type: z.literal('file').optional(),
  file: z.file(),
  title: requiredText(200).optional(),
  url: webAddress.optional(),
  language: z.enum(languages).optional(),
});

export const sourceEndpoints = {
  list: endpoint({
    method: 'get',
    path: '/chatbots/{chatbotId}/sources',
    summary: 'List sources, newest first',
    access: 'operator',
    params: chatbotPath,
    query: pageQuery,
    response: pageOf(source),
  }),
  create: endpoint({
    method: 'post',
    path: '/chatbots/{chatbotId}/sources',
    summary: 'Add a source: JSON for text or Markdown, a multipart form for a file',
    access: 'operator',
    params: chatbotPath,
    body: textSource,
    form: fileSource,
    response: source,
    status: 201,
  }),
  get: endpoint({
    method: 'get',
    path: '/chatbots/{chatbotId}/sources/{sourceId}',
    summary: 'Read a source with its text',
    access: 'operator',
    params: sourcePath,
    response: sourceWithText,
  }),
  update: endpoint({
    method: 'patch',
    path: '/chatbots/{chatbotId}/sources/{sourceId}',
    summary: 'Edit title, link or text; a file is replaced by a multipart form',
    access: 'operator',
    params: sourcePath,
    body: textSource.omit({ type: true }).partial(),
    form: fileSource.partial(),
    response: source,
  }),
  remove: endpoint({
    method: 'delete',
    path: '/chatbots/{chatbotId}/sources/{sourceId}',
    summary: 'Delete a source; the next answer no longer knows it',
    access: 'operator',
    params: sourcePath,
  }),
  retry: endpoint({
    method: 'post',
    path: '/chatbots/{chatbotId}/sources/{sourceId}/retry',
    summary: 'Ingest a source again, after a failure',
    access: 'operator',
    params: sourcePath,
    response: source,
    status: 202,
  }),
  passages: endpoint({
    method: 'get',
    path: '/chatbots/{chatbotId}/sources/{sourceId}/passages',
    summary: 'List the passages of a source, in their order',
    access: 'operator',
    params: sourcePath,
    query: pageQuery,
    response: pageOf(passage),
  }),
  search: endpoint({
    method: 'get',
    path: '/chatbots/{chatbotId}/search',
    summary: 'The retrieval that answers visitors, for a question',
    access: 'operator',
    params: chatbotPath,
    query: z.object({
      q: requiredText(2000),
      limit: z.coerce.number().int().min(1).max(50).default(5),
    }),
    response: z.object({
      passages: z.array(searchResult),
      /** Whether the chat would answer from these, or say that it does not know. */
      answerable: z.boolean(),
    }),
  }),
};
