import type { MoveKind } from '../moves/move.ts';

/** What a model is asked to write in a moment. */
export interface Brief {
  instruction: string;
  /** Whether it answers from the knowledge: with passages, tools and citations. */
  usesKnowledge: boolean;
  /** Whether it begins from what the bot would say without a model. */
  usesDraft: boolean;
}

const inOwnWords = 'Say what the draft says in your own words, as the conversation wants it.';

/**
 * The moves whose words a model writes. Null is said as it stands: what happens next when a person
 * takes over, what is said to people in need, what is remembered or was deleted, and what the bot refuses
 * must be exact.
 */
export const briefs: Record<MoveKind, Brief | null> = {
  answer: {
    instruction: 'Answer the visitor’s last message.',
    usesKnowledge: true,
    usesDraft: false,
  },
  askBack: {
    instruction:
      'The last message can be understood in several ways. Ask in one short question what the visitor means, unless the conversation makes it plain; then answer.',
    usesKnowledge: true,
    usesDraft: true,
  },
  admitIgnorance: {
    instruction:
      'The search found nothing that surely answers the last message. Answer it if the passages do, or after another search; otherwise say that you do not know and what you can help with instead.',
    usesKnowledge: true,
    usesDraft: false,
  },
  meetComplaint: {
    instruction:
      'The visitor complains. Begin with a sentence of regret that fits, without blame or excuses. Then say what helps, if a passage does. Promise nothing. A person is offered to them below your words.',
    usesKnowledge: true,
    usesDraft: true,
  },
  acknowledge: {
    instruction: `The visitor told something about themselves. ${inOwnWords} Promise nothing.`,
    usesKnowledge: false,
    usesDraft: true,
  },
  tellConversation: {
    instruction:
      'The visitor asks about the conversation: to repeat, shorten or explain your last answer, or what they asked. Do so, and add nothing that was not said.',
    usesKnowledge: false,
    usesDraft: true,
  },
  smallTalk: {
    instruction: `The visitor makes conversation. ${inOwnWords} One or two sentences.`,
    usesKnowledge: false,
    usesDraft: true,
  },
  tellRemembered: null,
  forget: null,
  handOver: null,
  offerPerson: null,
  declinePerson: null,
  decline: null,
  care: null,
};

/** For a visitor in a language that the bot's own sentences do not exist in. */
export const translation: Brief = {
  instruction: 'Say exactly what the draft says, in the language of the rules. Add nothing.',
  usesKnowledge: false,
  usesDraft: true,
};
