import { isOpen, nextOpening } from '@echoai/automation/businessHours';
import type { ChatbotRow } from '../sessionStore.ts';
import type { Words } from '../words/words.ts';

/** What decides how a chatbot hands over, and what it says of it. */
export type HandOverSettings = Pick<ChatbotRow, 'handOver' | 'answersWithin' | 'officeHours'>;

/**
 * What visitors read when a person has the conversation from now on, and what happens next: how soon
 * somebody answers, or when the team is back, and that an e-mail address may be left.
 * @returns the text, and the one choice that gives the bot back
 */
export function handOverWords({
  chatbot: { answersWithin, officeHours },
  words,
  now,
}: {
  chatbot: HandOverSettings;
  words: Words;
  now: Date;
}): { text: string; choices: string[] } {
  const choices = [words.neverMind];
  if (officeHours === null || isOpen(officeHours, now)) {
    const soon = answersWithin && words.answersWithin(words.answerTimes[answersWithin]);
    return { text: joined(words.handedOver, soon), choices };
  }
  const back = nextOpening(officeHours, now);
  const text = joined(
    words.handedOver,
    words.nobodyThere,
    back && words.backOn(inWords(back, { locale: words.locale, timeZone: officeHours.timeZone })),
    words.leaveEmail,
  );
  return { text, choices };
}

const joined = (...sentences: (string | null)[]) => sentences.filter(Boolean).join(' ');

/** By the team's clock, with its name, since the visitor's may be another. */
const inWords = (time: Date, { locale, timeZone }: { locale: string; timeZone: string }) =>
  new Intl.DateTimeFormat(locale, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    hour: '2-digit',
    minute: '2-digit',
    timeZone,
    timeZoneName: 'short',
  }).format(time);
