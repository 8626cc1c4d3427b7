import { api, cutText } from '@echoai/contract';
import { mediaTypeOf, unreadableFile } from '@echoai/contract/text';
import { eq } from 'drizzle-orm';
import type { Database, Transaction } from '../platform/database/database.ts';
import { chatbots, files, sources } from '../platform/database/schema.ts';
import { AppError, notFound } from '../platform/errors.ts';
import type { Implement } from '../platform/http/api.ts';
import { byId, byPosition, pageOfRows, readCursor } from '../platform/http/paging.ts';
import type { Jobs } from '../platform/jobs/jobs.ts';
import type { Log } from '../platform/log.ts';
import type { Models } from '../platform/models/models.ts';
import { newId } from '../platform/newId.ts';
import { titleOf } from './fileTitle.ts';
import { retrieveForQuestion, type SearchedChatbot } from './retrieveForQuestion.ts';
import {
  addSource,
  deleteSource,
  enqueueIngestion,
  listPassages,
  listSources,
  readSource,
  readSourceText,
  reviseSource,
} from './sourceStore.ts';

/** Sources, their passages, and the search that answers visitors. */
export function addKnowledgeRoutes({
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
  implement(api.sources.list, ({ operator, params: { chatbotId }, query: { limit, cursor } }) =>
    database.withOrganisation(operator.organisationId, async (tx) => {
      await findChatbot(tx, chatbotId);
      const before = readCursor(cursor, byId)?.[0] ?? null;
      const rows = await listSources(tx, { chatbotId, before, limit: limit + 1 });
      return pageOfRows({ rows, limit, cursorOf: ({ id }) => [id] });
    }),
  );

  implement(api.sources.create, async ({ operator, params: { chatbotId }, body, form }) => {
    const { organisationId } = operator;
    const upload = form ? await readUpload(form.file) : null;
    return database.withOrganisation(organisationId, async (tx) => {
      await findChatbot(tx, chatbotId);
      const sourceId = await addSource(tx, {
        jobs,
        source: {
          organisationId,
          chatbotId,
          type: upload ? 'file' : 'text',
          title: body?.title ?? form?.title ?? titleOf(upload!.fileName),
          url: body?.url ?? form?.url ?? null,
          language: body?.language ?? form?.language ?? null,
          text: body?.text ?? null,
          ...(upload ? await storeUpload(tx, { organisationId, upload }) : {}),
        },
      });
      return readSource(tx, { chatbotId, sourceId });
    });
  });

  implement(api.sources.get, ({ operator, params }) =>
    database.withOrganisation(operator.organisationId, async (tx) => ({
      ...(await readSource(tx, params)),
      text: await readSourceText(tx, params.sourceId),
    })),
  );

  implement(api.sources.update, async ({ operator, params, body, form }) => {
    const { organisationId } = operator;
    const upload = form?.file ? await readUpload(form.file) : null;
    return database.withOrganisation(organisationId, async (tx) => {
      const before = await readSource(tx, params);
      const change = {
        ...(body ?? {}),
        ...(form?.title ? { title: form.title } : {}),
        ...(form?.url ? { url: form.url } : {}),
        ...(form?.language ? { language: form.language } : {}),
        ...(upload
          ? {
              type: 'file' as const,
              text: null,
              ...(await storeUpload(tx, { organisationId, upload })),
            }
          : {}),
      };
      if (Object.values(change).every((value) => value === undefined)) return before;
      await replaceFile(tx, { sourceId: params.sourceId, isReplaced: upload !== null });
      await reviseSource(tx, params, change);
      await enqueueIngestion(tx, { jobs, organisationId, sourceId: params.sourceId });
      return readSource(tx, params);
    });
  });

  implement(api.sources.remove, ({ operator, params }) =>
    database.withOrganisation(operator.organisationId, async (tx) => {
      await deleteSource(tx, params);
      return undefined;
    }),
  );

  implement(api.sources.retry, ({ operator, params }) =>
    database.withOrganisation(operator.organisationId, async (tx) => {
      await reviseSource(tx, params, {});
      const { organisationId } = operator;
      await enqueueIngestion(tx, { jobs, organisationId, sourceId: params.sourceId });
      return readSource(tx, params);
    }),
  );

  implement(api.sources.passages, ({ operator, params, query: { limit, cursor } }) =>
    database.withOrganisation(operator.organisationId, async (tx) => {
      await readSource(tx, params);
      const after = readCursor(cursor, byPosition)?.[0] ?? -1;
      const rows = await listPassages(tx, { sourceId: params.sourceId, after, limit: limit + 1 });
      return pageOfRows({ rows, limit, cursorOf: ({ position }) => [position] });
    }),
  );

  implement(
    api.sources.search,
    async ({ operator, params: { chatbotId }, query: { q, limit } }) => {
      const chatbot = await database.withOrganisation(operator.organisationId, (tx) =>
        findChatbot(tx, chatbotId),
      );
      const { passages, answerable } = await retrieveForQuestion({
        database,
        models,
        log,
        chatbot,
        query: q,
        limit,
      });
      return {
        answerable,
        passages: passages.map(({ id, sourceId, faqId, title, headingPath, url, text, score }) => ({
          id,
          sourceId: faqId ?? sourceId!,
          title,
          headingPath,
          url,
          text,
          score,
        })),
      };
    },
  );
}

async function findChatbot(tx: Transaction, chatbotId: string): Promise<SearchedChatbot> {
  const [row] = await tx.select().from(chatbots).where(eq(chatbots.id, chatbotId));
  if (!row) throw notFound('chatbot');
  return row;
}

interface Upload {
  fileName: string;
  mediaType: string;
  bytes: Uint8Array;
}

async function readUpload(file: File): Promise<Upload> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  if (bytes.length === 0) throw new AppError('invalid-request', 'The file is empty.');
  const fileName = cutText(file.name.replace(/^.*[/\\]/, ''), 200) || 'file';
  const mediaType = mediaTypeOf({ fileName, bytes });
  if (!mediaType) {
    throw new AppError('unsupported-media-type', unreadableFile);
  }
  return { fileName, mediaType, bytes };
}

async function storeUpload(
  tx: Transaction,
  { organisationId, upload }: { organisationId: string; upload: Upload },
) {
  const { fileName, mediaType, bytes } = upload;
  const fileId = newId('fil');
  await tx.insert(files).values({ id: fileId, organisationId, mediaType, bytes });
  return { fileId, fileName, mediaType };
}

/** Deletes the file that an upload takes the place of. */
async function replaceFile(
  tx: Transaction,
  { sourceId, isReplaced }: { sourceId: string; isReplaced: boolean },
): Promise<void> {
  if (!isReplaced) return;
  const [row] = await tx
    .select({ fileId: sources.fileId })
    .from(sources)
    .where(eq(sources.id, sourceId));
  if (row?.fileId) await tx.delete(files).where(eq(files.id, row.fileId));
}
