/** What is noted of a conversation, as bits. */
export const seen = { event: 1, draft: 2, published: 4 };

/**
 * Which conversations were met, without keeping their ids: 53 bits of a hash each, 18 to 36 bytes
 * with the room between. Of a million, two are taken for one with a chance of 1 to 18,000.
 */
export function createConversationSet() {
  let hashes = new Float64Array(1_024);
  let marks = new Uint8Array(1_024);
  let size = 0;

  const placeOf = (hash: number) => {
    const { length } = hashes;
    let place = hash % length;
    while (marks[place] !== 0 && hashes[place] !== hash) place = (place + 1) % length;
    return place;
  };
  const grow = () => {
    const [oldHashes, oldMarks] = [hashes, marks];
    hashes = new Float64Array(2 * oldHashes.length);
    marks = new Uint8Array(2 * oldMarks.length);
    for (const [index, mark] of oldMarks.entries()) {
      if (mark === 0) continue;
      const place = placeOf(oldHashes[index]!);
      hashes[place] = oldHashes[index]!;
      marks[place] = mark;
    }
  };

  return {
    /** Notes `mark` of a conversation. @returns whether it was not noted before */
    add(id: string, mark: number): boolean {
      if (2 * size >= hashes.length) grow();
      const hash = hashOf(id);
      const place = placeOf(hash);
      const before = marks[place]!;
      if (before === 0) size++;
      hashes[place] = hash;
      marks[place] = before | mark;
      return (before & mark) === 0;
    },
  };
}

/** cyrb53: 53 bits. */
function hashOf(text: string): number {
  let [one, other] = [0xdeadbeef, 0x41c6ce57];
  for (let position = 0; position < text.length; position++) {
    const unit = text.charCodeAt(position);
    one = Math.imul(one ^ unit, 2654435761);
    other = Math.imul(other ^ unit, 1597334677);
  }
  one = Math.imul(one ^ (one >>> 16), 2246822507) ^ Math.imul(other ^ (other >>> 13), 3266489909);
  other = Math.imul(other ^ (other >>> 16), 2246822507) ^ Math.imul(one ^ (one >>> 13), 3266489909);
  return 4294967296 * (2097151 & other) + (one >>> 0);
}
