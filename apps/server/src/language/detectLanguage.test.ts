import { expect, it } from 'vitest';
import { detectLanguage, readLanguage } from './detectLanguage.ts';

it.each([
  ['en', 'how much is shipping'],
  ['de', 'Wie lange kann ich Schuhe zurückgeben?'],
  ['de', 'Größe?'],
  ['fr', 'et en combien de jours ?'],
  ['es', '¿Dónde está mi pedido?'],
  ['it', 'quanto pesa lo zaino?'],
  ['nl', 'Waar wordt jullie rugzak eigenlijk gemaakt?'],
  ['pt', 'Quanto custa o envio para Portugal?'],
  ['pl', 'Czy mogę zwrócić buty?'],
  ['ru', 'Привет, где мой заказ?'],
  ['ja', '注文はどこですか'],
])('reads %s in “%s”', (language, text) => {
  expect(readLanguage(text)).toBe(language);
});

it('reads a brand’s name between words as no language of its own', () => {
  expect(readLanguage('was kostet die Mizzle Rain Jacket')).toBe('de');
  expect(readLanguage('prezzo Turlough Low')).toBe('it');
});

it.each(['', 'ok', 'Galway?', '#12345', '👍👍', 'XL', '42', 'Turlough Low'])(
  'takes the language of the conversation, the page, the chatbot in this order where “%s” tells nothing',
  (text) => {
    const known = { before: () => 'fr', page: 'de-AT', chatbot: 'nl' };
    expect(detectLanguage(text, known)).toBe('fr');
    expect(detectLanguage(text, { ...known, before: () => null })).toBe('de');
    expect(detectLanguage(text, { ...known, before: () => null, page: null })).toBe('nl');
    expect(detectLanguage(text, { ...known, before: () => null, page: 'x!' })).toBe('nl');
    expect(detectLanguage(text, { before: () => null, page: null, chatbot: null })).toBe('en');
  },
);

it('lets a message speak for itself, whatever was spoken before', () => {
  expect(
    detectLanguage('Where is my order?', { before: () => 'de', page: 'de', chatbot: 'de' }),
  ).toBe('en');
});
