/**
 * How visitors of other languages are served by an English shop, with the offline models: whether
 * the right page or FAQ of the demo shop is found, and whether what the shop does not know is
 * refused. `languageQuestions.jsonl` has the questions, `--verbose` names each that goes wrong.
 *
 *   npm run eval:languages
 */
import { readFile } from 'node:fs/promises';
import { readDemoFaqs, readDemoPages } from '../apps/server/src/demo/seedDemo.ts';
import { readLanguage } from '../apps/server/src/language/detectLanguage.ts';
import { openWorkspace, parseLines, percent } from './workspace.ts';

interface LanguageQuestion {
  language: string;
  /** `mixed` with English words; `later`: written after the glossaries, and never used to change them. */
  kind?: 'mixed' | 'later';
  question: string;
  /** What answers it; neither where the shop does not know. */
  page?: string | string[];
  faq?: string;
}

interface Tally {
  asked: number;
  first: number;
  five: number;
  answered: number;
  foreign: number;
  refused: number;
  read: number;
}

const verbose = process.argv.includes('--verbose');
const questions = parseLines<LanguageQuestion>(
  await readFile(new URL('./languageQuestions.jsonl', import.meta.url), 'utf8'),
);
const { server, client, createChatbot } = await openWorkspace();
const pages = await readDemoPages();
const { chatbotId, sourceIds } = await createChatbot(pages);
const idOf = new Map(pages.map(({ slug }, index) => [slug, sourceIds[index]!]));
for (const body of await readDemoFaqs()) {
  const { id } = await client.faqs.create({ params: { chatbotId }, body });
  idOf.set(body.question, id);
}
const nameOf = new Map([...idOf].map(([name, id]) => [id, name]));

const tallies = new Map<string, Tally>();
for (const { language, kind, question, page = [], faq = [] } of questions) {
  const group = kind === 'mixed' ? 'mixed' : kind === 'later' ? `${language} (later)` : language;
  const zero = { asked: 0, first: 0, five: 0, answered: 0, foreign: 0, refused: 0, read: 0 };
  const tally = tallies.get(group) ?? zero;
  tallies.set(group, tally);
  const { passages, answerable } = await client.sources.search({
    params: { chatbotId },
    query: { q: question, limit: 20 },
  });
  if (readLanguage(question) === language) tally.read++;
  const found = [...new Set(passages.map(({ sourceId }) => sourceId))];
  const note = (wrong: string) => {
    const best = `${nameOf.get(found[0]!)} ${passages[0]?.score.toFixed(2)}`;
    if (verbose) console.error(`${group} ${wrong}: ${question} (${best})`);
  };
  const wanted = [page, faq].flat().map((name) => idOf.get(name)!);
  if (wanted.length === 0) {
    tally.foreign++;
    if (answerable) note('answered');
    else tally.refused++;
    continue;
  }
  const rank = found.findIndex((id) => wanted.includes(id));
  tally.asked++;
  if (rank === 0) tally.first++;
  if (rank >= 0 && rank < 5) tally.five++;
  if (rank === 0 && answerable) tally.answered++;
  if (rank !== 0) note(`rank ${rank < 0 ? 'none' : rank + 1}`);
  else if (!answerable) note('not answered');
}

for (const [group, { asked, first, five, answered, foreign, refused, read }] of tallies) {
  const refusals =
    foreign > 0 ? `, ${percent(refused / foreign)} of ${foreign} others refused` : '';
  console.log(
    `${group}: ${asked} questions, hit@1 ${percent(first / asked)}, hit@5 ${percent(five / asked)}, ${percent(answered / asked)} first and answered${refusals}; language read ${percent(read / (asked + foreign))}`,
  );
}
await server.close();
