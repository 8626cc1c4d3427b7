import { everydayWords } from '../../knowledge/wordFrequency.ts';
import { capitalise } from './thirdPerson.ts';

/** Given names that are everyday words too. */
const alsoWords = new Set(
  'art angel april august autumn bud candy carol chance chip chuck cliff crystal daisy dawn dean destiny dick drew earl eve faith fern flora forest frank gene ginger glen grant guy hazel heather heath holly honor hope hunter ivory ivy jade jasmine jay jewel joy june lane lark lance lily mason may melody mercy miles noble olive pat patience pearl penny pepper poppy prince rain ray rich river rob robin rocky rod rory rosemary rowan royal ruby rusty sage scarlet sky skip sonny star stone storm summer sunny temple trinity trip van violet wade will willow winter woody'.split(
    ' ',
  ),
);
/** What has a capital letter and is no person: peoples, faiths, days, places of a clock. */
const noPersons =
  /^(?:\p{L}+(?:ish|ese)|american|canadian|australian|austrian|belgian|brazilian|european|asian|african|indian|italian|russian|german|greek|french|dutch|swiss|mexican|norwegian|hungarian|romanian|bulgarian|ukrainian|indonesian|iranian|egyptian|colombian|korean|cuban|chilean|catholic|protestant|muslim|hindu|buddhist|jew|sikh|mormon|atheist|vegan|monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|march|july|september|october|november|december|christmas|easter|english|asap|atm|pls|plz|thx|tbd|eod|tmr|tmrw|rn|ok|am|pm|sms|whatsapp)$/iu;
/** Forms of verbs and other words that are no names, however they are spelled; some names end so too. */
const verbForm =
  /^(?!\p{L}{0,3}(?:ed|ing)$|mohamm?ed|muhamm?ed|alfred|wilfred|winifred|mildred|khaled|waleed|sterling|irving|manning)\p{L}+(?:ed|ing|ly|ful|less)$/iu;
const particle =
  /^(?:van|von|der|den|de|del|della|di|da|dos|du|la|le|al|el|bin|ibn|ben|ter|mac|st|o)$/i;
/** What may follow a name within its statement: the first is where it ends, the others are left out. */
const next = /^(?:and|from|but|so|because|with|here|not|or)$/i;
const aside = /\s(?:by the way|for short|if you (?:like|want|prefer|must)|as i said)$/i;
const courtesy = /^(?:please|thanks|thank|you|instead|btw|then)$/i;

/**
 * The name that follows words such as “my name is” or “call me”; null when what follows is none:
 * “tomorrow”, “misspelled on the parcel”. A capital letter alone proves nothing, and a name may lack it,
 * so everyday English decides.
 * @param isPlain whether nothing but a name can follow, unlike after “I am”
 */
export function nameIn(text: string, isPlain: boolean): string | null {
  const words = wordsOfName(text);
  const [first = ''] = words;
  if (words.length > 4 || !words.every((word) => /^\p{L}[\p{L}\p{M}’'.-]*$/u.test(word)))
    return null;
  const isFirst = isGivenName(first, isPlain && words.length === 1);
  if (!isFirst && !(particle.test(first) && words.length > 1)) return null;
  if (!words.slice(1).every((word) => particle.test(word) || isSurname(word))) return null;
  return words
    .map((word) => (words.length > 1 && particle.test(word) ? word : inNameCase(word)))
    .join(' ');
}

function wordsOfName(text: string): string[] {
  const [statement = ''] = text.split(',');
  const words = statement.trim().replace(aside, '').split(/\s+/);
  const end = words.findIndex((word, place) => place > 0 && next.test(word));
  const said = end < 0 ? words : words.slice(0, end);
  const last = said.findLastIndex((word) => !courtesy.test(word));
  return said.slice(0, last + 1);
}

function isGivenName(word: string, isPlain: boolean): boolean {
  const lower = word.toLowerCase();
  if (noPersons.test(word) || verbForm.test(word) || isCompound(word)) return false;
  if (alsoWords.has(lower)) return isPlain || isCapital(word);
  if (everydayWords().has(lower)) return false;
  return isCapital(word) || isPlain || everydayWords().has(inNameCase(lower));
}

/** “Old-fashioned” is no name; “Jean-Luc” is, and “mary-jane”, since their parts are names. */
function isCompound(word: string): boolean {
  const parts = word.split('-');
  return parts.length > 1 && !parts.every((part) => isCapital(part) || isPartOfName(part));
}

function isPartOfName(part: string): boolean {
  const lower = part.toLowerCase();
  if (verbForm.test(lower)) return false;
  return !everydayWords().has(lower) || everydayWords().has(inNameCase(lower));
}

/** Many are everyday words, which a capital letter tells apart. */
function isSurname(word: string): boolean {
  if (isCapital(word)) return !noPersons.test(word);
  return !everydayWords().has(word.toLowerCase()) && !verbForm.test(word);
}

const isCapital = (word: string) => /^\p{Lu}/u.test(word);

/** ROSA and rosa as Rosa, jean-luc and o’brien as Jean-Luc and O’Brien; McCoy as it is. */
function inNameCase(word: string): string {
  const lower = word.toLowerCase();
  const isOneCase = word === lower || /^(?=.{3})[\p{Lu}\p{M}’'.-]+$/u.test(word);
  if (!isOneCase) return capitalise(word);
  return capitalise(lower).replace(/(?<=-|^[OD][’'])\p{Ll}/gu, (letter) => letter.toUpperCase());
}

const departments =
  /\b(?:team|department|office|support|sales|accounting|marketing|company|agency|firm|page|site|website|newsletter|ad|email|e-mail|shop|store|list|cart|checkout|account|section|step)\b/i;
const dwellings =
  /\b(?:apartment|flat|house|cottage|cabin|van|boat|dorm|village|town|city|suburbs?|countryside|mountains?|coast|island|farm|country|street|road|area|region)\b/i;

/** Whether a text names a place, as after “I live in”: “the accounting team” is none, “fear” is none. */
export function isPlace(text: string): boolean {
  if (departments.test(text)) return false;
  if (dwellings.test(text)) return true;
  return text
    .split(/[^\p{L}\p{M}’'-]+/u)
    .some((word) => word !== '' && (isCapital(word) ? word !== 'I' : isForeign(word)));
}

/** No everyday word, such as the name of a place that was typed without a capital letter. */
const isForeign = (word: string) =>
  word.length > 3 && !everydayWords().has(word.toLowerCase()) && !verbForm.test(word);

/** What a property is not, but how it fares: “my address is wrong”, “my order is delayed”. */
const state =
  /^(?:also |just |still |now |already |currently |always |very |too |so |really |completely |totally |a bit )*(?:not|n[’']t|never|no longer|wrong|incorrect|missing|misspell?ed|mispelled|misspelt|spelled|spelt|different|broken|late|delayed|lost|gone|invalid|outdated|out of|old|right|correct|fine|okay?|bad|good|empty|blank|blocked|locked|stuck|here|there|on|in|at|under|being|unable|closing|closed|moving|hiring|bankrupt|tight|limited|full|dead|slow|ready|due|coming|required|needed|important|private|secret|confidential|unknown|the same|the problem|the issue|cancell?ed|shipped|expired|changed|damaged|defective|incomplete|listed|accepted|recogni[sz]ed|working|available|used|taken)\b(?! \d)/i;

/** Whether what follows “my address is” is no address, but says how it fares. */
export function isState(value: string): boolean {
  return state.test(value);
}
