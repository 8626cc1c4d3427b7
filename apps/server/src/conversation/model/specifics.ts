import { cutText } from '@echoai/contract/text';

/** What can be right or wrong in a sentence by itself: numbers and addresses. */

const numberWords = new Map(
  'two three four five six seven eight nine ten eleven twelve'
    .split(' ')
    .map((word, index) => [word, String(index + 2)])
    .concat([
      ['fourteen', '14'],
      ['fifteen', '15'],
      ['twenty', '20'],
      ['thirty', '30'],
      ['forty', '40'],
      ['fifty', '50'],
      ['sixty', '60'],
      ['ninety', '90'],
      ['hundred', '100'],
    ] as const)
    .map(([word, digits]) => [word!, digits!] as const),
);

/** A number as it is written; what stands between its digits differs by language. */
const number = /\d+(?:[.,:’'\u00a0\u202f]\d+)*/g;

/** What of a text can be right or wrong by itself. */
export function specificsOf(text: string): Set<string> {
  return new Set([...numbersOf(text), ...addressesOf(text)]);
}

/** The numbers of a text, as their digits: `1,000` and `1.000` are one, and so are `5`, `5.00` and `five`. */
function numbersOf(text: string): Set<string> {
  const plain = text
    .replace(/\[\d{1,3}(?:\s*,\s*\d{1,3})*\]/g, ' ')
    .replace(/^[ \t]{0,8}\d{1,3}[.)]\s/gm, ' ');
  const written = (plain.match(number) ?? []).map((one) =>
    one.replace(/[.,:]00$/, '').replace(/\D/g, ''),
  );
  const words = plain.toLowerCase().match(/[a-z]+/g) ?? [];
  return new Set([...written, ...words.flatMap((word) => numberWords.get(word) ?? [])]);
}

/** Longer addresses are compared by their beginning. */
const maxAddress = 200;

/** Addresses of mail and of pages, without the marks around them. */
function addressesOf(text: string): Set<string> {
  const words = text.split(/[\s<>()[\]"“”]+/).map((word) => cutText(word, maxAddress));
  return new Set(
    words
      .filter((word) => /@\w|^https?:\/\/|^www\./i.test(word))
      .map((word) =>
        word
          .toLowerCase()
          .replace(/^(?:mailto:|https?:\/\/)?(?:www\.)?/, '')
          .replace(/[^\p{L}\p{N}]{1,8}$/u, ''),
      ),
  );
}
