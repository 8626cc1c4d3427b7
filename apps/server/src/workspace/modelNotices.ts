import { isNotNull } from 'drizzle-orm';
import type { Database } from '../platform/database/database.ts';
import { chatbots } from '../platform/database/schema.ts';
import type { Models } from '../platform/models/models.ts';

/**
 * What an owner has to know of the models in use, a sentence or two each: those that are withdrawn, and
 * those of chatbots that cannot be opened.
 */
export async function modelNotices({
  database,
  models,
  organisationId,
}: {
  database: Database;
  models: Models;
  organisationId: string;
}): Promise<string[]> {
  const rows = await database.withOrganisation(organisationId, (tx) =>
    tx
      .select({ name: chatbots.name, model: chatbots.model })
      .from(chatbots)
      .where(isNotNull(chatbots.model))
      .orderBy(chatbots.id),
  );
  const ofChatbots = rows.flatMap(({ name, model }) => {
    const problem = models.problemWith(model!);
    if (problem) return `The model of “${name}” cannot be used. ${problem}`;
    return models.noticeOf(model!, `the model of “${name}”`) ?? [];
  });
  return [...models.notices(), ...ofChatbots];
}
