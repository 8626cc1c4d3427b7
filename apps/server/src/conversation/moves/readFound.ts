import { choicesFor, isVague } from '../../knowledge/choicesFor.ts';
import type { Found as Searched } from '../../knowledge/searchForTurn.ts';
import { findOwnWords } from '../memory/ownWords.ts';
import type { TurnMemory } from '../memory/turnMemory.ts';
import type { Found, Said } from './move.ts';

/** What knowledge and memory hold for a message. */
export function readFound({
  question,
  said,
  memory,
  searched,
}: {
  question: string;
  said: Said;
  memory: TurnMemory;
  searched: Searched;
}): Found {
  const isPlain = said.act === 'asksMemory';
  const { retrieval } = searched;
  const isKnown = retrieval.answerable;
  const finds = (known: boolean) =>
    findOwnWords({ question, memory, isKnown: known, isPlain }) !== null;
  const ownWords = finds(true) ? 'plainly' : !isKnown && finds(false) ? 'perhaps' : 'none';
  return {
    isSure: isKnown,
    confidence: retrieval.confidence,
    ownWords,
    choices: choicesFor({ ...searched, question }) ?? [],
    isVague: isVague({ ...searched, question }),
  };
}
