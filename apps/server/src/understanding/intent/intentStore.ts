import type { Intent } from '@echoai/contract';
import { maxIntents } from '@echoai/contract';
import { and, asc, eq, gt, ne, notInArray, sql } from 'drizzle-orm';
import type { Transaction } from '../../platform/database/database.ts';
import { chatbots, intentExamples, intents } from '../../platform/database/schema.ts';
import { AppError, notFound } from '../../platform/errors.ts';
import { newId } from '../../platform/newId.ts';
import type { DefaultIntent } from './defaultIntents.ts';
import { samePhrase } from './samePhrase.ts';

/** The SQL of intents. Every function runs inside `withOrganisation`. */

interface IntentKey {
  chatbotId: string;
  intentId: string;
}
type Settings = Pick<Intent, 'name' | 'title' | 'description' | 'isActive' | 'examples'>;

const columns = {
  id: intents.id,
  chatbotId: intents.chatbotId,
  name: intents.name,
  title: intents.title,
  description: intents.description,
  isActive: intents.isActive,
  createdAt: intents.createdAt,
  updatedAt: intents.updatedAt,
  examples: sql<string[]>`(
    select coalesce(json_agg(text order by position), '[]')
    from intent_examples where intent_id = intents.id
  )`,
};

function toIntent(
  row: Omit<Intent, 'createdAt' | 'updatedAt'> & { createdAt: Date; updatedAt: Date },
): Intent {
  return {
    ...row,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}

/** In the order they were made, from the one after `after`. */
export async function listIntents(
  tx: Transaction,
  { chatbotId, after, limit }: { chatbotId: string; after: string; limit: number },
): Promise<Intent[]> {
  const rows = await tx
    .select(columns)
    .from(intents)
    .where(and(eq(intents.chatbotId, chatbotId), gt(intents.id, after)))
    .orderBy(asc(intents.id))
    .limit(limit);
  return rows.map(toIntent);
}

export async function readIntent(tx: Transaction, key: IntentKey): Promise<Intent> {
  const [row] = await tx.select(columns).from(intents).where(at(key));
  if (!row) throw notFound('intent');
  return toIntent(row);
}

/** The revision of a chatbot's intents now. @throws {AppError} `not-found` */
export async function readRevision(tx: Transaction, chatbotId: string): Promise<number> {
  const [row] = await tx
    .select({ revision: chatbots.intentsRevision })
    .from(chatbots)
    .where(eq(chatbots.id, chatbotId));
  if (!row) throw notFound('chatbot');
  return row.revision;
}

/** @throws {AppError} `conflict` when the name is taken or there are too many */
export async function insertIntent(
  tx: Transaction,
  {
    organisationId,
    chatbotId,
    settings: { examples = [], ...settings },
  }: {
    organisationId: string;
    chatbotId: string;
    settings: Pick<Settings, 'name'> & Partial<Settings>;
  },
): Promise<Intent> {
  await lockIntents(tx, chatbotId);
  await refuseTakenName(tx, { chatbotId, intentId: '', name: settings.name });
  if ((await tx.$count(intents, eq(intents.chatbotId, chatbotId))) >= maxIntents) {
    throw new AppError('conflict', `A chatbot has at most ${maxIntents} intents.`);
  }
  const id = newId('int');
  await tx
    .insert(intents)
    .values({ title: '', description: '', ...settings, id, organisationId, chatbotId });
  await replaceExamples(tx, { organisationId, intentId: id, examples });
  return readIntent(tx, { chatbotId, intentId: id });
}

/** @throws {AppError} `conflict` when the name is taken, `not-found` */
export async function updateIntent(
  tx: Transaction,
  {
    organisationId,
    change: { examples, ...change },
    ...key
  }: IntentKey & { organisationId: string; change: Partial<Settings> },
): Promise<Intent> {
  await lockIntents(tx, key.chatbotId);
  if (change.name !== undefined) await refuseTakenName(tx, { ...key, name: change.name });
  const changed = await tx
    .update(intents)
    .set({ ...change, updatedAt: sql`now()` })
    .where(at(key))
    .returning({ id: intents.id });
  if (changed.length === 0) throw notFound('intent');
  if (examples) await replaceExamples(tx, { organisationId, intentId: key.intentId, examples });
  return readIntent(tx, key);
}

export async function deleteIntent(tx: Transaction, key: IntentKey): Promise<void> {
  await lockIntents(tx, key.chatbotId);
  const deleted = await tx.delete(intents).where(at(key)).returning({ id: intents.id });
  if (deleted.length === 0) throw notFound('intent');
}

/** Adds those whose name is free. @returns the intents that were added */
export async function addIntents(
  tx: Transaction,
  {
    organisationId,
    chatbotId,
    wanted,
  }: { organisationId: string; chatbotId: string; wanted: DefaultIntent[] },
): Promise<Intent[]> {
  await lockIntents(tx, chatbotId);
  const taken = await tx
    .select({ name: intents.name })
    .from(intents)
    .where(eq(intents.chatbotId, chatbotId));
  const names = new Set(taken.map(({ name }) => name));
  const added: Intent[] = [];
  for (const settings of wanted) {
    if (names.has(settings.name)) continue;
    added.push(await insertIntent(tx, { organisationId, chatbotId, settings }));
  }
  return added;
}

/** Of two changes at a time one waits: so names stay unique and the number of intents bounded. */
async function lockIntents(tx: Transaction, chatbotId: string): Promise<void> {
  const rows = await tx
    .select({ id: chatbots.id })
    .from(chatbots)
    .where(eq(chatbots.id, chatbotId))
    .for('update');
  if (rows.length === 0) throw notFound('chatbot');
}

async function refuseTakenName(
  tx: Transaction,
  { chatbotId, intentId, name }: IntentKey & { name: string },
): Promise<void> {
  const taken = await tx
    .select({ id: intents.id })
    .from(intents)
    .where(and(eq(intents.chatbotId, chatbotId), eq(intents.name, name), ne(intents.id, intentId)));
  if (taken.length === 0) return;
  throw new AppError('conflict', `Another intent is named ${name} already. Choose another name.`, {
    fields: [{ path: 'name', message: `Another intent is named ${name} already.` }],
  });
}

/** Keeps the rows of phrases that stay, and with them their vectors. */
async function replaceExamples(
  tx: Transaction,
  {
    organisationId,
    intentId,
    examples,
  }: { organisationId: string; intentId: string; examples: string[] },
): Promise<void> {
  const texts = distinct(examples);
  await tx
    .delete(intentExamples)
    .where(
      and(
        eq(intentExamples.intentId, intentId),
        texts.length > 0 ? notInArray(intentExamples.text, texts) : undefined,
      ),
    );
  if (texts.length === 0) return;
  const rows = texts.map((text, position) => ({
    id: newId('iex'),
    organisationId,
    intentId,
    position,
    text,
  }));
  await tx
    .insert(intentExamples)
    .values(rows)
    .onConflictDoUpdate({
      target: [intentExamples.intentId, intentExamples.text],
      set: { position: sql`excluded.position` },
    });
}

/** Without phrases that came before, whatever their case and marks. */
function distinct(texts: string[]): string[] {
  const seen = new Set<string>();
  return texts.filter((text) => {
    const phrase = samePhrase(text);
    if (seen.has(phrase)) return false;
    seen.add(phrase);
    return true;
  });
}

function at({ chatbotId, intentId }: IntentKey) {
  return and(eq(intents.id, intentId), eq(intents.chatbotId, chatbotId));
}
