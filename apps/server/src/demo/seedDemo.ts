import { readdir, readFile } from 'node:fs/promises';
import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { compileWorkflow, requireGraph, requireMachine } from '../automation/compileWorkflow.ts';
import { activate, createWorkflow } from '../automation/workflowRoutes.ts';
import type { Config } from '../config.ts';
import { createChatbot } from '../conversation/chatbotRoutes.ts';
import { draftPassages } from '../knowledge/draftPassages.ts';
import { insertFaq } from '../knowledge/faqStore.ts';
import { indexPassage } from '../knowledge/indexPassage.ts';
import { replacePassages } from '../knowledge/passageStore.ts';
import { addSource } from '../knowledge/sourceStore.ts';
import type { Database, Transaction } from '../platform/database/database.ts';
import type { Jobs } from '../platform/jobs/jobs.ts';
import type { Models } from '../platform/models/models.ts';
import type { Secrets } from '../platform/secrets.ts';

const pagesDirectory = new URL('./pages/', import.meta.url);

export interface DemoPage {
  slug: string;
  title: string;
  /** Markdown. */
  text: string;
}

/** The pages of the fictional shop, in the order of their file names. */
export async function readDemoPages(): Promise<DemoPage[]> {
  const names = (await readdir(pagesDirectory)).filter((name) => name.endsWith('.md')).sort();
  return Promise.all(
    names.map(async (name) => {
      const file = await readFile(new URL(name, pagesDirectory), 'utf8');
      const [, head = '', text = ''] = file.match(/^---\n([\s\S]*?)\n---\n([\s\S]*)$/) ?? [];
      const title = head.match(/^title:\s*(.+)$/m)?.[1]?.trim() ?? name;
      return { slug: name.replace(/\.md$/, ''), title, text: text.trim() };
    }),
  );
}

const demoFaqs = z.array(
  z.object({ question: z.string(), answer: z.string(), category: z.string() }),
);

/** The shop's FAQs, in their display order. */
export async function readDemoFaqs(): Promise<z.infer<typeof demoFaqs>> {
  return demoFaqs.parse(
    JSON.parse(await readFile(new URL('./faqs.json', import.meta.url), 'utf8')),
  );
}

/** Any number that nothing else in the database uses as an advisory lock. */
const lockNumber = 7_310_426;

/** Fills a new installation with a small fictional shop, so that the first question has an answer. */
export async function seedDemo({
  database,
  jobs,
  models,
  config,
  secrets,
  organisationId,
}: {
  database: Database;
  jobs: Jobs;
  models: Models;
  config: Pick<Config, 'publicUrl'>;
  secrets: Secrets;
  organisationId: string;
}): Promise<void> {
  const pages = await readDemoPages();
  const faqs = await readDemoFaqs();
  await database.withOrganisation(organisationId, async (tx) => {
    // Of several processes that start together one makes the demo; the others find it made.
    await tx.execute(sql`select pg_advisory_xact_lock(${lockNumber})`);
    const { rows } = await tx.execute(sql`select from chatbots limit 1`);
    if (rows.length > 0) return;
    const { id: chatbotId } = await createChatbot(tx, {
      jobs,
      organisationId,
      embeddingModel: models.embeddingModel,
      settings: demoChatbot,
    });
    for (const { slug, title, text } of pages) {
      const url = `${config.publicUrl}/demo/${slug}`;
      const source = { organisationId, chatbotId, type: 'text' as const, title, text, url };
      const sourceId = await addSource(tx, { jobs, source });
      // The first question may come before the job: until it is done, words alone find the pages.
      await replacePassages(tx, {
        organisationId,
        chatbotId,
        sourceId,
        passages: draftPassages(source, text, 'en').map(indexPassage),
        vectors: new Map(),
      });
    }
    for (const [displayOrder, faq] of faqs.entries()) {
      // Their vectors follow by a job; until then the words of a question find them.
      await insertFaq(tx, {
        jobs,
        vectors: new Map(),
        faq: { organisationId, chatbotId, displayOrder, languageFound: 'en', ...faq },
      });
    }
    await addAutomation(tx, { secrets, organisationId });
  });
}

/**
 * Lets answers link to the demo's pages where this server is now: an earlier start may have had
 * another port, or no public address. It is before the passages are first read into memory.
 */
export async function moveDemo({
  database,
  config,
  organisationId,
}: {
  database: Database;
  config: Pick<Config, 'publicUrl'>;
  organisationId: string;
}): Promise<void> {
  const slugs = (await readDemoPages()).map(({ slug }) => slug).join('|');
  const madeHere = `^http://(localhost|127\\.0\\.0\\.1):\\d+/demo/(${slugs})$`;
  await database.withOrganisation(organisationId, (tx) =>
    tx.execute(sql`
      with moved as (
        update sources set url = ${config.publicUrl} || substring(url from '/demo/.*')
        where url ~ ${madeHere} and not starts_with(url, ${`${config.publicUrl}/`})
        returning id, url
      )
      update passages set url = moved.url from moved where source_id = moved.id`),
  );
}

const demoChatbot = {
  name: 'Carrowfell assistant',
  color: '#3f5b4b',
  welcomeMessage: 'Hello! Ask me about delivery, returns, sizes or anything we make.',
};

/** One that harms nobody: it marks conversations, and tells the team. */
async function addAutomation(
  tx: Transaction,
  { secrets, organisationId }: { secrets: Secrets; organisationId: string },
): Promise<void> {
  const graph = await readDemoAutomation();
  const { id } = await createWorkflow(tx, {
    secrets,
    organisationId,
    name: 'Unhappy visitors',
    graph,
  });
  const compiled = await compileWorkflow(tx, { id, graph });
  await activate(tx, {
    id,
    organisationId,
    graph: requireGraph(compiled),
    machine: requireMachine(compiled),
    createdBy: null,
  });
}

/** The graph of the demo's automation, unchecked. */
async function readDemoAutomation(): Promise<unknown> {
  return JSON.parse(await readFile(new URL('./automation.json', import.meta.url), 'utf8'));
}
