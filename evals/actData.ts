import type { Act } from '../apps/server/src/understanding/acts/acts.ts';
import { foreignEvery, readData, type SquadQuestion } from './workspace.ts';

export interface ActRow {
  text: string;
  /** Null for a message that does nothing but ask. */
  act: Act | null;
}

/** The acts that CLINC150's intents of small talk are; several where either is right. */
export const clincActs: Record<string, Act[]> = {
  greeting: ['greeting'],
  goodbye: ['goodbye'],
  thank_you: ['thanks'],
  what_is_your_name: ['whoAreYou'],
  who_made_you: ['whoAreYou'],
  how_old_are_you: ['whoAreYou'],
  what_can_i_ask_you: ['whoAreYou'],
  where_are_you_from: ['whoAreYou'],
  who_do_you_work_for: ['whoAreYou'],
  are_you_a_bot: ['areYouBot'],
  tell_joke: ['joke'],
  what_are_your_hobbies: ['joke', 'whoAreYou'],
  do_you_have_pets: ['joke', 'whoAreYou'],
  meaning_of_life: ['joke', 'offTopic'],
  fun_fact: ['joke', 'offTopic'],
  repeat: ['repeat'],
};
/** Errands for an assistant on the telephone, which no business answers. */
const offTopic = new Set(
  'weather translate calculator play_music alarm recipe meal_suggestion time restaurant_suggestion'.split(
    ' ',
  ),
);
/** Rows that are taken of each intent: small talk counts, and the rest shows what it is not. */
const most = { smallTalk: 60, offTopic: 12, others: 6 };

interface ClincRow {
  text: string;
  intent: string | null;
}

/** CLINC150's rows by act; of its other intents a few, and those of none, as messages without one. */
export async function readClincActs(name: string): Promise<ActRow[]> {
  const counts = new Map<string, number>();
  return (await readData<ClincRow>(`intent/${name}.jsonl`)).flatMap(({ text, intent }) => {
    if (intent === null) return [{ text, act: null }];
    const count = counts.get(intent) ?? 0;
    counts.set(intent, count + 1);
    const act = clincActs[intent]?.[0] ?? (offTopic.has(intent) ? 'offTopic' : null);
    const limit = act === null ? most.others : act === 'offTopic' ? most.offTopic : most.smallTalk;
    return count < limit ? [{ text, act }] : [];
  });
}

/** Unanswerable questions that are taken of SQuAD 2.0: they ask about the world, and nobody measures by them. */
const worldQuestions = 200;

/** Questions about the world, which do nothing but ask. */
export async function readWorldQuestions(): Promise<ActRow[]> {
  const questions = (await readData<SquadQuestion>('retrieval/squad2-questions.jsonl')).filter(
    ({ answerable }, index) => !answerable && index % foreignEvery !== 0,
  );
  const every = Math.floor(questions.length / worldQuestions);
  return questions
    .filter((_, index) => index % every === 0)
    .slice(0, worldQuestions)
    .map(({ question }) => ({ text: question, act: null }));
}

/** CLINC150's rows of small talk. */
export async function readSmallTalk(name: string): Promise<{ text: string; intent: string }[]> {
  return (await readData<ClincRow>(`intent/${name}.jsonl`)).flatMap(({ text, intent }) =>
    intent !== null && Object.hasOwn(clincActs, intent) ? [{ text, intent }] : [],
  );
}
