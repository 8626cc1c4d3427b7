import { languages } from '@echoai/contract/languages';
import { cutText } from '@echoai/contract/text';

/** In UTF-16 code units; nobody names more countries than stand in so much. */
const maxLength = 1_000;

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

/** What pages call Great Britain. */
export const greatBritain = 'Great Britain';

/** What pages call countries, by the countries’ names in small letters. */
let groups: Map<string, string> | undefined;

function readGroups(): Map<string, string> {
  const english = new Intl.DisplayNames(['en'], { type: 'region' });
  const groupOf = (code: string) => {
    if (code === 'GB') return greatBritain;
    const name = english.of(code)!;
    if (union.includes(code)) return `${name} EU countries`;
    return restOfEurope.includes(code) ? name : `${name} outside Europe`;
  };
  const read = new Map(otherNames.map(([name, code]) => [name, groupOf(code)]));
  for (const language of languages) {
    const display = new Intl.DisplayNames([language], { type: 'region' });
    for (const code of [...union, ...restOfEurope, ...elsewhere]) {
      const name = display.of(code)!.toLowerCase();
      if (!ambiguous.has(name)) read.set(name, groupOf(code));
    }
  }
  return read;
}

/** What pages call the countries that a text names, in any of the bot’s languages: “Austria EU countries”. */
export function groupsOfCountries(text: string): string[] {
  groups ??= readGroups();
  const read = cutText(text, maxLength).toLowerCase();
  const words = read.match(/[\p{L}\p{M}.-]+/gu) ?? [];
  const found = new Set<string>();
  for (let at = 0; at < words.length; at++) {
    for (let count = 1; count <= maxWords; count++) {
      const name = words.slice(at, at + count).join(' ');
      const group = groups.get(name.replace(/\.$/, ''));
      if (group !== undefined) found.add(group);
    }
  }
  return [...found];
}
