import {
  type EverydaySentence,
  everydayLanguages,
  everydaySentences,
  fillPlaceholders,
  maxWordingLength,
  placeholderFault,
  placeholdersOf,
} from '@echoai/contract/everyday';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { spokenLanguages } from '../../language/languages.ts';
import { templateOf } from '../everyday/settingsOf.ts';
import { wordsOf } from './wordsOf.ts';
import { usualWordsOf, wordsOfChatbot } from './wordsOfChatbot.ts';

const shop = { name: 'Ada', welcomeMessage: '', everyday: {} };
const wordedBy = (wording: Record<string, Record<string, string>>, more = {}) => ({
  ...shop,
  ...more,
  everyday: { wording },
});

describe('a chatbot’s words', () => {
  it('are those that ship where its owner worded nothing', () => {
    for (const language of everydayLanguages) {
      expect(wordsOfChatbot(shop, language)).toBe(wordsOf(language));
    }
  });

  it('are its owner’s in the language they were worded in, and in no other', () => {
    const chatbot = wordedBy({ thanks: { de: 'Gerne doch!' } });
    expect(wordsOfChatbot(chatbot, 'de-AT').thanks).toBe('Gerne doch!');
    expect(wordsOfChatbot(chatbot, 'fr').thanks).toBe(wordsOf('fr').thanks);
    expect(wordsOfChatbot(chatbot, 'ru').thanks).toBe(wordsOf('en').thanks);
  });

  it('hold values where names in braces stand, which do not fill each other', () => {
    const chatbot = wordedBy(
      {
        greeting: { en: 'Hi, I’m {bot}.' },
        greetingByName: { en: 'Hi { name }, {bot} here, {name}!' },
        noted: { en: 'Got it: {facts}' },
        areYouBot: { en: 'A bot called {bot}.' },
      },
      { name: '$& {name}' },
    );
    const words = wordsOfChatbot(chatbot, 'en');
    expect(words.greeting).toBe('Hi, I’m $& {name}.');
    expect(words.greetingByName('{bot}')).toBe('Hi {bot}, $& {name} here, {bot}!');
    expect(words.noted('you wear 42')).toBe('Got it: you wear 42');
    expect(words.areYouBot('ignored')).toBe('A bot called $& {name}.');
  });

  it('greet in English by the owner’s wording, else by the welcome message, else as it ships', () => {
    const welcome = { welcomeMessage: 'Ahoy!' };
    const own = { greeting: { en: 'Hello again!' } };
    expect(wordsOfChatbot(wordedBy(own, welcome), 'en').greeting).toBe('Hello again!');
    expect(wordsOfChatbot({ ...shop, ...welcome }, 'en').greeting).toBe('Ahoy!');
    expect(wordsOfChatbot({ ...shop, ...welcome }, 'de').greeting).toBe(wordsOf('de').greeting);
    expect(wordsOfChatbot({ ...shop, welcomeMessage: ' ' }, 'en').greeting).toBe(
      wordsOf('en').greeting,
    );
  });

  it('keep the kind of every sentence, whatever an owner wrote', () => {
    const sentence = fc.constantFrom(...everydaySentences);
    fc.assert(
      fc.property(sentence, fc.string({ minLength: 1 }), fc.string(), (name, text, value) => {
        const words = wordsOfChatbot(wordedBy({ [name]: { pl: text } }), 'pl');
        for (const [key, usual] of Object.entries(wordsOf('pl'))) {
          expect(typeof words[key as EverydaySentence]).toBe(typeof usual);
          if (key !== name) expect(words[key as EverydaySentence]).toBe(usual);
        }
        const said = words[name];
        const [, placeholder] = placeholdersOf(name);
        const values = { bot: 'Ada', ...(placeholder ? { [placeholder]: value } : {}) };
        const spoken = typeof said === 'string' ? said : said(value);
        expect(spoken).toBe(fillPlaceholders(text, values));
      }),
    );
  });
});

describe('the sentences that ship', () => {
  it('exist in every language that visitors are answered in', () => {
    expect([...everydayLanguages]).toEqual([...spokenLanguages]);
  });

  it('could be an owner’s wording, and say the same as one', () => {
    for (const language of everydayLanguages) {
      for (const sentence of everydaySentences) {
        const text = templateOf(usualWordsOf(shop, language), sentence);
        expect(text).not.toBe('');
        expect(text.length).toBeLessThanOrEqual(maxWordingLength);
        expect(placeholderFault(sentence, text)).toBeUndefined();
        const [usual, own] = [
          wordsOf(language),
          wordsOfChatbot(wordedBy({ [sentence]: { [language]: text } }), language),
        ].map((words) => words[sentence]);
        const say = (said: typeof usual) => (typeof said === 'string' ? said : said?.('Ada'));
        expect(say(own)).toBe(say(usual));
      }
    }
  });
});

describe('names in braces', () => {
  it.each([
    ['thanks', 'You’re welcome, {name}', /\{name\}.*it can hold \{bot\}$/],
    ['greetingByName', 'Hi {nam}', /\{nam\}.*it can hold \{bot\} and \{name\}$/],
    ['noted', 'Noted {Facts}', /\{Facts\}/],
  ] as const)('of %s are refused where they stand for nothing: %s', (sentence, text, fault) => {
    expect(placeholderFault(sentence, text)).toMatch(fault);
  });

  it.each(['plain', '{bot} and { bot }', '{}', '{', 'a } b {', '{two\nlines}'])(
    'are none, or known, in %j',
    (text) => expect(placeholderFault('thanks', text)).toBeUndefined(),
  );
});
