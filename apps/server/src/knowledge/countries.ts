import { cutText } from '@echoai/contract/text';

/** In UTF-16 code units; nobody names more countries than stand in so much. */
const maxLength = 1_000;
const languages = ['en', 'de', 'fr', 'es', 'it', 'nl', 'pt', 'pl'];

const union =
  'AT BE BG HR CY CZ DE DK EE ES FI FR GR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'.split(' ');
const restOfEurope = 'AD AL BA CH FO GB GI IS LI MC MD ME MK NO RS SM UA VA XK'.split(' ');
const elsewhere =
  `AE AF AR AU AZ BD BO BR CA CL CN CO CR CU DO DZ EC EG ET GE GH HK ID IL IN IQ IR JM JO JP KE KR KW KZ LB LK
  MA MX MY NG NZ OM PA PE PH PK PY QA RU SA SG SN TH TN TR TW TZ UG US UY UZ VE VN ZA`
    .trim()
    .split(/\s+/);
/** Names beside those that `Intl.DisplayNames` has. */
const otherNames: [string, string][] = [
  ['usa', 'US'],
  ['u.s.', 'US'],
  ['the us', 'US'],
  ['the states', 'US'],
  ['america', 'US'],
  ['amerika', 'US'],
  ['uk', 'GB'],
  ['england', 'GB'],
  ['scotland', 'GB'],
  ['wales', 'GB'],
  ['great britain', 'GB'],
  ['großbritannien', 'GB'],
  ['angleterre', 'GB'],
  ['inglaterra', 'GB'],
  ['inghilterra', 'GB'],
  ['engeland', 'GB'],
  ['holland', 'NL'],
  ['hollande', 'NL'],
  ['holanda', 'NL'],
  ['olanda', 'NL'],
  ['czech republic', 'CZ'],
  ['schweiz', 'CH'],
];
/** Names that are everyday words too, or people’s. */
const ambiguous = new Set([
  'turkey',
  'jordan',
  'georgia',
  'chad',
  'chile',
  'oman',
  'panama',
  'cuba',
]);
const maxWords = 3;

/** Codes of countries by their names in small letters. */
let names: Map<string, string> | undefined;

function readNames(): Map<string, string> {
  const read = new Map(otherNames);
  for (const language of languages) {
    const display = new Intl.DisplayNames([language], { type: 'region' });
    for (const code of [...union, ...restOfEurope, ...elsewhere]) {
      const name = display.of(code)!.toLowerCase();
      if (!ambiguous.has(name)) read.set(name, code);
    }
  }
  return read;
}

/** What pages call the countries that a text names, in any of the bot’s languages: “Austria”, “EU countries”. */
export function groupsOfCountries(text: string): string[] {
  names ??= readNames();
  const words =
    cutText(text, maxLength)
      .toLowerCase()
      .match(/[\p{L}\p{M}.-]+/gu) ?? [];
  const found = new Set<string>();
  for (let at = 0; at < words.length; at++) {
    for (let count = 1; count <= maxWords; count++) {
      const name = words
        .slice(at, at + count)
        .join(' ')
        .replace(/\.$/, '');
      const code = names.get(name);
      if (code !== undefined) found.add(code);
    }
  }
  return [...found].map(groupOf);
}

function groupOf(code: string): string {
  if (code === 'GB') return 'Great Britain';
  const name = new Intl.DisplayNames(['en'], { type: 'region' }).of(code)!;
  if (union.includes(code)) return `${name} EU countries`;
  return restOfEurope.includes(code) ? name : `${name} outside Europe`;
}
