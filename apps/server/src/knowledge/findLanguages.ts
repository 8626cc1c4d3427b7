import { and, asc, eq, gt, inArray, isNull, sql } from 'drizzle-orm';
import { z } from 'zod';
import { readLanguage } from '../language/detectLanguage.ts';
import type { Database } from '../platform/database/database.ts';
import { faqs, sources } from '../platform/database/schema.ts';
import type { JobDefinition, Jobs } from '../platform/jobs/jobs.ts';
import type { Log } from '../platform/log.ts';
import { indexFaq, languageOfFaq, readServing } from './faqStore.ts';
import { enqueueIngestion, reviseSource } from './sourceStore.ts';

const payload = z.object({ organisationId: z.string(), chatbotId: z.string() });

/** Sources or FAQs that are looked at in one transaction. */
const batchSize = 16;
/** Characters of a text by which its language is read. */
const looked = 8_000;

/**
 * The job that finds the languages of what was read before EchoAI knew languages. What is not English
 * is read again, by the rules of its own; until then it answers by its old terms. Each is marked in the
 * transaction that looks at it, so that the job goes on where it was cut off.
 */
export function findLanguages({
  database,
  jobs,
  log,
}: {
  database: Database;
  jobs: Jobs;
  log: Log;
}): JobDefinition<typeof payload> {
  return {
    name: 'find-languages',
    payload,
    retryLimit: 3,
    concurrency: 1,
    unfinished: sql`
      select distinct organisation_id as "organisationId", chatbot_id as "chatbotId" from (
        select organisation_id, chatbot_id from sources where language_found is null and state in ('ready', 'failed')
        union all select organisation_id, chatbot_id from faqs where language_found is null
      ) as unread`,
    async perform({ organisationId, chatbotId }, { signal }) {
      const within = <Result>(work: Parameters<typeof database.withOrganisation<Result>>[1]) =>
        database.withOrganisation(organisationId, work);
      let count = 0;
      for (let after: string | null = ''; after !== null; ) {
        signal.throwIfAborted();
        const start: string = after;
        after = await within(async (tx) => {
          const { languages } = await readServing(tx, chatbotId);
          const rows = await tx
            .select({
              id: sources.id,
              state: sources.state,
              language: sources.language,
              text: sql<string>`left(coalesce(${sources.text}, ''), ${looked})`,
            })
            .from(sources)
            .where(
              and(
                eq(sources.chatbotId, chatbotId),
                isNull(sources.languageFound),
                inArray(sources.state, ['ready', 'failed']),
                gt(sources.id, start),
              ),
            )
            .orderBy(asc(sources.id))
            .limit(batchSize);
          for (const { id: sourceId, state, text, language } of rows) {
            const languageFound = readLanguage(text) ?? languages?.[0] ?? 'en';
            await tx.update(sources).set({ languageFound }).where(eq(sources.id, sourceId));
            if (state !== 'ready' || (language ?? languageFound) === 'en') continue;
            await reviseSource(tx, { chatbotId, sourceId }, {});
            await enqueueIngestion(tx, { jobs, organisationId, sourceId });
            count += 1;
          }
          return rows.at(-1)?.id ?? null;
        });
      }
      for (let after: string | null = ''; after !== null; ) {
        signal.throwIfAborted();
        const start: string = after;
        after = await within(async (tx) => {
          const serving = await readServing(tx, chatbotId);
          const rows = await tx
            .select()
            .from(faqs)
            .where(
              and(eq(faqs.chatbotId, chatbotId), isNull(faqs.languageFound), gt(faqs.id, start)),
            )
            .orderBy(asc(faqs.id))
            .limit(batchSize);
          for (const row of rows) {
            const languageFound = languageOfFaq(row, serving);
            await tx.update(faqs).set({ languageFound }).where(eq(faqs.id, row.id));
            if ((row.language ?? languageFound) === 'en') continue;
            // Its vector follows by a job; its words find it until then.
            await indexFaq(tx, { faq: { ...row, languageFound }, vectors: new Map(), jobs });
            count += 1;
          }
          return rows.at(-1)?.id ?? null;
        });
      }
      if (count > 0) log.info({ chatbotId, count }, 'indexed by the rules of their languages');
    },
  };
}
