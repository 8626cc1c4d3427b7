import type { Language } from '@echoai/contract';
import { english } from './english.ts';

/** What the panel shows or reads aloud by itself, in one language, apart from its views. */
export interface PanelTexts {
  /** Shown in place of the welcome message that chatbots begin with. */
  welcome: string;
  chat: string;
  faq: string;
  history: string;
  /** What chat, FAQ and history are. */
  tabs: string;
  chatWith(name: string): string;
  openChat: string;
  closeChat: string;
  /** Behind `openChat`. */
  unread(count: string): string;
  more: string;
  teamAnswers: string;
  automaticAnswers: string;
  newConversation: string;
  memory: string;
  signedInAs(email: string): string;
  notYou: string;

  conversation: string;
  /** Before the visitor's own message. */
  you: string;
  /** A person whose name is not known. */
  team: string;
  isWriting(name: string): string;
  passedOn: string;
  messagesLate: string;
  suggestedAnswers: string;
  sources: string;
  source(n: number, title: string): string;
  table: string;
  askQuestion: string;
  writeMessage: string;
  yourMessage: string;
  send: string;
  tooLong(count: string): string;
  left(count: string): string;

  tryAgain: string;
  offline: string;
  interrupted: string;
  partNotLoaded: string;
  unexpected: string;
  /** With how long to wait, such as “30 seconds”. */
  tooManyMessages(wait: string): string;
  notOnThisSite: string;
  /** To whoever runs the site. */
  allowSite(origin: string): string;
  /** A code by e-mail that was wrong, guessed at too often, or has expired. */
  notProven: string;
  emailFailed: string;
  notAvailable: string;
  /** To whoever runs the site. */
  unknownKey: string;
  notSent: string;
  messageTooLong: string;
  busy: string;
  tookTooLong: string;
  noModel: string;
  notAFact: string;
}

/** Every word of the panel and of the views beside the chat. */
export interface Texts extends PanelTexts {
  closeSource: string;
  openPage: string;
  newTab: string;

  searchQuestions: string;
  search: string;
  questionsFound(count: number): string;
  questions: string;
  noQuestionFits: string;
  noQuestions: string;
  needHelp: string;
  askInChat: string;

  noConversations: string;
  conversationsKept: string;
  yourConversations: string;
  showOlder: string;
  otherDevices: string;
  noSignIn: string;
  sendsCode: string;
  codeSent(email: string): string;
  emailAddress: string;
  code: string;
  sendCode: string;
  signIn: string;
  sendAgain: string;
  sendAgainIn(seconds: number): string;
  otherAddress: string;

  close: string;
  remembersNothing: string;
  whatIsRemembered: string;
  rememberedList: string;
  forgetEverything: string;
  sureToForget: string;
  keep: string;
  forgotten: string;
  undo: string;
  /** Before the day on which a fact was corrected. */
  correctedOn: string;
  correct(fact: string): string;
  forget(fact: string): string;
  correction: string;
  save: string;
  cancel: string;
  corrected: string;
  canUndo: string;
  kept: string;
  allForgotten: string;
}

type Other = Exclude<Language, 'en'>;

/** The panel's languages beside English, each a file that is loaded when it is wanted. */
const others: Record<Other, () => Promise<{ texts: Texts }>> = {
  de: () => import('./german.ts'),
  fr: () => import('./french.ts'),
  es: () => import('./spanish.ts'),
  it: () => import('./italian.ts'),
  nl: () => import('./dutch.ts'),
  pt: () => import('./portuguese.ts'),
  pl: () => import('./polish.ts'),
};

/** The texts of the language that the panel speaks now. */
export let texts: PanelTexts = english;
/** By which it writes numbers and times, such as `de-AT`. */
export let locale = 'en';

/**
 * The first wish that the panel has texts for, as language and region; English where there is none.
 * @param wishes such as `de`, `de-AT` or `de_AT`
 */
export function chooseLocale(wishes: readonly (string | null | undefined)[]): string {
  for (const wish of wishes) {
    const [, language = '', region] =
      wish?.trim().match(/^([a-z]{2})(?![a-z])(?:[-_]([a-z]{2})(?![a-z]))?/i) ?? [];
    const spoken = language.toLowerCase();
    if (spoken === 'en' || spoken in others) return region ? `${spoken}-${region}` : spoken;
  }
  return 'en';
}

/** The texts of a locale; English ones if they cannot be loaded, so that the chat still works. */
export async function loadTexts(wanted: string): Promise<PanelTexts> {
  const load = others[wanted.slice(0, 2) as Other];
  return load
    ? load().then(
        (file) => file.texts,
        () => english,
      )
    : english;
}

/** From now on the panel speaks these. */
export function speak(next: PanelTexts, by: string): void {
  texts = next;
  locale = by;
}

/** A number as the visitor writes it, with its unit in words: “30 seconds”. */
export const inWords = (value: number, unit?: 'second' | 'minute') =>
  value.toLocaleString(locale, unit && { style: 'unit', unit, unitDisplay: 'long' });
