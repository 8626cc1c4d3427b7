import { chatbotDefaults } from '@echoai/contract';
import { expect, test } from 'vitest';
import { english } from './english.ts';
import { chooseLocale, inWords, loadTexts, speak, texts } from './texts.ts';
import { viewTexts } from './viewTexts.ts';

const languages = ['de', 'fr', 'es', 'it', 'nl', 'pt', 'pl'];

test.each([
  ['the page’s language', ['de-AT', 'fr', 'es'], 'de-AT'],
  ['the visitor’s where the page names none', ['', 'fr', 'es'], 'fr'],
  ['the next one where the panel has no texts in it', ['ar', 'ja-JP', 'nl_BE'], 'nl-BE'],
  ['the language alone where it comes with a script', ['pt-Latn-BR'], 'pt'],
  ['English where nothing fits', ['ar', 'deutsch', '{{lang}}', undefined, null], 'en'],
])('The panel speaks %s', (_, wishes, locale) => {
  expect(chooseLocale(wishes)).toBe(locale);
});

test.each(languages)(
  'Every sentence is another one in %s, and takes what English takes',
  async (language) => {
    const english = viewTexts();
    const other = (await loadTexts(language)) as typeof english;
    expect(Object.keys(other).sort()).toEqual(Object.keys(english).sort());
    const say = (text: unknown) =>
      typeof text === 'function' ? text.length : String(text).trim().length > 0;
    for (const key of Object.keys(english) as (keyof typeof english)[]) {
      expect(say(other[key]), key).toEqual(say(english[key]));
    }
    const same = (Object.keys(english) as (keyof typeof english)[]).filter(
      (key) => typeof english[key] === 'string' && english[key] === other[key],
    );
    // Words that both languages have.
    expect(same.filter((key) => !sharedWords.has(key))).toEqual([]);
  },
);
const sharedWords = new Set<string>([
  'chat',
  'faq',
  'conversation',
  'sources',
  'questions',
  'code',
  'correction',
]);

test('Numbers come with their unit in the language that is spoken', async () => {
  speak(await loadTexts('pl'), 'pl');
  expect(texts.tooManyMessages(inWords(5, 'minute'))).toContain('5 minut');
  speak(await loadTexts('de'), 'de-AT');
  expect(inWords(4000)).toMatch(/^4.000$/);
  expect(viewTexts().save).toBe('Speichern');
  speak(english, 'en');
  expect(inWords(17, 'second')).toBe('17 seconds');
  expect(viewTexts().save).toBe('Save');
});

test('The welcome that chatbots begin with is the one that is translated', () => {
  expect(english.welcome).toBe(chatbotDefaults.welcomeMessage);
});
