import { expect, it } from 'vitest';
import { toSecondPerson } from './toSecondPerson.ts';

it.each([
  ['I wear size 42', 'you wear size 42'],
  ['My name is Maria and I live in Cork', 'your name is Maria and you live in Cork'],
  ['I am allergic to wool', 'you are allergic to wool'],
  ['Just so you know, I’m left-handed', 'you’re left-handed'],
  ['we were in Galway with our dog', 'you were in Galway with your dog'],
])('turns “%s” to the visitor', (sentence, told) => {
  expect(toSecondPerson(sentence)).toBe(told);
});

it.each([
  'I want you to call me',
  'My brother says he wears 46',
  'The shop is closed',
  'Can I pay by card?',
  '',
])('leaves “%s” as it stands', (sentence) => {
  expect(toSecondPerson(sentence)).toBeNull();
});
