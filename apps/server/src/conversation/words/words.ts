import type { AnswerTime } from '@echoai/contract';

/** What the bot says by itself, in one language. What stands in quotation marks is somebody else's. */
export interface Words {
  /** By which dates and times are written. */
  locale: string;

  greeting: string;
  /** Behind a name that the visitor just said. */
  greetingByName(name: string): string;
  howAreYou: string;
  thanks: string;
  goodbye: string;
  compliment: string;
  joke: string;
  whoAreYou(name: string): string;
  areYouBot(name: string): string;
  announcesQuestion: string;
  oneMoment: string;
  offTopic: string;
  insult: string;
  /** Before the answer to a complaint, or before a person is offered. */
  sorry: string;
  ordersToBot: string;

  /** A person has the conversation now; `when` says what happens next. */
  handedOver: string;
  alreadyHandedOver: string;
  /** With one of `answerTimes`. */
  answersWithin(time: string): string;
  answerTimes: Record<AnswerTime, string>;
  nobodyThere: string;
  /** With a date and a time of the visitor's language. */
  backOn(time: string): string;
  leaveEmail: string;
  emailTaken(address: string): string;
  offerPerson: string;
  yesPerson: string;
  noPerson: string;
  /** To who wants none after all. */
  declinedPerson: string;
  /** What the visitor clicks to have the bot back. */
  neverMind: string;
  botAgain: string;
  contact: string;
  noContact: string;
  /** What contact details are found by in the knowledge; nobody reads it. */
  contactSearch: string;

  distress: string;
  /** Behind it, where a person has the conversation then. */
  teamKnows: string;
  bereaved: string;

  noted(facts: string): string;
  corrected: string;
  remembered: string;
  remembersNothing: string;
  toldOn(date: string): string;
  /** Before our note of it. */
  notedOn(date: string): string;
  correctedOn(date: string): string;
  /** To something told that no fact was made of; the message itself is remembered. */
  keptInMind: string;
  /** To a question of visitors about themselves. */
  notKnown: string;
  /** Before a quotation of what they told about somebody else. */
  ofOthers: string;
  forgotten: string;
  nothingToForget: string;

  lastAnswer: string;
  nothingSaidYet: string;
  inShort: string;
  inOtherWords: string;
  yourQuestionWas: string;

  whichOne: string;
  tooVague: string;

  ignorance: string;
  /** Of a message with several questions, to one that has no answer while another has. */
  noAnswerTo(question: string): string;
  closestTopics: string;
  askOtherwise: string;
  /** Before a quotation in a language that is not the visitor's, such as “English”. */
  foundIn(language: string): string;
}
