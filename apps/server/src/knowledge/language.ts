import snowball from 'snowball-stemmers';
import { hasRules, rulesOf } from './languageRules.ts';

/** English words that carry no subject, and greetings. */
const stopWords = new Set(
  `hello hi hey dear thanks thank sorry oops ok okay
  a about am an and any are as at be been being but by can could did do does doing for from get got had has have having
  he her hers him his how i if in into is it its itself just me might must my myself of on or our ours please
  shall she should so some such than that the their theirs them then there these they this those to too
  us very was we were what when where which while who whom whose why will with would you your yours`.split(
    /\s+/,
  ),
);

const stemmer = snowball.newStemmer('english');
/** Forms that the stemmer, which only cuts endings, cannot lead back to their word. */
const irregularForms = new Map(
  `make made, send sent, buy bought, pay paid, take took taken, give gave given, keep kept, write wrote written,
  sell sold, find found, leave left, lose lost, break broke, wear wore worn, choose chose chosen,
  go went gone, begin began begun, become became, build built, win won, lead led, hold held, run ran,
  say said, see saw seen, tell told, think thought, know knew known, grow grew grown, bring brought,
  come came, drive drove driven, eat ate eaten, fall fell fallen, feel felt, fly flew flown, forget forgot forgotten,
  freeze froze frozen, hear heard, hide hid hidden, mean meant, meet met, ride rode ridden, rise rose risen,
  speak spoke spoken, spend spent, stand stood, steal stole stolen, swim swam swum, teach taught, throw threw thrown,
  understand understood, wake woke woken, draw drew drawn, fight fought, catch caught, sleep slept, shrink shrank shrunk,
  tear tore torn, child children, man men, woman women, foot feet, tooth teeth, mouse mice, life lives, wife wives,
  half halves, shelf shelves, knife knives, leaf leaves, person people, die dying died, lie lying, good better best, bad worse worst`
    .split(',')
    .flatMap((line) => {
      const [word, ...forms] = line.trim().split(/\s+/);
      return forms.map((form) => [form, word!] as const);
    }),
);

/**
 * Words that visitors of a shop or a service use for one thing. Few on purpose: a wrong pair costs
 * more than a missing one.
 */
const synonyms = new Map(
  `shipping postage delivery deliver dispatch
  exchange swap
  repair mend fix
  buy purchase
  price cost fee
  discount promo promotion coupon
  voucher giftcard
  phone telephone
  email mail
  backpack rucksack
  sneaker trainer
  manufacture make produce
  begin start commence
  finish end
  allow permit
  reimburse refund
  shop store boutique
  laptop notebook
  picture photo image
  invoice bill receipt
  help support assistance
  weigh weight
  faulty defective broken damaged
  wash clean launder
  dry dryer drier
  carrier courier
  review rating
  holiday vacation
  stitch sew
  fast quick
  installment instalment`
    .split('\n')
    .flatMap((line) => {
      const [canonical, ...others] = line.trim().split(/\s+/).map(stemSpelling);
      return others.map((other) => [other, canonical!] as const);
    }),
);

/** The term that a stem is found by. */
export function synonymOf(stem: string): string {
  return synonyms.get(stem) ?? stem;
}

/** The stems that are found by some terms of an index, as common as those. */
export function withSynonyms<Term extends { term: string }>(terms: Term[]): Term[] {
  const found = new Map(terms.map((each) => [each.term, each]));
  return [...synonyms].flatMap(([stem, term]) => {
    const same = found.get(term);
    return same ? [{ ...same, term: stem }] : [];
  });
}

const stems = new Map<string, string>();
const maxRememberedStems = 50_000;

/** Characters of a text that are looked at; one question or passage is far shorter. */
const maxTextLength = 20_000;
const maxWordLength = 40;
/** ー, the long vowel mark of Japanese, belongs to no script of its own. */
const wordPattern =
  /(?<pairs>[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}ー]+)|[[\p{L}\p{N}]--[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}ー]]+/gv;
const halfCharacterAtEnd = /[\uD800-\uDBFF]$/;

/**
 * The terms of a text, in order: words and numbers of any script, without accents and case, stemmed
 * and without stop words as the language has it. Scripts that write no spaces give pairs of characters.
 * @param language in two letters; one without rules of its own is read by those of English
 */
export function termsOf(text: string, language = 'en'): string[] {
  const plain = text
    .slice(0, maxTextLength)
    .normalize('NFKD')
    // Accents, and what nobody sees; a space without width tells words apart in a few scripts.
    .replace(/\p{M}|(?!\u200B)\p{Cf}/gu, '')
    .toLowerCase();
  if (hasRules(language)) return foreignTermsOf(plain, language);
  const words = plain
    // It's, we're, don't: what follows the apostrophe is no word, nor is what can't and won't leave.
    .replace(/\b(?:can|won|shan|ain)[’']t\b/g, ' ')
    .replace(/(?:n?[’']t|[’'](?:s|m|d|re|ve|ll))\b/g, '')
    .replace(/\be-mail/g, 'email')
    .matchAll(wordPattern);
  const terms: string[] = [];
  for (const { 0: word, groups } of words) {
    if (groups?.pairs) terms.push(...pairsOf(word));
    else if (!stopWords.has(word)) {
      terms.push(stemOf(word.slice(0, maxWordLength).replace(halfCharacterAtEnd, '')));
    }
  }
  return terms;
}

function foreignTermsOf(plain: string, language: Parameters<typeof rulesOf>[0]): string[] {
  const { isStopWord, stem } = rulesOf(language);
  const words = plain
    .replaceAll('ß', 'ss')
    .replaceAll('œ', 'oe')
    .replaceAll('ł', 'l')
    .replace(/\be-mail/g, 'email')
    .matchAll(wordPattern);
  const terms: string[] = [];
  for (const { 0: word, groups } of words) {
    if (groups?.pairs) terms.push(...pairsOf(word));
    else if (!isStopWord(word)) {
      terms.push(stem(word.slice(0, maxWordLength).replace(halfCharacterAtEnd, '')));
    }
  }
  return terms;
}

function stemOf(word: string): string {
  let stem = stems.get(word);
  if (stem === undefined) {
    if (stems.size >= maxRememberedStems) stems.clear();
    stem = stemSpelling(irregularForms.get(word) ?? word);
    stem = synonyms.get(stem) ?? stem;
    stems.set(word, stem);
  }
  return stem;
}

/** The stem of a word in either spelling: colour and color, organise and organize, grey and gray. */
function stemSpelling(word: string): string {
  // Before stemming, since the stemmer takes -ize for an ending and -ise for none. No -ize: revise,
  // advertise, expertise, and short words such as raise.
  const american = word
    .replace(/^grey/, 'gray')
    .replace(/(?<=.{3})(?<!v|pert|vert)is(?=(?:e[sd]?|ers?|ing|ations?)$)/, 'iz');
  const stem = stemmer.stem(american);
  return stem.length < 5 ? stem : stem.replace(/our$/, 'or').replace(/is$/, 'iz');
}

function pairsOf(word: string): string[] {
  const characters = [...word];
  if (characters.length < 2) return characters;
  return characters.slice(1).map((character, index) => `${characters[index]}${character}`);
}
