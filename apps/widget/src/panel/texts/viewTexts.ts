import { english } from './english.ts';
import { type Texts, texts } from './texts.ts';

/** The texts of the language that the panel speaks now; those of the views come with them in English. */
export const viewTexts = () => (texts === english ? inEnglish : (texts as Texts));

const inEnglish: Texts = {
  ...english,

  closeSource: 'Close source',
  openPage: 'Open the page',
  newTab: 'new tab',

  searchQuestions: 'Search the questions',
  search: 'Search',
  questionsFound: (count) => `${count} ${count === 1 ? 'question' : 'questions'} found`,
  questions: 'Questions',
  noQuestionFits: 'No question fits that.',
  noQuestions: 'There are no questions here yet.',
  needHelp: 'Still need help?',
  askInChat: 'Ask in the chat',

  noConversations: 'You have no conversations yet.',
  conversationsKept: 'What you ask is kept here, so that you can come back to it.',
  yourConversations: 'Your conversations',
  showOlder: 'Show older',
  otherDevices: 'See your conversations from other devices',
  noSignIn:
    'Signing in by e-mail is not set up here, so this list holds the conversations of this browser only.',
  sendsCode: 'We send a code to your e-mail address, to be sure that it is yours.',
  codeSent: (email) => `We sent a code to ${email}. It is good for ten minutes.`,
  emailAddress: 'E-mail address',
  code: 'Code',
  sendCode: 'Send code',
  signIn: 'Sign in',
  sendAgain: 'Send again',
  sendAgainIn: (seconds) => `Send again in ${seconds} s`,
  otherAddress: 'Use another address',

  close: 'Close',
  remembersNothing: 'I remember nothing about you.',
  whatIsRemembered:
    'When you tell me something that helps next time, such as your size, it is noted here. You can correct it or have it forgotten.',
  rememberedList: 'What I remember',
  forgetEverything: 'Forget everything',
  sureToForget: 'Forget everything about you? This cannot be undone.',
  keep: 'Keep it',
  forgotten: 'Forgotten.',
  undo: 'Undo',
  correctedOn: 'Corrected',
  correct: (fact) => `Correct: ${fact}`,
  forget: (fact) => `Forget: ${fact}`,
  correction: 'Correction',
  save: 'Save',
  cancel: 'Cancel',
  corrected: 'Corrected.',
  canUndo: 'Forgotten. You can undo it.',
  kept: 'Kept.',
  allForgotten: 'Everything is forgotten.',
};
