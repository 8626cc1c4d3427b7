/**
 * How often the right document is the first, or among the first five, of what `search` finds; with
 * the offline models. Documents, not passages, are counted: hit@5 is over five distinct ones.
 *
 *   ECHOAI_EVAL_DATA=… npm run eval:retrieval
 */
import type { Client } from '@echoai/contract';
import {
  openWorkspace,
  readData,
  type SquadPassage,
  type SquadQuestion,
  type StackFaq,
} from './workspace.ts';

const squadPassages = await readData<SquadPassage>('retrieval/squad2-passages.jsonl');
const squadQuestions = await readData<SquadQuestion>('retrieval/squad2-questions.jsonl');
const stackFaqs = await readData<StackFaq>('retrieval/stackfaq.jsonl');
const { client, server, createChatbot } = await openWorkspace();

{
  console.error('SQuAD: ingesting');
  const { chatbotId, sourceIds } = await createChatbot(squadPassages);
  const sourceOf = new Map(squadPassages.map(({ id }, index) => [id, sourceIds[index]!]));
  const questions = squadQuestions
    .filter(({ answerable }) => answerable)
    .map(({ question, passage }) => ({ question, right: sourceOf.get(passage)! }));
  await report('SQuAD 2.0', { client, chatbotId, questions });
}
{
  console.error('StackFAQ: ingesting');
  const { chatbotId } = await createChatbot([]);
  const questions: Question[] = [];
  for (const { question, answers, rephrasings } of stackFaqs) {
    const { id } = await client.faqs.create({
      params: { chatbotId },
      body: { question, answer: answers.join('\n\n').slice(0, 5_000) },
    });
    questions.push(...rephrasings.map((rephrasing) => ({ question: rephrasing, right: id })));
  }
  await report('StackFAQ', { client, chatbotId, questions });
}
await server.close();

interface Question {
  question: string;
  /** Id of the source or FAQ that answers it. */
  right: string;
}

async function report(
  name: string,
  { client, chatbotId, questions }: { client: Client; chatbotId: string; questions: Question[] },
): Promise<void> {
  const hits = { first: 0, five: 0 };
  const startedAt = performance.now();
  for (const { question, right } of questions) {
    const { passages } = await client.sources.search({
      params: { chatbotId },
      query: { q: question, limit: 20 },
    });
    const distinct = [...new Set(passages.map(({ sourceId }) => sourceId))];
    if (distinct[0] === right) hits.first++;
    if (distinct.slice(0, 5).includes(right)) hits.five++;
  }
  const each = (performance.now() - startedAt) / questions.length;
  const share = (count: number) => (count / questions.length).toFixed(4);
  console.log(
    `${name}: ${questions.length} questions, hit@1 ${share(hits.first)}, hit@5 ${share(hits.five)} (${each.toFixed(1)} ms each)`,
  );
}
