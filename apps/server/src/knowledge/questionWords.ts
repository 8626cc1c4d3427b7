import { cutText } from '@echoai/contract/text';
import { greatBritain, groupsOfCountries } from './countries.ts';

/** What visitors write for what knowledge says in other words, and short forms of chats. */
const shortForms = new Map(
  `hrs hours, hr hour, mins minutes, wks weeks, wk week, yrs years, pls please, plz please, thx thanks, u you, ur your, r are,
  tmrw tomorrow, tmr tomorrow, 2moro tomorrow, tommorow tomorrow, xmas christmas, approx approximately, info information, qty quantity,
  tel phone, mon monday, tue tuesday, tues tuesday, wed wednesday, weds wednesday, thu thursday, thur thursday, thurs thursday, fri friday,
  wt weight, ltr litres, ltrs litres, kgs kg, cms cm, addr address, eur euro, euros euro, wanna want, gonna going, gimme give, cuz because, cos because,
  teh the, hte the, taht that, waht what, wich which, adn and, whihc which, whre where, thier their, doe does, dose does, cna can, yuo you, becuase because, wiht with, aer are, si is, fo of, fro for, hwo how, hoiw how, hw how, mcuh much, muhc much, lnog long, logn long, mnay many, oftne often, opne open, prcie price, whta what, wat what, wot what, wen when, wher where`
    .split(',')
    .map((pair) => pair.trim().split(/\s+/) as [string, string]),
);
/** Words that are days only beside others: the sun, and what sat on the shelf. */
const days = new Map([
  ['sat', 'saturday'],
  ['sun', 'sunday'],
]);
const besideDays =
  /\b(?:open|opening|close|closed|closing|hours|hour|time|times|till|til|until|on|monday|friday|shop|store|weekend)\b/i;
/** A message so short may name a day by three letters: “galway sun”. */
const maxWordsOfFragment = 4;

/** Filler before and within a question. */
const filler =
  /(?:^|(?<=[\s,.!?]))(?:h+i+|hello|hey+|hiya|um+|uh+|er+m*|hmm+|lol|btw|so like|like,|sorry|quick question|just wondering|i was wondering|i am wondering|i'm wondering|wondering if|if like|by the way|to be honest|tbh|i guess)(?=$|[\s,.!?:])[,.!:]?/gi;

/** More than this a message has no short forms and fillers. */
const maxLength = 8_000;

/** A message as somebody who takes the time would have typed it. */
export function plainQuestion(message: string): string {
  const text = cutText(message, maxLength).replace(/[‘’]/g, "'");
  const words = text.split(/(?<=\s)|(?=\s)/);
  const isFragment = words.filter((word) => word.trim()).length <= maxWordsOfFragment;
  const isSentence = /\b(?:i|we|you|he|she|they|it|the)\b/i.test(text);
  const areDays = (isFragment && !isSentence) || besideDays.test(text) || /\bhrs\b/i.test(text);
  const spelt = words
    .map((word) => {
      const [, before = '', letters = '', after = ''] =
        /^([("]?)([\p{L}\p{N}]+)([).,!?:;"]?)$/u.exec(word) ?? [];
      if (letters === '' || letters.length > 8) return word;
      const key = letters.toLowerCase();
      const full = shortForms.get(key) ?? (areDays ? days.get(key) : undefined);
      return full === undefined || isName(letters) ? word : `${before}${full}${after}`;
    })
    .join('');
  const plain = spelt.replace(filler, ' ').replace(/\s+/g, ' ').trim();
  return /[\p{L}\p{N}]/u.test(plain) ? plain : spelt.trim();
}

/** Two or more capitals may be a code or a name, such as UR or EUR. */
function isName(letters: string): boolean {
  return (
    letters.length < 3 && letters === letters.toUpperCase() && letters !== letters.toLowerCase()
  );
}

/** What a question’s words are called where a fact stands. */
const namesOfFacts: [RegExp, string][] = [
  [/\b(?:heav(?:y|ier|iest)|light(?:er|est)|weigh\w*)\b/i, 'weight'],
  [/\bhow (?:tall|high)\b/i, 'high cm size'],
  [/\bhow (?:big|large|small)\b|\bdimensions\b|\bmeasurements\b/i, 'size cm'],
  [/\bhow (?:wide|deep|thick|broad)\b/i, 'wide cm size'],
  [
    /\b(?:cheap|expensive|dear)\w*\b|\bset me back\b|\bwhat do(?:es)? (?:you|it|they|that) (?:ask|charge|cost)\b/i,
    'price costs',
  ],
  [/\b(?:ring|call)\b/i, 'phone call'],
  [
    /\bwhat colou?rs?\b|\bwhich colou?rs?\b|\bin (?:red|black|white|blue|green|brown|grey|gray|yellow|orange|pink|purple|beige)\b|\bcome in\b/i,
    'colours',
  ],
  [
    /\b(?:when|what time|how late|how early|until when)\b[^?]{0,60}\b(?:open|close|shut)\w*\b|\bopening (?:times|hours)\b/i,
    'opening hours',
  ],
  [/\b(?:vegan|leather-free)\b/i, 'vegans animal materials'],
];

/** Also in the other languages of the bot: deliver, ship, post, send, return. */
const asksAboutSending =
  /\b(?:deliver|ship|send|return|post|parcel|liefer|versand|versend|verschick|schick|zurück|paket|livr|expédi|envo[iy]|colis|retour|renv|env[ií]|mand|devol|paquete|sped|consegn|invi|pacco|res[oi]\b|verzend|stuur|bezorg|lever|pakket|wysył|dostaw)/i;

/** Words that stand where the asked fact stands, for a search; empty for most questions. */
export function namesOfFact(question: string): string {
  const text = cutText(question, maxLength);
  const names = namesOfFacts.flatMap(([asked, others]) => (asked.test(text) ? [others] : []));
  // Where goods go is written for the union or the continent that a country is of; what pages call
  // Great Britain helps every question.
  const isAboutSending = asksAboutSending.test(text);
  const countries = groupsOfCountries(text).filter(
    (group) => isAboutSending || group === greatBritain,
  );
  return [...names, ...countries].join(' ');
}
