/**
 * What the offline answerer says, asked over the API as a visitor asks:
 * the share of answerable SQuAD questions whose answer holds a gold span; of SQuAD questions put to
 * the demo shop, the share that it owns up to not knowing; and the share of questions about the shop
 * that are answered with the right page, or FAQ, cited.
 *
 *   ECHOAI_EVAL_DATA=… npm run eval:answers
 */
import { readFile } from 'node:fs/promises';
import { readDemoFaqs, readDemoPages } from '../apps/server/src/demo/seedDemo.ts';
import { askForReply } from '../apps/server/src/testing/testServer.ts';
import {
  foreignEvery,
  openWorkspace,
  parseLines,
  percent,
  readData,
  type SquadPassage,
  type SquadQuestion,
} from './workspace.ts';

interface ShopQuestion {
  question: string;
  page?: string | string[];
  faq?: string;
}

const verbose = process.argv.includes('--verbose');
const squadPassages = await readData<SquadPassage>('retrieval/squad2-passages.jsonl');
const squadQuestions = await readData<SquadQuestion>('retrieval/squad2-questions.jsonl');
const shopQuestions = parseLines<ShopQuestion>(
  await readFile(new URL('./shopQuestions.jsonl', import.meta.url), 'utf8'),
);
const { server, client, createChatbot } = await openWorkspace();

{
  const pages = await readDemoPages();
  const { chatbotId, key, sourceIds } = await createChatbot(pages);
  const idOf = new Map(pages.map(({ slug }, index) => [slug, sourceIds[index]!]));
  for (const body of await readDemoFaqs()) {
    const { id } = await client.faqs.create({ params: { chatbotId }, body });
    idOf.set(body.question, id);
  }

  // Answerable ones or not: none of them is about the shop.
  const foreign = squadQuestions.filter((_, index) => index % foreignEvery === 0).slice(0, 200);
  let refused = 0;
  for (const { question } of foreign) {
    const { answered } = await askForReply(server, { key, message: question });
    if (!answered) refused++;
    else if (verbose) console.error(`answered: ${question}`);
  }
  console.log(
    `${foreign.length} SQuAD questions put to the shop: ${percent(refused / foreign.length)} not answered`,
  );

  let right = 0;
  for (const { question, page = [], faq = [] } of shopQuestions) {
    const wanted = [page, faq].flat().map((name) => idOf.get(name));
    const { answered, citations } = await askForReply(server, { key, message: question });
    if (answered && citations.some(({ sourceId }) => wanted.includes(sourceId))) right++;
    else if (verbose) {
      const cited = citations.map(({ title }) => title).join(', ');
      console.error(`${answered ? `cited ${cited}` : 'not answered'}: ${question}`);
    }
  }
  console.log(
    `${shopQuestions.length} questions about the shop: ${percent(right / shopQuestions.length)} answered with the right page cited`,
  );
}
{
  const { key } = await createChatbot(squadPassages);
  const questions = squadQuestions.filter(({ answerable }) => answerable);
  let correct = 0;
  let answeredCount = 0;
  for (const { question, answers } of questions) {
    const { answer, answered } = await askForReply(server, { key, message: question });
    if (answered) answeredCount++;
    if (answered && answers.some((gold) => holds(answer, gold))) correct++;
  }
  console.log(
    `${questions.length} answerable SQuAD questions: ${percent(correct / questions.length)} of the answers hold a gold span (${percent(answeredCount / questions.length)} answered)`,
  );
}
await server.close();

/** Compared as shown: without Markdown's escapes, citation marks and case, white space as one. */
function holds(answer: string, gold: string): boolean {
  const plain = (text: string) =>
    text
      .replace(/ ?(?<!\\)\[\d+\]/g, '')
      .replace(/\\([^\w\s])/g, '$1')
      .replace(/\s+/g, ' ')
      .toLowerCase();
  return plain(answer).includes(plain(gold));
}
