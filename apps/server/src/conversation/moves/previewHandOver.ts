import { isOpen, nextOpening } from '@echoai/automation/businessHours';
import type { AnswerInput } from '../answer.ts';
import type { ChatbotRow } from '../sessionStore.ts';
import { wordsOfChatbot } from '../words/wordsOfChatbot.ts';
import { handOverWords } from './handOverWords.ts';
import { readAll } from './say.ts';
import { tellContact } from './tellContact.ts';

const halfHour = 30 * 60 * 1000;
/** Within a week from a moment a team that is ever away has been away, but for holidays. */
const halfHoursOfWeek = 7 * 48;

interface Reply {
  text: string;
  choices: string[];
}

/**
 * What visitors read, in English, when they ask for a person: the question that comes first, and what
 * happens next while the team is there and while it is not. Null is what never comes.
 */
export async function previewHandOver({
  chatbot,
  search,
  now,
}: {
  chatbot: ChatbotRow;
  search: AnswerInput['search'];
  now: Date;
}): Promise<{ offer: Reply | null; open: Reply | null; closed: Reply | null }> {
  const { handOver, officeHours } = chatbot;
  const words = wordsOfChatbot(chatbot, 'en');
  if (handOver === 'never') {
    const { content, choices = [] } = await readAll(tellContact({ chatbot, words, search }));
    return { offer: null, open: { text: content, choices }, closed: null };
  }
  const at = (time: Date) => handOverWords({ chatbot, words, now: time });
  const opens = officeHours ? nextOpening(officeHours, now) : now;
  const closed =
    officeHours &&
    Array.from({ length: halfHoursOfWeek }, (_, index) => index)
      .map((index) => new Date(now.getTime() + index * halfHour))
      .find((time) => !isOpen(officeHours, time));
  return {
    offer:
      handOver === 'confirm'
        ? { text: words.offerPerson, choices: [words.yesPerson, words.noPerson] }
        : null,
    open: opens && at(opens),
    closed: closed ? at(closed) : null,
  };
}
