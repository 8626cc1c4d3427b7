import { sql } from 'drizzle-orm';
import type { Transaction } from '../platform/database/database.ts';

/** The languages that chatbots' passages are in, what most are in first, by chatbot. */
export async function findLanguagesOf(
  tx: Transaction,
  chatbotIds: string[],
): Promise<Map<string, string[]>> {
  const { rows } = await tx.execute<{ chatbotId: string; language: string }>(sql`
    select chatbot_id as "chatbotId", language from passages
    where chatbot_id = any(${sql.param(chatbotIds)}::text[])
    group by chatbot_id, language order by count(*) desc, language`);
  const found = new Map<string, string[]>();
  for (const { chatbotId, language } of rows) {
    found.set(chatbotId, [...(found.get(chatbotId) ?? []), language]);
  }
  return found;
}
