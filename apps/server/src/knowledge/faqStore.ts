import type { Faq } from '@echoai/contract';
import { and, eq } from 'drizzle-orm';
import { readLanguage } from '../language/detectLanguage.ts';
import type { Transaction } from '../platform/database/database.ts';
import { chatbots, faqs } from '../platform/database/schema.ts';
import { notFound } from '../platform/errors.ts';
import type { Jobs } from '../platform/jobs/jobs.ts';
import type { Log } from '../platform/log.ts';
import type { Models } from '../platform/models/models.ts';
import { newId } from '../platform/newId.ts';
import { embedMissingJob } from './embedMissing.ts';
import { type IndexedPassage, indexPassage } from './indexPassage.ts';
import { embedSentences, replacePassages, type Vectors } from './passageStore.ts';
import { withoutInvisible } from './reading/invisible.ts';

/** The SQL of FAQs. Every function with `tx` runs inside `withOrganisation`. */

export type FaqRow = typeof faqs.$inferSelect;

/** What an FAQ says, with its language as its owner names it and as it was found. */
type WrittenFaq = Pick<FaqRow, 'question' | 'answer'> &
  Partial<Pick<FaqRow, 'language' | 'languageFound'>>;

/** The language that an FAQ is found to be in, else the chatbot's. */
export function languageOfFaq(
  { question, answer }: WrittenFaq,
  { languages }: Pick<ServingChatbot, 'languages'>,
): string {
  return readLanguage(`${question}\n${answer}`) ?? languages?.[0] ?? 'en';
}

/** The passage of an FAQ: its question is the title. Short enough to be read in this process. */
function passageOf({ question, answer, ...faq }: WrittenFaq): IndexedPassage {
  const [title, text] = [withoutInvisible(question), withoutInvisible(answer)];
  const language = faq.language ?? faq.languageFound ?? 'en';
  const draft = { position: 0, title, headingPath: [], text, url: null, language };
  return indexPassage({ ...draft, isFaq: true });
}

/** Embeds before the transaction; a model out of reach delays the vector, not the FAQ. */
export async function embedFaq({
  models,
  log,
  embeddingModel,
  faq,
}: {
  models: Models;
  log: Log;
  embeddingModel: string;
  faq: WrittenFaq;
}): Promise<Vectors> {
  const { contentHash, sentences } = passageOf(faq);
  const vectors: Vectors = new Map();
  for (const model of new Set([embeddingModel, models.embeddingModel])) {
    try {
      const [embedded] = await embedSentences({ models, model, passages: [sentences] });
      vectors.set(model, new Map([[contentHash, embedded!]]));
    } catch (err) {
      log.warn({ err, model }, 'FAQ saved without its vector for now');
    }
  }
  return vectors;
}

/** Stores and indexes a new FAQ; a vector that is not given follows by a job. */
export async function insertFaq(
  tx: Transaction,
  {
    faq,
    vectors,
    jobs,
  }: { faq: Omit<typeof faqs.$inferInsert, 'id'>; vectors: Vectors; jobs: Jobs },
): Promise<FaqRow> {
  const [row] = await tx
    .insert(faqs)
    .values({ ...faq, id: newId('faq') })
    .returning();
  await indexFaq(tx, { faq: row!, vectors, jobs });
  return row!;
}

export async function indexFaq(
  tx: Transaction,
  { faq, vectors, jobs }: { faq: FaqRow; vectors: Vectors; jobs: Jobs },
): Promise<void> {
  const { organisationId, chatbotId, id: faqId } = faq;
  const passages = faq.isActive ? [passageOf(faq)] : [];
  await replacePassages(tx, { organisationId, chatbotId, faqId, passages, vectors });
  const isMissing = passages.some(({ contentHash }) =>
    [...vectors.values()].every((byHash) => !byHash.has(contentHash)),
  );
  if (isMissing) {
    const { embeddingModel: model } = await readServing(tx, chatbotId);
    await jobs.enqueue(tx, embedMissingJob, { organisationId, chatbotId, model });
  }
}

/** By whose model a chatbot's passages are found, and its languages. */
export type ServingChatbot = Pick<typeof chatbots.$inferSelect, 'embeddingModel' | 'languages'>;

export async function readServing(tx: Transaction, chatbotId: string): Promise<ServingChatbot> {
  const [row] = await tx
    .select({ embeddingModel: chatbots.embeddingModel, languages: chatbots.languages })
    .from(chatbots)
    .where(eq(chatbots.id, chatbotId));
  if (!row) throw notFound('chatbot');
  return row;
}

export async function readFaq(
  tx: Transaction,
  params: { chatbotId: string; faqId: string },
): Promise<FaqRow> {
  const [row] = await tx.select().from(faqs).where(atFaq(params));
  if (!row) throw notFound('FAQ');
  return row;
}

export function atFaq({ chatbotId, faqId }: { chatbotId: string; faqId: string }) {
  return and(eq(faqs.id, faqId), eq(faqs.chatbotId, chatbotId));
}

export function toFaq({ organisationId, updatedAt, createdAt, ...row }: FaqRow): Faq {
  return { ...row, createdAt: createdAt.toISOString() };
}
