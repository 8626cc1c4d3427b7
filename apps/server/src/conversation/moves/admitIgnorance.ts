import type { Retrieval } from '../../knowledge/retrieve.ts';
import type { Words } from '../words/words.ts';
import type { Move } from './move.ts';
import { say } from './say.ts';

/** Says that the answer is not known, and what is. */
export const admitIgnorance: Move = (input) =>
  say('admitIgnorance', ignoranceOf(input.retrieval, input.words), { answered: false });

export function ignoranceOf({ passages }: Pick<Retrieval, 'passages'>, words: Words): string {
  const titles = [...new Set(passages.map((passage) => passage.title))].slice(0, 3);
  if (titles.length === 0) return `${words.ignorance} ${words.tooVague}`;
  const topics = titles.map((title) => `- ${title}`).join('\n');
  return `${words.ignorance} ${words.closestTopics}\n\n${topics}\n\n${words.askOtherwise}`;
}
