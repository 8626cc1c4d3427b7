/**
 * What people do with a message, besides asking what a business's knowledge can answer. A message
 * that does none of these is a question like any other.
 */
export const acts = [
  'greeting',
  'howAreYou',
  'thanks',
  'goodbye',
  'compliment',
  'joke',
  'whoAreYou',
  'areYouBot',
  'wantsPerson',
  'needsNobody',
  'complaint',
  'insult',
  'tellsSomething',
  'correction',
  'asksMemory',
  'asksToForget',
  'repeat',
  'shorter',
  'simpler',
  'whatDoYouMean',
  'asksConversation',
  'ordersToBot',
  'distress',
  'bereavement',
  'announcesQuestion',
  'oneMoment',
  'offTopic',
] as const;

export type Act = (typeof acts)[number];

/** Examples of each act in one language, one a line. */
export type ActExamples = Record<Act, string>;
