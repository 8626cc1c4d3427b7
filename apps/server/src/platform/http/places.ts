import { tooMany } from './limits.ts';

export interface Places {
  /**
   * Takes a place for as long as something is open.
   * @param among who else counts it, each with the most that it may have open
   * @returns gives the place back; calling it again does nothing
   * @throws {AppError} `rate-limited` when there are too many
   */
  take(organisationId: string, among: [who: string, most: number][]): () => void;
}

/**
 * Counts what is open at once in this process. An organisation may have no more of it than is still
 * free, so that neither one nor several together leave nothing for the next.
 * @param most of all of this process
 * @param retryAfter seconds
 */
export function createPlaces({
  name,
  most: mostOfProcess,
  retryAfter,
  words,
}: {
  name: string;
  most: number;
  retryAfter: number;
  words: string;
}): Places {
  const open = new Map<string, number>();
  let ofProcess = 0;
  const openOf = (who: string) => open.get(who) ?? 0;

  return {
    take(organisationId, among) {
      const limits: [who: string, most: number][] = [
        [`organisation ${organisationId}`, mostOfProcess - ofProcess],
        ...among,
      ];
      const full = limits.some(([who, most]) => openOf(who) >= most);
      if (full) throw tooMany(name, retryAfter, words);
      for (const [who] of limits) open.set(who, openOf(who) + 1);
      ofProcess++;
      let isOpen = true;
      return () => {
        if (!isOpen) return;
        isOpen = false;
        ofProcess--;
        for (const [who] of limits) {
          const rest = openOf(who) - 1;
          if (rest === 0) open.delete(who);
          else open.set(who, rest);
        }
      };
    },
  };
}
