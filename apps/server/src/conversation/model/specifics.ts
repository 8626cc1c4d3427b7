import { cutText } from '@echoai/contract/text';

/** What can be right or wrong in a sentence by itself: numbers, addresses and promises. */

/** Words for numbers in the languages of the bot, without those that mean something else in another. */
const numberWords = new Map(
  `2 two zwei deux twee dois duas dwa dwie
  3 three drei trois tres tre drie três trzy
  4 four vier quatre cuatro quattro quatro cztery
  5 five fünf cinq cinco cinque vijf pięć
  6 six sechs seis zes sześć
  7 seven sieben siete sette zeven sete siedem
  8 eight acht huit ocho otto oito osiem
  9 nine neun nueve nove negen dziewięć
  10 ten zehn diez dieci tien dez dziesięć
  11 eleven elf onze undici jedenaście
  12 twelve zwölf douze doce dodici twaalf doze dwanaście
  14 fourteen vierzehn quatorze catorce quattordici veertien catorze czternaście
  15 fifteen fünfzehn quinze quince quindici vijftien piętnaście
  20 twenty zwanzig vingt veinte venti twintig vinte dwadzieścia
  30 thirty dreißig trente treinta trenta dertig trinta trzydzieści
  40 forty vierzig quarante cuarenta quaranta veertig quarenta czterdzieści
  50 fifty fünfzig cinquante cincuenta cinquanta vijftig cinquenta pięćdziesiąt
  60 sixty sechzig soixante sesenta sessanta zestig sessenta sześćdziesiąt
  90 ninety neunzig noventa novanta negentig dziewięćdziesiąt
  100 hundred hundert cien cento honderd sto`
    .split('\n')
    .flatMap((line) => {
      const [digits, ...words] = line.trim().split(' ');
      return words.map((word) => [word, digits!] as const);
    }),
);

/** What a business is held to, though no number says it. Each has one name in every language. */
const promises: Record<string, RegExp> = {
  free: /(?<!feel )\bfree\b(?! to\b)|\bno (?:extra )?(?:charge|costs?|fees?)\b|\bwithout (?:a |any )?(?:\w+ )?(?:charge|costs?|fees?)\b|\b(?:costs?|pay) nothing\b|\bnothing to pay\b|\bwe (?:pay|cover)\b|\bon the house\b|kosten(?:los|frei)|\bgr[aá]tis\b|\bgratuit|\bdarmo|bezpłatn|\bkeine (?:kosten|gebühr)/i,
  everywhere:
    /\b(?:world-?wide|everywhere|(?:around|all over) the (?:world|globe)|weltweit|partout|(?:le |du )monde entier|todo el mundo|tutto il mondo|ovunque|wereldwijd|overal|todo o mundo|całym świecie)\b|überall|wszędzie/i,
  discount:
    /\bdiscount|\b(?:percent|%) off\b|\bhalf (?:off|price)\b|\brabatt?|\bremises?\b|\bdescuento|\bscont[oi]\b|\bkorting|\bdesconto|zniżk/i,
  guarantee: /guarantee|warrant|garan[td]|gwaranc/i,
  action:
    /\bI(?:['’]ll|['’]ve|['’]m| will| can| have| am)(?: \w+ly| just| now| already)? (?:refund|cancell?|order|book|ship|replac|credit|reimburs|reserv)\w*/i,
};

/** Whether it is the name of a promise, which no visitor can make for the business. */
export const isPromise = (specific: string) => Object.hasOwn(promises, specific);

/** A number as it is written; what stands between its digits differs by language. */
const number = /\d+(?:[.,:’'\u00a0\u202f]\d+)*/g;
/** A number with its currency. */
const amount =
  /(€|\$|£|\b(?:EUR|USD|GBP|CHF)\b) ?(\d+(?:[.,’'\u00a0\u202f]\d+)*)|(?<![\d.,’'\u00a0\u202f])(\d+(?:[.,’'\u00a0\u202f]\d+)*)[ \u00a0\u202f]?(€|\$|£|\b(?:EUR|USD|GBP|CHF|euros?|dollars?|pounds)\b)/gi;
const currencies: Record<string, string> = {
  ...{ eur: '€', euro: '€', euros: '€' },
  ...{ usd: '$', dollar: '$', dollars: '$', gbp: '£', pounds: '£' },
};
/** Whether it is a number with its currency. */
export const isAmount = (specific: string) => /^(?:[€$£]|chf)\d/.test(specific);

export const withoutCurrency = (specific: string) => specific.replace(/^(?:[€$£]|chf)/, '');

/** Zero of the digits of other scripts. */
const zeros = [0x660, 0x6f0, 0x966, 0x9e6, 0xe50, 0xff10];

/** What of a text can be right or wrong by itself. */
export function specificsOf(text: string): Set<string> {
  const promised = Object.keys(promises).filter((name) => promises[name]!.test(text));
  return new Set([...numbersOf(text), ...addressesOf(text), ...promised]);
}

/** The numbers of a text: `1,000` and `1.000` are one, and so are `5`, `5.00` and `five`, `1 pm` and `13:00`. */
function numbersOf(text: string): Set<string> {
  const plain = text
    .replace(/\p{Nd}/gu, (digit) => {
      const code = digit.codePointAt(0)!;
      const zero = zeros.findLast((one) => code >= one);
      return zero !== undefined && code < zero + 10 ? String(code - zero) : digit;
    })
    .replace(/\[\d{1,3}(?:\s*,\s*\d{1,3})*\]/g, ' ')
    .replace(/^[ \t>]{0,8}\d{1,3}[.)]\s/gm, ' ')
    .replace(/\b(\d{1,2}) ?h ?(?=\d\d\b)/g, '$1:')
    .replace(/\b(\d{1,2})((?:[:.]\d\d)?) ?([ap])\.?m\b/gi, (_, hour, minutes, half) => {
      const isAfternoon = half.toLowerCase() === 'p';
      return `${(Number(hour) % 12) + (isAfternoon ? 12 : 0)}${minutes}`;
    });
  const written = (plain.match(number) ?? []).map(numberOf);
  const amounts = [...plain.matchAll(amount)].map(([, before, one, other, after]) => {
    const currency = (before ?? after)!.toLowerCase();
    return `${currencies[currency] ?? currency}${numberOf((one ?? other)!)}`;
  });
  const words = plain.toLowerCase().match(/\p{L}+/gu) ?? [];
  return new Set([...written, ...amounts, ...words.flatMap((word) => numberWords.get(word) ?? [])]);
}

/** More digits are the number of an account or a parcel. */
const mostDigits = 15;

/** The last mark between digits begins the decimals, unless three digits or other marks follow. */
function numberOf(written: string): string {
  const parts = written.split(/\D/);
  const digits = parts.join('');
  if (digits.length > mostDigits) return digits;
  const last = parts.at(-1)!;
  const isWhole = parts.length !== 2 || (last.length === 3 && parts[0] !== '0');
  return String(isWhole ? Number(digits) : Number(`${parts[0]}.${last}`));
}

/** Longer addresses are compared by their beginning. */
const maxAddress = 200;

/** Addresses of mail and of pages, each page’s site included, without the marks around them. */
function addressesOf(text: string): Set<string> {
  const words = text.split(/[\s<>()[\]"“”]+/).map((word) =>
    cutText(word, maxAddress)
      .toLowerCase()
      .replace(/^[^\p{L}\p{N}]{1,8}/u, '')
      .replace(/^(?:mailto:|https?:\/\/)?(?:www\.)?/, '')
      .replace(/[^\p{L}\p{N}]{1,8}$/u, ''),
  );
  const addresses = words.filter((word) =>
    /@\w|^[\p{L}\p{N}-]{2,}(?:\.[\p{L}\p{N}-]+)*\.\p{L}{2,}(?=\/|$)/u.test(word),
  );
  return new Set(addresses.flatMap((one) => (one.includes('@') ? one : [one, one.split('/')[0]!])));
}

/** More numbers are no sum. */
const mostTerms = 12;

/**
 * Whether a number is what one of a sentence and another come to: their sum, difference or product,
 * or one as the percentage of the other.
 */
export function isDerived(
  specific: string,
  { from, others }: { from: string[]; others: Iterable<string> },
): boolean {
  const wanted = Number(withoutCurrency(specific));
  const first = numbersOnly(from);
  const second = numbersOnly([...from, ...others]);
  if (Number.isNaN(wanted) || first.length > mostTerms) return false;
  return first.some((a) =>
    second
      .slice(0, 2 * mostTerms)
      .some((b) =>
        [a + b, a - b, b - a, a * b, (a * b) / 100].some((one) => Math.abs(one - wanted) < 0.005),
      ),
  );
}

const numbersOnly = (specifics: Iterable<string>) =>
  [...new Set([...specifics].map((one) => Number(withoutCurrency(one))))].filter(
    (one) => !Number.isNaN(one),
  );
