/**
 * Removes what nobody sees and what splits a word in two for a search: soft hyphens, joiners of
 * words, spaces without width. Those that change how a text looks stay: joiners within emoji and in
 * the scripts of Persian and India, and the spaces that tell words apart in Thai, Khmer, Lao and
 * Burmese. `termsOf` leaves those out too. Marks of the direction of writing change nothing between two
 * letters; letters of the plane of tags are seen in flags only, and hide text elsewhere. Between two
 * words, a space that no line breaks at is a space.
 */
export function withoutInvisible(text: string): string {
  return text
    .replace(/[\u00AD\u180E\u202D\u202E\u2060-\u2064\uFEFF]/g, '')
    .replace(/(?<=\S)[\u00A0\u2007\u202F](?=\S)/g, ' ')
    .replace(/\u034F/g, '')
    .replace(/(?<=\p{L})[\u061C\u200E\u200F\u202A-\u202C\u2066-\u2069](?=\p{L})/gu, '')
    .replace(/(\u{1F3F4})?[\u{E0000}-\u{E007F}]+/gu, (tags, flag) => (flag ? tags : ''))
    .replace(
      /(?<![\p{sc=Thai}\p{sc=Khmer}\p{sc=Lao}\p{sc=Myanmar}])\u200B|\u200B(?![\p{sc=Thai}\p{sc=Khmer}\p{sc=Lao}\p{sc=Myanmar}])/gu,
      '',
    )
    .replace(
      /(?<![\p{sc=Arabic}\p{sc=Syriac}\p{sc=Mongolian}\p{sc=Devanagari}\p{sc=Bengali}\p{sc=Gurmukhi}\p{sc=Gujarati}\p{sc=Oriya}\p{sc=Tamil}\p{sc=Telugu}\p{sc=Kannada}\p{sc=Malayalam}\p{sc=Sinhala}\p{Extended_Pictographic}\p{Emoji_Modifier}\p{M}])[\u200C\u200D]/gu,
      '',
    );
}
