/** One way of a split; the percentages of all ways make 100. */
export interface SplitPart {
  id: string;
  percentage: number;
}

/**
 * The part that a visitor falls into at a node. The same visitor always takes the same way there,
 * and the ways of two nodes have nothing to do with each other.
 */
export function partFor({
  parts,
  visitorId,
  nodeId,
}: {
  parts: SplitPart[];
  visitorId: string;
  nodeId: string;
}): SplitPart {
  const point = 100 * uniform(`${nodeId}\u0000${visitorId}`);
  let end = 0;
  for (const part of parts) {
    end += part.percentage;
    if (point < end) return part;
  }
  return parts.at(-1)!;
}

/** From a text to [0, 1): 32-bit FNV-1a, whose bits MurmurHash3's finalizer then mixes. */
function uniform(text: string): number {
  let hash = 0x811c9dc5;
  for (let position = 0; position < text.length; position++) {
    const unit = text.charCodeAt(position);
    hash = Math.imul(hash ^ (unit & 0xff), 0x01000193);
    hash = Math.imul(hash ^ (unit >>> 8), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}
