import type { PastMessage } from '../messageStore.ts';
import { english } from '../words/english.ts';
import type { Words } from '../words/words.ts';
import { allWords } from '../words/wordsOf.ts';
import { handingOver, type Said } from './move.ts';

const yes =
  'yes|yeah|yep|sure|ok|okay|please|please do|do it|go ahead|ja|gern|gerne|bitte|klar|oui|volontiers|d accord|sí|si|claro|vale|sì|certo|graag|sim|tak|proszę|jasne';
const no = 'no|nope|nah|not now|nein|non|nee|não|nao|nie';
const shortReplies = new Map<string, 'yes' | 'no'>([
  ...yes.split('|').map((word) => [word, 'yes'] as const),
  ...no.split('|').map((word) => [word, 'no'] as const),
  ...Object.values(allWords).flatMap(
    ({ yesPerson, noPerson }) =>
      [
        [plain(yesPerson), 'yes'],
        [plain(noPerson), 'no'],
      ] as const,
  ),
]);

/** Whether a message is yes or no to what was offered; null for everything else. */
export function replyToOffer(text: string): 'yes' | 'no' | null {
  return text.length > 60 ? null : (shortReplies.get(plain(text)) ?? null);
}

/** Whether the visitor needs no person any more. */
export function isCalledOff(text: string, said: Pick<Said, 'act'>): boolean {
  if (said.act === 'needsNobody') return true;
  if (text.length > 60) return false;
  const asked = plain(text);
  return Object.values(allWords).some(({ neverMind }) => plain(neverMind) === asked);
}

/**
 * In which words the bot handed over, while nobody has answered since.
 * @returns null when a person has written, or took over without the bot's word
 */
export function wordsOfWaiting(
  history: Pick<PastMessage, 'role' | 'author' | 'move' | 'choices' | 'content'>[],
): Words | null {
  const last = history.findLast(
    ({ role, author, move }) =>
      author === 'person' ||
      (role === 'assistant' && author === null && handingOver.some((kind) => kind === move)),
  );
  if (!last || last.author === 'person') return null;
  const { choices, content } = last;
  const spoken = Object.values(allWords).find(
    ({ neverMind, distress }) => choices.includes(neverMind) || content.startsWith(distress),
  );
  return spoken ?? english;
}

function plain(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
