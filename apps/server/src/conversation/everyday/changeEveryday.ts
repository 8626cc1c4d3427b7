import { type EverydayAct, everydayReplies, type Wording } from '@echoai/contract/everyday';
import type { Everyday } from './everyday.ts';

/** What a change asks for: wordings by sentence and language, null to take one back. */
export interface EverydayChange {
  isActive?: boolean | undefined;
  wording?:
    | {
        [Sentence in keyof Wording]?: { [language: string]: string | null | undefined } | undefined;
      }
    | undefined;
}

/** The sentences of a change that do not answer the act. */
export function foreignSentences(act: EverydayAct, { wording = {} }: EverydayChange): string[] {
  const own: readonly string[] = everydayReplies[act];
  return Object.keys(wording).filter((sentence) => !own.includes(sentence));
}

/** The settings after a change of one act; wordings that are empty are left out. */
export function changeEveryday(
  { off, wording }: Everyday,
  act: EverydayAct,
  change: EverydayChange,
): Everyday {
  const isOff = change.isActive === undefined ? off.includes(act) : !change.isActive;
  const others = off.filter((other) => other !== act);
  const merged = new Map(Object.entries(wording));
  for (const [sentence, changed] of Object.entries(change.wording ?? {})) {
    const texts = Object.entries({ ...merged.get(sentence), ...changed }).filter(([, text]) =>
      text?.trim(),
    );
    if (texts.length > 0) merged.set(sentence, Object.fromEntries(texts));
    else merged.delete(sentence);
  }
  return { off: isOff ? [...others, act] : others, wording: Object.fromEntries(merged) };
}
