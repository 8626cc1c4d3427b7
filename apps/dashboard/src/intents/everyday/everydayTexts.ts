import {
  type Chatbot,
  type EverydayAct,
  type EverydayLanguage,
  type EverydaySentence,
  everydayLanguages,
} from '@echoai/contract';

const names = new Intl.DisplayNames('en', { type: 'language' });

/** `de` → `German` */
export const languageNames = Object.fromEntries(
  everydayLanguages.map((language) => [language, names.of(language) ?? language]),
) as Record<EverydayLanguage, string>;

/** The headings that acts stand under, in their order. */
export const groups = {
  manners: 'Manners',
  person: 'People who need a person',
  bot: 'About the bot',
  self: 'About themselves',
  conversation: 'About the conversation',
};

interface ActText {
  group: keyof typeof groups;
  title: string;
  /** What the bot does, where that is more than to answer with a sentence. */
  does?: string;
}

/** Each act in its owner's words, in the order of the page. */
export const actTexts: Record<EverydayAct, ActText> = {
  greeting: { group: 'manners', title: 'Greeting' },
  howAreYou: { group: 'manners', title: 'Asks how the bot is' },
  thanks: { group: 'manners', title: 'Thanks' },
  goodbye: { group: 'manners', title: 'Goodbye' },
  compliment: { group: 'manners', title: 'Compliment' },
  joke: { group: 'manners', title: 'Asks for a joke or a song' },
  wantsPerson: { group: 'person', title: 'Asks for a person' },
  needsNobody: {
    group: 'person',
    title: 'Needs no person after all',
    does: 'Takes the conversation back',
  },
  complaint: {
    group: 'person',
    title: 'Complaint',
    does: 'Regrets it, answers if it can, and offers a person',
  },
  distress: { group: 'person', title: 'Is in distress' },
  bereavement: { group: 'person', title: 'Is in mourning' },
  whoAreYou: { group: 'bot', title: 'Asks who the bot is' },
  areYouBot: { group: 'bot', title: 'Asks whether it is a bot' },
  insult: { group: 'bot', title: 'Insult' },
  ordersToBot: { group: 'bot', title: 'Gives the bot orders' },
  offTopic: { group: 'bot', title: 'Asks about another topic' },
  tellsSomething: { group: 'self', title: 'Says something about themselves', does: 'Remembers it' },
  correction: { group: 'self', title: 'Corrects something', does: 'Puts it right' },
  asksMemory: {
    group: 'self',
    title: 'Asks what is remembered',
    does: 'Tells what it remembers of the visitor',
  },
  asksToForget: { group: 'self', title: 'Asks the bot to forget', does: 'Forgets it' },
  announcesQuestion: { group: 'conversation', title: 'Announces a question' },
  oneMoment: { group: 'conversation', title: 'Asks for a moment' },
  repeat: {
    group: 'conversation',
    title: 'Asks to hear it again',
    does: 'Gives the last answer again',
  },
  shorter: {
    group: 'conversation',
    title: 'Asks for a shorter answer',
    does: 'Gives the last answer in short',
  },
  simpler: {
    group: 'conversation',
    title: 'Asks for simpler words',
    does: 'Gives the last answer in other words',
  },
  whatDoYouMean: {
    group: 'conversation',
    title: 'Asks what was meant',
    does: 'Gives the last answer in other words',
  },
  asksConversation: {
    group: 'conversation',
    title: 'Asks what was talked about',
    does: 'Quotes the question that they asked',
  },
};

/** What the bot does when the act comes, before it says so; undefined where it only answers. */
export function doingOf(act: EverydayAct, { handOver }: Pick<Chatbot, 'handOver'>) {
  if (act === 'wantsPerson') return handingOver[handOver].does;
  const isCare = act === 'distress' || act === 'bereavement';
  if (isCare && handOver !== 'never') return 'Hands the conversation to a person';
  return actTexts[act].does;
}

/** The sentence that stands for the reply; undefined where what was said before answers. */
export function mainSentenceOf(
  act: EverydayAct,
  sentences: EverydaySentence[],
  { handOver }: Pick<Chatbot, 'handOver'>,
): EverydaySentence | undefined {
  return act === 'wantsPerson' ? handingOver[handOver].sentence : sentences[0];
}

const handingOver: Record<
  Chatbot['handOver'],
  { does: string; sentence: EverydaySentence | undefined }
> = {
  at_once: { does: 'Hands the conversation to a person', sentence: 'handedOver' },
  confirm: { does: 'Asks first, then hands the conversation to a person', sentence: 'offerPerson' },
  never: { does: 'Gives your contact details', sentence: undefined },
};

/** Where a sentence stands among those of its act, and when visitors read it. */
export const sentenceTexts: Partial<
  Record<EverydaySentence, { title: string; description: string }>
> = {
  greetingByName: { title: 'Reply to a name', description: 'To visitors who say their name.' },
  handedOver: {
    title: 'When it hands over',
    description: 'Your hours, and how soon you answer, follow it.',
  },
  offerPerson: {
    title: 'When it asks first',
    description: 'Also wherever else it offers a person. A yes and a no button follow.',
  },
  declinedPerson: { title: 'After a no', description: 'To visitors who want no person.' },
  botAgain: {
    title: 'When it is back',
    description: 'To visitors who take back a conversation that was handed over.',
  },
  sorry: {
    title: 'Before the answer',
    description: 'Also before a person is offered to somebody who is upset.',
  },
  noted: { title: 'What is noted', description: 'Where the message holds facts.' },
  keptInMind: { title: 'Without facts', description: 'Where no fact was found in the message.' },
  corrected: { title: 'Reply', description: 'What is noted now follows it.' },
  remembered: { title: 'Before the list', description: 'What is remembered follows it.' },
  remembersNothing: { title: 'Nothing yet', description: 'Where nothing is remembered.' },
  notKnown: {
    title: 'Not known',
    description: 'Where something is remembered, but not what they ask for.',
  },
  forgotten: { title: 'When it forgot', description: 'After what they asked for is deleted.' },
  nothingToForget: { title: 'Nothing to forget', description: 'Where nothing is remembered.' },
  inShort: { title: 'Before the answer', description: 'The answer in short follows it.' },
  inOtherWords: {
    title: 'Before the answer',
    description: 'The same for “Asks for simpler words” and “Asks what was meant”.',
  },
  yourQuestionWas: { title: 'Before the question', description: 'Their question follows it.' },
  distress: {
    title: 'Reply',
    description: 'Name the emergency number and a crisis line of your country.',
  },
  teamKnows: {
    title: 'With a person',
    description: 'Follows the reply where your team gets the conversation.',
  },
  bereaved: {
    title: 'Reply',
    description: 'That your team has the conversation, or how to reach it, follows.',
  },
};
