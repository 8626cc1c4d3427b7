import { alwaysOn, api, type EverydayAct, everydayActs } from '@echoai/contract';
import { eq, sql } from 'drizzle-orm';
import { detectLanguage } from '../../language/detectLanguage.ts';
import type { Database, Transaction } from '../../platform/database/database.ts';
import { chatbots } from '../../platform/database/schema.ts';
import { AppError, notFound } from '../../platform/errors.ts';
import type { Implement } from '../../platform/http/api.ts';
import type { Models } from '../../platform/models/models.ts';
import { readAct } from '../../understanding/acts/readAct.ts';
import { sentencesOfMessage } from '../memory/sentences.ts';
import { type ChatbotRow, readChatbot } from '../sessionStore.ts';
import { spokenOf } from '../words/wordsOf.ts';
import { changeEveryday, type EverydayChange, foreignSentences } from './changeEveryday.ts';
import { readEveryday } from './everyday.ts';
import { settingsOf } from './settingsOf.ts';

/** What owners decide of everyday messages, over the API. */
export function addEverydayRoutes({
  implement,
  database,
  models,
}: {
  implement: Implement;
  database: Database;
  models: Models;
}): void {
  const chatbotOf = (organisationId: string, chatbotId: string) =>
    database.withOrganisation(organisationId, (tx) => readChatbot(tx, chatbotId));

  implement(api.everyday.list, async ({ operator, params: { chatbotId } }) => {
    const chatbot = await chatbotOf(operator.organisationId, chatbotId);
    return { items: everydayActs.map((act) => settingsOf(chatbot, act)) };
  });

  implement(api.everyday.update, ({ operator, params: { chatbotId, act }, body }) => {
    refuse(act, body);
    return database.withOrganisation(operator.organisationId, async (tx) =>
      settingsOf(await storeChange(tx, { chatbotId, act, change: body }), act),
    );
  });

  implement(api.everyday.try, async ({ operator, params: { chatbotId }, body: { text } }) => {
    const { everyday } = await chatbotOf(operator.organisationId, chatbotId);
    const language = detectLanguage(text, { before: () => null, page: null, chatbot: null });
    const { act, confidence } = await readAct({
      models,
      text,
      sentences: sentencesOfMessage(text),
    });
    const isActive = act !== null && !readEveryday(everyday).off.includes(act);
    return { act, confidence, isActive, language: spokenOf(language) };
  });
}

/** @throws {AppError} `invalid-request` for what no act, or not this one, can have */
function refuse(act: EverydayAct, change: EverydayChange): void {
  const reason = alwaysOn[act];
  if (change.isActive === false && reason) {
    const message = `must stay on: ${reason}`;
    throw new AppError('invalid-request', `isActive: ${message}`, {
      fields: [{ path: 'isActive', message }],
    });
  }
  const fields = foreignSentences(act, change).map((sentence) => ({
    path: `wording.${sentence}`,
    message: `does not answer ${act}`,
  }));
  if (fields.length === 0) return;
  const detail = fields.map(({ path, message }) => `${path}: ${message}`).join('; ');
  throw new AppError('invalid-request', detail, { fields });
}

/** Stores a change of one act; changes that arrive together follow each other. */
async function storeChange(
  tx: Transaction,
  { chatbotId, act, change }: { chatbotId: string; act: EverydayAct; change: EverydayChange },
): Promise<ChatbotRow> {
  const [row] = await tx.select().from(chatbots).where(eq(chatbots.id, chatbotId)).for('update');
  if (!row) throw notFound('chatbot');
  const everyday = changeEveryday(readEveryday(row.everyday), act, change);
  await tx
    .update(chatbots)
    .set({ everyday, updatedAt: sql`now()` })
    .where(eq(chatbots.id, chatbotId));
  return { ...row, everyday };
}
