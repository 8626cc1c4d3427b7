/** What sentiment needs to know of a language. Words are in lower case, with straight apostrophes. */
export interface Language {
  /** Everyday words by which it is recognised. */
  commonWords: ReadonlySet<string>;
  /** A word's valence, −4 (worst) … 4 (best); undefined if it carries no feeling. */
  valenceOf(word: string): number | undefined;
  /** Words that turn what they stand near: “not good”. */
  negations: ReadonlySet<string>;
  /** Whether a negation may follow what it turns, as in “gefällt mir nicht”. */
  negatesBackwards: boolean;
  /** What an intensifier adds to the strength of the words after it; negative for softeners. */
  intensifiers: ReadonlyMap<string, number>;
  /** What takes the edge off a bad word after it: “fixed the problem”. */
  relievers: ReadonlySet<string>;
  /** What takes something off a good word after it: “would be nice”. */
  dampers: ReadonlySet<string>;
  /** What service is about, good or bad: in a question these words carry hardly any feeling. */
  practical: ReadonlySet<string>;
  /** Words that a question may begin with, whether or not a question mark ends it. */
  questionWords: ReadonlySet<string>;
  /** Words after which a sentence says what it is about, such as “but”. */
  contrasts: ReadonlySet<string>;
}

/** What a message is in that has no words, or words of which we know none. */
export const unknownLanguage: Language = {
  commonWords: new Set(),
  valenceOf: () => undefined,
  negations: new Set(),
  negatesBackwards: false,
  intensifiers: new Map(),
  relievers: new Set(),
  dampers: new Set(),
  practical: new Set(),
  questionWords: new Set(),
  contrasts: new Set(),
};

/** The words of a list that is separated by white space. */
export function wordSet(words: string): Set<string> {
  return new Set(words.split(/\s+/).filter(Boolean));
}

/** From the words of several lists to the value of their list. */
export function valued(lists: [value: number, words: string][]): Map<string, number> {
  return new Map(
    lists.flatMap(([value, words]) => [...wordSet(words)].map((word) => [word, value] as const)),
  );
}

/** As VADER measured it: how much “very” adds to a valence, and “slightly” takes off. */
export const [raise, soften] = [0.293, -0.293] as const;
