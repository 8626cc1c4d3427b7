/** Words that turn a choice into its opposite. */
const negation =
  /(?<![\p{L}\p{N}])(?:no|not|none|never|neither|nor|without|except|but|instead|\p{L}+n[’']t|nicht|kein\p{L}*|weder|ohne|außer|pas|aucun\p{L}*|sans|ni|sin|nunca|non|senza|não|sem|niet|geen|zonder)(?![\p{L}\p{N}])/iu;
/** “2”, “2)”, “#2”, “option 2, please”, “I’ll take number 2”; “I’ll take 2” may be two of them. */
const position =
  /^(?:(?:ok|okay|yes|ja|bitte)\b,? |i(?:[’']ll| will| would|[’']?d)? (?:take|choose|pick|want|like) (?=the |option|choice|number|answer|#))?(?:the )?(?:(?:option|choice|number|answer|nummer|no|nr)\b\.? ?)?[#(]?\s?(\d{1,2})([).:]?)(?!\d)(.*)$/i;
const courtesy = /^(?:(?:please|pls|thanks|thank|you|bitte|danke) ?)*$/;
/** Places as words, from the first on, in English and German; “last” is apart. */
const ordinals = [
  /^(?:1st|first|erste[rsn]?|erstens)$/,
  /^(?:2nd|second|zweite[rsn]?|zweitens)$/,
  /^(?:3rd|third|dritte[rsn]?|drittens)$/,
  /^(?:4th|fourth|vierte[rsn]?|viertens)$/,
  /^(?:5th|fifth|fünfte[rsn]?|fünftens)$/,
  /^(?:6th|sixth|sechste[rsn]?|sechstens)$/,
  /^(?:7th|seventh|sieb(?:en)?te[rsn]?|sieb(?:en)?tens)$/,
  /^(?:8th|eighth|achte[rsn]?|achtens)$/,
  /^(?:9th|ninth|neunte[rsn]?|neuntens)$/,
  /^(?:10th|tenth|zehnte[rsn]?|zehntens)$/,
];
const lastOne = /^(?:last|letzte[rsn]?)$/;
const cardinals = 'one two three four five six seven eight nine ten'.split(' ');
/** Words that may stand around a place: “the second one, please”, “die zweite”, “option two”. */
const aroundOrdinal =
  /^(?:the|one|option|choice|answer|please|pls|thanks|thank|you|ok|okay|yes|der|die|das|den|bitte|danke|ja|take|choose|pick|want|like|i|ill|id|would|will|ich|nehme|möchte)$/;
/** Fewer, since “I want two” are two of them. */
const aroundCardinal = /^(?:option|choice|number|answer|please|pls|thanks|thank|you|ok|okay|yes)$/;

/**
 * The choice that a message names: by its text, by its words within the message, or by its position
 * from one on. Null for none, for several, and for what speaks against one or asks about it.
 */
export function readChoice(message: string, choices: string[]): string | null {
  const text = plain(message);
  const exact = choices.find((choice) => plain(choice) === text);
  if (exact !== undefined) return exact;
  const [, number, mark, rest = ''] = position.exec(text) ?? [];
  if (number !== undefined && courtesy.test(rest.replace(/[^\p{L}\p{N}]+/gu, ' ').trim()))
    return atPosition({ number, isMarked: mark !== '', choices });
  if (/\?["”’)]*$/.test(text)) return null;
  return onlyNamed(text, choices) ?? atOrdinal(text, choices);
}

/** The choice at a place that is all that a message says: “the second one”, “last, please”. */
function atOrdinal(text: string, choices: string[]): string | null {
  const words = wordsOf(text);
  // With “First class” and “Second class”, “the second” may mean either place or text.
  if (words.length > 8 || choices.some((choice) => wordsOf(choice).some(isPlace))) return null;
  const [place, ...more] = words.flatMap((word) => placeOf(word, choices.length) ?? []);
  if (place !== undefined) {
    const others = words.filter((word) => !aroundOrdinal.test(word) && !isOrdinal(word));
    return more.length + others.length > 0 ? null : (choices[place] ?? null);
  }
  const [cardinal, ...rest] = words.filter((word) => !aroundCardinal.test(word));
  return cardinal !== undefined && rest.length === 0
    ? (choices[cardinals.indexOf(cardinal)] ?? null)
    : null;
}

const wordsOf = (text: string) =>
  plain(text)
    .replace(/[’']/g, '')
    .match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];

const isOrdinal = (word: string) => placeOf(word, 1) !== null;
const isPlace = (word: string) => isOrdinal(word) || cardinals.includes(word);

/** From 0 on; null for a word that is no place. */
function placeOf(word: string, count: number): number | null {
  if (lastOne.test(word)) return count - 1;
  const place = ordinals.findIndex((ordinal) => ordinal.test(word));
  return place < 0 ? null : place;
}

function atPosition({
  number,
  isMarked,
  choices,
}: {
  number: string;
  isMarked: boolean;
  choices: string[];
}): string | null {
  const chosen = choices[Number(number) - 1] ?? null;
  // With “2 pieces” and “4 pieces”, “2” may mean either text or place.
  const named = choices.filter((choice) => plain(choice).match(/\d+/g)?.includes(number));
  if (isMarked || named.length === 0) return chosen;
  return named.length === 1 && (chosen === null || chosen === named[0]) ? named[0]! : null;
}

/** What stands between words. */
const separators = /[^\p{L}\p{M}\p{N}’'+%€$£.-]+/gu;

/** The only choice whose words are in the text, not counting those within a longer one. */
function onlyNamed(text: string, choices: string[]): string | null {
  let rest = ` ${text.replace(separators, ' ').replace(/[.](?= |$)/g, '')} `;
  const found: string[] = [];
  for (const choice of choices.toSorted((a, b) => b.length - a.length)) {
    const words = ` ${plain(choice).replace(separators, ' ').trim()} `;
    if (words.trim() === '' || !rest.includes(words)) continue;
    found.push(choice);
    rest = rest.replaceAll(words, ' \u0000 ');
  }
  return found.length === 1 && !negation.test(rest) ? found[0]! : null;
}

/** Without case, form of characters, and spaces that nobody sees. */
function plain(text: string): string {
  return text.normalize('NFKC').toLowerCase().replaceAll('ß', 'ss').replace(/\s+/g, ' ').trim();
}
