import { describe, expect, it } from 'vitest';
import { allWords } from '../words/wordsOf.ts';
import { handOverReason } from './handOver.ts';
import { handOverWords } from './handOverWords.ts';
import type { Said, TalkState } from './move.ts';
import { isCalledOff, replyToOffer, wordsOfWaiting } from './readReply.ts';

const languages = Object.entries(allWords);
const now = new Date('2026-11-30T10:00:00Z');
const day = [{ from: '09:00', to: '10:00' }];
const officeHours = {
  timeZone: 'UTC',
  days: {
    ...{ monday: day, tuesday: day, wednesday: day, thursday: day },
    ...{ friday: day, saturday: [], sunday: [] },
  },
  holidays: [],
};

describe('handing over', () => {
  it.each(languages)('says in “%s” what happens next, and reads its own buttons', (_, words) => {
    const chatbot = { handOver: 'at_once', answersWithin: 'two_hours', officeHours } as const;
    const closed = handOverWords({ chatbot, words, now });
    expect(closed.text.startsWith(`${words.handedOver} ${words.nobodyThere} `)).toBe(true);
    expect(closed.text).toMatch(/\b0?9:00/);
    expect(closed.text).toContain(words.leaveEmail);
    const open = handOverWords({ chatbot, words, now: new Date('2026-11-30T09:30:00Z') });
    expect(open.text).toBe(
      `${words.handedOver} ${words.answersWithin(words.answerTimes.two_hours)}`,
    );
    const silent = { ...chatbot, answersWithin: null, officeHours: null };
    expect(handOverWords({ chatbot: silent, words, now }).text).toBe(words.handedOver);

    expect(replyToOffer(words.yesPerson)).toBe('yes');
    expect(replyToOffer(words.noPerson)).toBe('no');
    expect(isCalledOff(words.neverMind, { act: null })).toBe(true);
    expect(replyToOffer(words.neverMind)).toBeNull();
    const bot = {
      role: 'assistant',
      author: null,
      move: 'handOver',
      content: open.text,
      choices: open.choices,
    } as const;
    expect(wordsOfWaiting([{ ...bot, choices: [...bot.choices] }])).toBe(words);
    const caring = { ...bot, move: 'care', content: words.distress, choices: [] };
    expect(wordsOfWaiting([caring])).toBe(words);
  });

  it.each([
    ['asked for a person', {}, {}],
    ['asked for a person', {}, { lastMove: 'offerPerson', admissions: 1, angry: 1 }],
    ['two admissions of ignorance', {}, { lastMove: 'offerPerson', admissions: 2 }],
    ['angry twice', {}, { lastMove: 'offerPerson', admissions: 2, angry: 2 }],
    ['distress', { act: 'distress' }, { angry: 3 }],
    ['asked for a person', { act: 'wantsPerson' }, { lastMove: 'admitIgnorance', admissions: 2 }],
  ] as [string, Partial<Said>, Partial<TalkState>][])('says why: %s', (reason, said, state) => {
    const nothing = {
      act: null,
      confidence: 0,
      isAsking: false,
      language: 'en',
      mood: 0,
      wordCount: 3,
      reply: null,
    };
    const begun = { lastMove: null, hasAnswered: false, admissions: 0, angry: 0 };
    expect(handOverReason({ said: { ...nothing, ...said }, state: { ...begun, ...state } })).toBe(
      reason,
    );
  });

  it('takes a whole sentence for neither yes nor no, and no other word for a way back', () => {
    for (const text of ['yes but how long is the warranty?', 'no idea', 'Hm', '']) {
      expect(replyToOffer(text)).toBeNull();
      expect(isCalledOff(text, { act: null })).toBe(false);
    }
    expect(isCalledOff('I don’t need anybody any more', { act: 'needsNobody' })).toBe(true);
  });

  it('waits for nobody once a person has written, or where the bot said nothing of it', () => {
    const bot = {
      role: 'assistant' as const,
      author: null,
      move: 'handOver',
      choices: [],
      content: '',
    };
    const person = { ...bot, author: 'person' as const, move: null };
    expect(wordsOfWaiting([bot])).toBe(allWords.en);
    expect(wordsOfWaiting([bot, person])).toBeNull();
    expect(wordsOfWaiting([person, bot])).toBe(allWords.en);
    expect(wordsOfWaiting([{ ...bot, move: 'answer' }])).toBeNull();
    expect(wordsOfWaiting([])).toBeNull();
  });
});
