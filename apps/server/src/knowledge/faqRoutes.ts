import { api } from '@echoai/contract';
import { and, asc, eq, sql } from 'drizzle-orm';
import type { Database } from '../platform/database/database.ts';
import { faqs } from '../platform/database/schema.ts';
import { notFound } from '../platform/errors.ts';
import type { Implement } from '../platform/http/api.ts';
import { byOrderAndId, pageOfRows, readCursor } from '../platform/http/paging.ts';
import type { Jobs } from '../platform/jobs/jobs.ts';
import type { Log } from '../platform/log.ts';
import type { Models } from '../platform/models/models.ts';
import {
  atFaq,
  embedFaq,
  indexFaq,
  insertFaq,
  languageOfFaq,
  readFaq,
  readServing,
  toFaq,
} from './faqStore.ts';

/** FAQs over the API. A change is retrieved from its very commit on. */
export function addFaqRoutes({
  implement,
  database,
  jobs,
  models,
  log,
}: {
  implement: Implement;
  database: Database;
  jobs: Jobs;
  models: Models;
  log: Log;
}): void {
  implement(api.faqs.list, ({ operator, params: { chatbotId }, query: { limit, cursor } }) =>
    database.withOrganisation(operator.organisationId, async (tx) => {
      const [order, id] = readCursor(cursor, byOrderAndId) ?? [-1, ''];
      const rows = await tx
        .select()
        .from(faqs)
        .where(
          and(
            eq(faqs.chatbotId, chatbotId),
            sql`(${faqs.displayOrder}, ${faqs.id}) > (${order}, ${id})`,
          ),
        )
        .orderBy(asc(faqs.displayOrder), asc(faqs.id))
        .limit(limit + 1);
      return pageOfRows({
        rows: rows.map(toFaq),
        limit,
        cursorOf: (faq) => [faq.displayOrder, faq.id],
      });
    }),
  );

  implement(api.faqs.get, ({ operator, params }) =>
    database.withOrganisation(operator.organisationId, async (tx) =>
      toFaq(await readFaq(tx, params)),
    ),
  );

  implement(api.faqs.create, async ({ operator, params: { chatbotId }, body }) => {
    const { organisationId } = operator;
    const serving = await database.withOrganisation(organisationId, (tx) =>
      readServing(tx, chatbotId),
    );
    const faq = { ...body, languageFound: languageOfFaq(body, serving) };
    const vectors = await embedFaq({ models, log, embeddingModel: serving.embeddingModel, faq });
    return database.withOrganisation(organisationId, async (tx) =>
      toFaq(await insertFaq(tx, { faq: { organisationId, chatbotId, ...faq }, vectors, jobs })),
    );
  });

  implement(api.faqs.update, async ({ operator, params, body }) => {
    const { organisationId } = operator;
    const { before, serving } = await database.withOrganisation(organisationId, async (tx) => ({
      before: await readFaq(tx, params),
      serving: await readServing(tx, params.chatbotId),
    }));
    const faq = { ...before, ...body };
    const { embeddingModel } = serving;
    const vectors = await embedFaq({ models, log, embeddingModel, faq });
    const languageFound = languageOfFaq(faq, serving);
    return database.withOrganisation(organisationId, async (tx) => {
      const [row] = await tx
        .update(faqs)
        .set({ ...body, languageFound, updatedAt: sql`now()` })
        .where(atFaq(params))
        .returning();
      if (!row) throw notFound('FAQ');
      await indexFaq(tx, { faq: row, vectors, jobs });
      return toFaq(row);
    });
  });

  implement(api.faqs.remove, ({ operator, params }) =>
    database.withOrganisation(operator.organisationId, async (tx) => {
      const deleted = await tx.delete(faqs).where(atFaq(params)).returning({ id: faqs.id });
      if (deleted.length === 0) throw notFound('FAQ');
      return undefined;
    }),
  );
}
