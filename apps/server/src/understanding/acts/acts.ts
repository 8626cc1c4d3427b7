import { type EverydayAct, everydayActs } from '@echoai/contract/everyday';

/**
 * What people do with a message, besides asking what a business's knowledge can answer. A message
 * that does none of these is a question like any other. Owners know them as “Everyday”.
 */
export const acts: readonly EverydayAct[] = everydayActs;

export type Act = EverydayAct;

/** Examples of each act in one language, one a line. */
export type ActExamples = Record<Act, string>;
