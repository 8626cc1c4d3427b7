import {
  alwaysOn,
  type EverydayAct,
  everydayActs,
  everydayReplies,
  everydaySentences,
  type Wording,
} from '@echoai/contract/everyday';
import { z } from 'zod';
import type { Said } from '../moves/move.ts';
import { isSpoken, spokenOf } from '../words/wordsOf.ts';

/** What an owner decides of everyday messages, as a chatbot's row holds it. */
export interface Everyday {
  /** Acts that are switched off. */
  off: EverydayAct[];
  wording: Wording;
}

const stored = z.object({
  off: z.array(z.unknown()).catch([]),
  wording: z.record(z.string(), z.record(z.string(), z.string()).catch({})).catch({}),
});

/** Reads what is stored; what this version does not know, or cannot read, is left out. */
export function readEveryday(value: unknown): Everyday {
  const { data } = stored.safeParse(value);
  const off = data?.off ?? [];
  return {
    off: everydayActs.filter((act) => off.includes(act) && !(act in alwaysOn)),
    wording: Object.fromEntries(
      everydaySentences.flatMap((sentence) => {
        const texts = data?.wording[sentence];
        return texts ? [[sentence, texts]] : [];
      }),
    ),
  };
}

/** What was said, as the owner wants it heard: an act that is switched off is none. */
export function withoutSwitchedOff(said: Said, everyday: unknown): Said {
  if (said.act === null || !readEveryday(everyday).off.includes(said.act)) return said;
  return { ...said, act: null, confidence: 0 };
}

/** Whether the owner worded a reply to what was said, in its language. */
export function isWordedByOwner(
  { act, language }: Pick<Said, 'act' | 'language'>,
  everyday: unknown,
): boolean {
  if (act === null || !isSpoken(language)) return false;
  const { wording } = readEveryday(everyday);
  return everydayReplies[act].some((sentence) => wording[sentence]?.[spokenOf(language)]);
}
