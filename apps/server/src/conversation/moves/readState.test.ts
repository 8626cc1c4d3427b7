import { expect, it } from 'vitest';
import type { PastMessage } from '../messageStore.ts';
import { readState } from './readState.ts';

const message = (role: 'user' | 'assistant', more: Partial<PastMessage> = {}): PastMessage => ({
  id: 'msg_1',
  role,
  content: 'text',
  answered: null,
  replyToId: null,
  sentimentScore: null,
  isForgotten: false,
  author: null,
  repeatsVisitor: null,
  move: null,
  choices: [],
  createdAt: new Date(0),
  citations: [],
  ...more,
});

it('begins with nothing said', () => {
  expect(readState([])).toEqual({ lastMove: null, hasAnswered: false, admissions: 0, angry: 0 });
});

it('counts admissions of ignorance and angry messages that end the conversation so far', () => {
  const state = readState([
    message('user', { sentimentScore: -0.9 }),
    message('assistant', { move: 'answer', answered: true }),
    message('user', { sentimentScore: -0.5 }),
    message('assistant', { move: 'admitIgnorance', answered: false }),
    message('user', { sentimentScore: -0.6 }),
    message('assistant', { move: 'admitIgnorance', answered: false }),
  ]);
  expect(state).toEqual({ lastMove: 'admitIgnorance', hasAnswered: true, admissions: 2, angry: 3 });
});

it('forgets admissions after an answer, and reads no move of a person or an automation', () => {
  const state = readState([
    message('assistant', { move: 'admitIgnorance', answered: false }),
    message('user', { sentimentScore: 0.4 }),
    message('assistant', { move: 'answer', answered: true }),
    message('assistant', { author: 'person', move: null }),
  ]);
  expect(state).toEqual({ lastMove: 'answer', hasAnswered: true, admissions: 0, angry: 0 });
});

it('reads a move of another version as none', () => {
  expect(readState([message('assistant', { move: 'sing' })]).lastMove).toBeNull();
});
