import { cutText } from '@echoai/contract/text';
/** Buckets that features are hashed into; a power of two. */
export const featureBuckets = 2 ** 16;

/** A message may be longer; what it wants is in its beginning. */
const maxTextLength = 600;

/**
 * What a text is made of, for comparing wording: its words, neighbouring pairs of words, and the
 * groups of three and four letters within words, which forgive endings and slips of the pen. Each is
 * hashed to a bucket. @returns how often each bucket occurs
 */
export function textFeatures(text: string): Map<number, number> {
  const counts = new Map<number, number>();
  const add = (feature: string) => {
    const bucket = hash(feature);
    counts.set(bucket, (counts.get(bucket) ?? 0) + 1);
  };
  const words = wordsOf(text);
  for (const [index, word] of words.entries()) {
    add(`w ${word}`);
    add(`p ${words[index - 1] ?? '<'} ${word}`);
    const padded = `<${word}>`;
    for (const size of [3, 4]) {
      for (let start = 0; start + size <= padded.length; start++) {
        add(`l ${padded.slice(start, start + size)}`);
      }
    }
  }
  if (words.length > 0) add(`p ${words.at(-1)} >`);
  return counts;
}

/** Words without case, accents and apostrophes; every number is `0`, since orders differ. */
function wordsOf(text: string): string[] {
  return (
    cutText(text, maxTextLength)
      .normalize('NFKD')
      .replace(/[\p{M}'’]/gu, '')
      .toLowerCase()
      .replace(/\p{N}+/gu, '0')
      .match(/[\p{L}0]+/gu) ?? []
  );
}

/** FNV-1a. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  }
  return (value ^ (value >>> 16)) & (featureBuckets - 1);
}
