import type { Language } from './languages/language.ts';
import type { Token } from './tokens.ts';

/** A word or an emoji that carries feeling, in its surroundings. */
export interface Weighed {
  /** −4 … 4; emphasis leads a little beyond. */
  valence: number;
  /** The same before negation and all that. */
  own: number;
  isNegated: boolean;
}

/** How far negations and their like reach, in words. */
const reach = 4;
/** A farther intensifier counts less; beyond three words it counts for nothing. */
const fading = [1, 0.95, 0.9, 0];
const shouted = 0.733;
/** “Not good” is bad, but less so than “bad”. */
const negated = -0.6;
const relieved = 0.1;
const damped = 0.4;
const beforeContrast = 0.6;
const afterContrast = 1.3;

/**
 * The words and emoji with a valence, each weighed by what stands near it in its clause, by
 * capitals, and by which side of a “but” it stands on. Follows VADER, with its numbers made milder
 * and with relievers and dampers beside.
 */
export function weigh({
  tokens,
  language,
  valenceOf,
}: {
  tokens: Token[];
  language: Language;
  valenceOf(token: Token): number | undefined;
}): Weighed[] {
  const turn = tokens.findLastIndex(({ text }) => language.contrasts.has(text));
  const weighed: Weighed[] = [];
  for (const [at, token] of tokens.entries()) {
    const own =
      token.kind === 'mark' || isIntensifier({ tokens, at, language }) ? 0 : valenceOf(token);
    if (!own) continue;
    const before = wordsNear({ tokens, at, step: -1 });
    const after = language.negatesBackwards ? wordsNear({ tokens, at, step: 1 }) : [];
    const isNegated =
      token.kind === 'word' &&
      [...before, ...after].some(({ text }) => language.negations.has(text));
    const has = (words: ReadonlySet<string>) => before.some(({ text }) => words.has(text));

    let valence = Math.sign(own) * strengthOf({ own, token, before, language });
    if (isNegated) valence *= negated;
    if (own < 0 && has(language.relievers)) valence *= relieved;
    if (own > 0 && has(language.dampers)) valence *= damped;
    if (turn >= 0) valence *= at < turn ? beforeContrast : afterContrast;
    weighed.push({ valence, own, isNegated });
  }
  return weighed;
}

/** “Super” before another word raises it, but alone it is praise. */
function isIntensifier({
  tokens,
  at,
  language,
}: {
  tokens: Token[];
  at: number;
  language: Language;
}): boolean {
  return language.intensifiers.has(tokens[at]!.text) && tokens[at + 1]?.kind === 'word';
}

function strengthOf({
  own,
  token,
  before,
  language,
}: {
  own: number;
  token: Token;
  before: Token[];
  language: Language;
}): number {
  let strength = Math.abs(own) + (token.isShouted ? shouted : 0);
  for (const [distance, { text, isShouted }] of before.entries()) {
    const intensity = language.intensifiers.get(text) ?? 0;
    strength += intensity * fading[distance]!;
    if (intensity > 0 && isShouted) strength += shouted;
  }
  return Math.max(0, strength);
}

/** Up to four words on one side of a place, within its clause, the nearest first. */
function wordsNear({ tokens, at, step }: { tokens: Token[]; at: number; step: 1 | -1 }): Token[] {
  const words: Token[] = [];
  for (let place = at + step; words.length < reach; place += step) {
    const token = tokens[place];
    if (!token || token.kind === 'mark') break;
    words.push(token);
  }
  return words;
}

/** A sum of valences brought to −1 … 1, as VADER does it. */
export function normalise(sum: number): number {
  return sum / Math.sqrt(sum * sum + 15);
}
