import { describe, expect, it } from 'vitest';
import { possibleTerms, readForeignQuestion, termsOfForeign } from './foreignWords.ts';
import { termsOf } from './language.ts';

/** What is searched for in passages that have all English words, and none of another language. */
function termsIn(question: string, language: string, knowledge?: string): string[] {
  const foreign = readForeignQuestion(question, language);
  if (!foreign) return termsOf(question);
  const own = new Set(foreign.pieces.flatMap((piece) => (piece.english ? piece.own : [])));
  const possible = knowledge === undefined ? possibleTerms(foreign) : termsOf(knowledge);
  const counts = Object.fromEntries(
    possible.filter((term) => knowledge !== undefined || !own.has(term)).map((term) => [term, 1]),
  );
  return termsOfForeign(foreign, counts);
}

describe('a question in another language', () => {
  it.each([
    ['de', 'Wie lange kann ich Schuhe zurückgeben?', 'long shoes return'],
    ['de', 'Was kosten die Versandkosten nach Österreich?', 'cost shipping cost Austria'],
    ['de', 'Welche Groesse hat die Regenjacke?', 'size rain jacket'],
    ['fr', 'Combien coûte un sac à dos ?', 'much cost backpack'],
    ['fr', 'J’ai oublié mon mot de passe', 'forgotten password'],
    ['es', '¿Cuánto pesan los zapatos?', 'much weigh shoes'],
    ['it', 'Avete delle giacche impermeabili rosse?', 'jackets waterproof red'],
    ['nl', 'Zijn er kinderschoenen in het rood?', 'children’s shoes red'],
  ])('is searched for in English words (%s: %s)', (language, question, english) => {
    expect(termsIn(question, language)).toEqual(termsOf(english));
  });

  it('keeps names, numbers and what no glossary knows', () => {
    expect(termsIn('Hat der Turlough Low in 42 Einschusslöcher?', 'de')).toEqual(
      termsOf('Turlough Low 42 Einschusslöcher'),
    );
  });

  it('is searched for in its own words where the knowledge has them', () => {
    expect(termsIn('Was kostet der Versand?', 'de', 'Der Versand kostet 5 Euro.')).toEqual(
      termsOf('kostet Versand'),
    );
  });

  it('reads word for word, so that “how long” is known to want a time', () => {
    expect(readForeignQuestion('Wie lange gilt ein Gutschein?', 'de')!.gloss).toBe(
      'how long valid a voucher',
    );
  });
});

describe('a message in several languages', () => {
  it('is read word by word', () => {
    const question = 'Hallo, I want to return meine Schuhe, wie viele Tage do I have?';
    for (const language of ['de', 'en']) {
      expect(termsIn(question, language)).toEqual(termsOf('want return shoes much days'));
    }
    expect(termsIn('Can I pagare with PayPal?', 'en')).toEqual(termsOf('pay PayPal'));
  });

  it.each([
    'How do I delete my account?',
    'Can I format font in google docs using markdown?',
    'What Huguenot area is designated as a historical landmark?',
    'In what year was Pedro Menendez de Aviles born in Dublin?',
  ])('takes no name or rare word of English for a foreign one: %s', (question) => {
    expect(readForeignQuestion(question, 'en')).toBeNull();
  });

  it('is English where it has no word of the language that it was taken for', () => {
    expect(readForeignQuestion('ok on icy pavements?', 'fr')).toBeNull();
  });

  it('has English words for English, also those that another language writes alike', () => {
    expect(readForeignQuestion('Do gift cards come in a large bag or a box?', 'en')).toBeNull();
    expect(readForeignQuestion('Is the Mizzle jacket waterproof in rain?', 'en')).toBeNull();
  });
});
