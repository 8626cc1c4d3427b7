import { cutText } from '@echoai/contract/text';
import { escapeMarkdown } from '../extractiveAnswer.ts';
import { isAngryMood, type Move, type MoveInput } from './move.ts';
import { say } from './say.ts';
import { toSecondPerson } from './toSecondPerson.ts';

/** Confirms what a visitor said of themselves, by what is stored of it. */
export const acknowledge: Move = (input) => {
  const { content, repeatsVisitor } = confirm(input);
  return say('acknowledge', content, { repeatsVisitor });
};

const maxFactLength = 160;

function confirm({ said, told, words }: MoveInput): { content: string; repeatsVisitor: boolean } {
  const name = told.find(({ slot }) => slot === 'name')?.text.replace(/^Name: /, '');
  const facts = told.filter(({ slot }) => slot !== 'name').map(({ sentence }) => sentence);
  const greeting = name ? `${words.greetingByName(name)} ` : '';
  if (facts.length === 0) {
    const regret = isAngryMood(said.mood) ? `${words.sorry} ` : '';
    const content = greeting.trim() || `${regret}${words.keptInMind}`;
    return { content, repeatsVisitor: name !== undefined };
  }
  const distinct = [...new Set(facts)].map((fact) => tell(fact, said.language));
  const isCorrection = said.act === 'correction';
  const noted = isCorrection
    ? `${words.corrected} ${words.noted(distinct.join('; '))}`
    : words.noted(distinct.join('; '));
  return { content: name ? `${noted} ${greeting.trim()}` : noted, repeatsVisitor: true };
}

/** “I wear size 42” as “you wear size 42”; in other languages than English it is quoted. */
function tell(sentence: string, language: string): string {
  const text = cutText(
    sentence.replace(/\s+/g, ' ').replace(/(?<![.!\s])[.!\s]+$/, ''),
    maxFactLength,
  );
  const told = language === 'en' ? toSecondPerson(text) : null;
  return told === null ? `“${escapeMarkdown(text)}”` : escapeMarkdown(told);
}
