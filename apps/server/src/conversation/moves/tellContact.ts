import { isEmail } from '@echoai/contract/email';
import { passageSentences } from '../../knowledge/indexPassage.ts';
import type { RetrievedPassage } from '../../knowledge/retrieve.ts';
import type { Answer, AnswerInput, AnswerPart } from '../answer.ts';
import { citationOf } from '../citations.ts';
import { escapeMarkdown } from '../extractiveAnswer.ts';
import { english } from '../words/english.ts';
import type { Words } from '../words/words.ts';

/** Sentences that are quoted at most. */
const maxQuoted = 3;

interface ContactInput extends Pick<AnswerInput, 'search'> {
  chatbot: Pick<AnswerInput['chatbot'], 'contact'>;
  words: Words;
}

/**
 * Whom to contact instead of a person here: what the owner wrote, else what the knowledge says of it,
 * quoted with its source.
 */
export async function* tellContact({
  chatbot,
  words,
  search,
}: ContactInput): AsyncGenerator<AnswerPart, Answer> {
  const answer = await contactAnswer({ chatbot, words, search });
  yield { delta: answer.content };
  return { ...answer, move: 'handOver' };
}

async function contactAnswer({ chatbot, words, search }: ContactInput): Promise<Answer> {
  const own = chatbot.contact.trim();
  if (own) return { content: `${words.contact}\n\n${own}`, answered: null, citations: [] };
  const found = await findContact(search, [words.contactSearch, english.contactSearch]);
  if (!found) return { content: words.noContact, answered: null, citations: [] };
  const { passage, quoted } = found;
  const content = `${words.contact}\n\n${escapeMarkdown(quoted)} [1]`;
  return { content, answered: true, citations: [citationOf(1, passage, quoted)] };
}

/** Of the passages about contact, the sentences of the one that names the most ways. */
async function findContact(search: AnswerInput['search'], queries: string[]) {
  const found = await Promise.all([...new Set(queries)].map((query) => search(query)));
  let best: { passage: RetrievedPassage; quoted: string; ways: number } | null = null;
  for (const passage of found.flatMap(({ passages }) => passages)) {
    const sentences = passageSentences({ ...passage, isFaq: passage.faqId !== null })
      .filter((sentence) => waysIn(sentence).size > 0)
      .slice(0, maxQuoted);
    const quoted = sentences.join(' ');
    const ways = waysIn(quoted).size;
    if (ways > (best?.ways ?? 0)) best = { passage, quoted, ways };
  }
  return best;
}

/** How a text says that its reader may write or call. */
function waysIn(text: string): Set<'e-mail' | 'phone'> {
  const ways = new Set<'e-mail' | 'phone'>();
  const words = text.split(/[\s<>()[\],;:"]+/);
  if (words.some((word) => isEmail(word.replace(/[.!?]$/, '')))) ways.add('e-mail');
  if (/(?:\+|\b0)\d[\d /()-]{5,}\d/.test(text)) ways.add('phone');
  return ways;
}
