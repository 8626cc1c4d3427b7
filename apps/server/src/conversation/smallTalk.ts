import type { ChatbotRow } from './sessionStore.ts';

const greeting =
  /^(hi|hello|hey|hiya|good (morning|afternoon|evening|day)|greetings)( there| all)?$/;
const thanks =
  /^(ok(ay)? )?(thanks|thank you|thx|cheers|great|perfect|ok|okay)( a lot| so much| very much| you)?$/;
const farewell = /^(bye|goodbye|bye bye|see you|good night)$/;
const abilities =
  /^(help|what can you do|who are you|what are you|are you (a )?(bot|robot|human|real)|can you help( me)?)$/;

/** A reply to what is no question about the business; null for everything else. */
export function replyToSmallTalk({
  question,
  chatbot,
}: {
  question: string;
  chatbot: Pick<ChatbotRow, 'name' | 'welcomeMessage'>;
}): string | null {
  if (question.length > 60) return null;
  const said = question
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
  if (greeting.test(said)) return chatbot.welcomeMessage || 'Hello! What would you like to know?';
  if (thanks.test(said)) return 'You’re welcome. Is there anything else you would like to know?';
  if (farewell.test(said)) return 'Goodbye, and thank you for writing.';
  if (abilities.test(said)) {
    return `I am ${chatbot.name}, an automated assistant. I answer from this business’s own pages and show where each answer comes from. What would you like to know?`;
  }
  return null;
}
