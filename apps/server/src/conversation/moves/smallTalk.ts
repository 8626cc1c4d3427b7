import type { Act } from '../../understanding/acts/acts.ts';
import type { Words } from '../words/words.ts';
import type { Move, MoveInput } from './move.ts';
import { say } from './say.ts';

/** What the bot answers to what asks for nothing. */
export const smallTalk: Move = (input) => say('smallTalk', replyTo(input));

function replyTo({ said, chatbot, words, told }: MoveInput): string {
  const name = told.find(({ slot }) => slot === 'name')?.text.replace(/^Name: /, '');
  if (said.act === 'greeting') return name ? words.greetingByName(name) : words.greeting;
  const reply = replies[said.act ?? 'greeting'] ?? 'tooVague';
  const text = words[reply];
  return typeof text === 'string' ? text : text(chatbot.name);
}

type OneSentence = {
  [Name in keyof Words]: Words[Name] extends string | ((name: string) => string) ? Name : never;
}[keyof Words];

const replies: Partial<Record<Act, OneSentence>> = {
  howAreYou: 'howAreYou',
  thanks: 'thanks',
  goodbye: 'goodbye',
  compliment: 'compliment',
  joke: 'joke',
  whoAreYou: 'whoAreYou',
  areYouBot: 'areYouBot',
  announcesQuestion: 'announcesQuestion',
  oneMoment: 'oneMoment',
  insult: 'insult',
  needsNobody: 'declinedPerson',
};
