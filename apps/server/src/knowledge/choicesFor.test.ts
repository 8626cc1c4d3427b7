import { expect, it } from 'vitest';
import { choicesFor, isVague } from './choicesFor.ts';
import type { RetrievedPassage } from './retrieve.ts';

function passage(title: string, heading: string, text: string): RetrievedPassage {
  const id = `psg_${title}${heading}`;
  const rest = { sourceId: `src_${title}`, faqId: null, url: null, sentenceScores: [1] };
  return { id, title, headingPath: [heading], text, score: 0.9, ...rest };
}

const found = (question: string, passages: RetrievedPassage[], hasSubject = false) => {
  const retrieval = { query: question, passages, answerable: true, confidence: 0.9 };
  return { question, retrieval, parts: [{ question, retrieval }], hasSubject };
};
const ask = (...args: Parameters<typeof found>) => choicesFor(found(...args));
const kettle = passage('Kettle', 'Facts', 'It weighs 2 kg.');
const toaster = passage('Toaster', 'Facts', 'It weighs 3 kg.');
const lisbon = passage('Branches', 'Lisbon', 'Monday: 9:00 to 17:00');
const porto = passage('Branches', 'Porto', 'Monday: 10:00 to 18:00');

it('a question that names nothing asks back with the titles that have such a fact', () => {
  const noFact = passage('Returns', 'When', 'Send it back.');
  expect(ask('how heavy is it', [kettle, noFact, toaster])).toEqual(['Kettle', 'Toaster']);
});

it('passages of one page are distinguished by their headings', () => {
  expect(ask('opening hours?', [lisbon, porto])).toEqual(['Lisbon', 'Porto']);
});

it('the name of a page alone asks back with what that page tells', () => {
  expect(ask('branches', [lisbon, porto, kettle])).toEqual(['Lisbon', 'Porto']);
  expect(ask('branches?', [lisbon, porto], true)).toEqual(['Lisbon', 'Porto']);
  expect(ask('Where are your branches?', [lisbon, porto])).toBeNull();
  expect(ask('and branches?', [lisbon, porto], true)).toBeNull();
  expect(ask('lisbon', [lisbon, kettle])).toBeNull();
  expect(ask('branches parking', [lisbon, porto])).toBeNull();
});

it('a question that says what it is about asks nothing back', () => {
  expect(ask('how heavy is the kettle', [kettle, toaster])).toBeNull();
  expect(ask('how heavy is it', [kettle, toaster], true)).toBeNull();
  expect(ask('how heavy is it', [kettle])).toBeNull();
  expect(ask('how heavy is it', [])).toBeNull();
  expect(ask('hi', [kettle, toaster])).toBeNull();
});

it.each(['it’s not working', 'it doesn’t fit', 'where is it?', 'is this available?'])(
  '“%s” names nothing unless the conversation does',
  (question) => {
    expect(isVague(found(question, [kettle]))).toBe(true);
    expect(isVague(found(question, [kettle], true))).toBe(false);
  },
);

it.each(['the kettle is not working', 'can I return it?', 'opening hours?', 'is it waterproof?'])(
  '“%s” names what it is about',
  (question) => expect(isVague(found(question, [kettle]))).toBe(false),
);
