import type { Act } from '../../understanding/acts/acts.ts';
import {
  type Found,
  hasOffered,
  isAngryMood,
  type MoveKind,
  type Said,
  type TalkState,
} from './move.ts';

export interface Moment {
  said: Said;
  found: Found;
  state: TalkState;
  /** Whether a model writes: it may answer what the search is not sure of. */
  hasModel?: boolean;
  /** What the message tells of its writer. */
  told?: readonly unknown[];
}

/**
 * What kind of reply a moment wants: the page to open to learn how EchoAI talks. What was said comes
 * first, then what was found, then where the conversation stands. A rule further up outweighs those
 * below: people in need, people who want a person, what a message does to the conversation itself,
 * what the knowledge answers, and what is merely said.
 */
export function chooseMove(moment: Moment): MoveKind {
  const { said, found, state, told = [] } = moment;
  const { act } = said;
  if (isInNeed(said)) return 'care';
  if (hasOffered(state) && said.reply !== null) {
    return said.reply === 'yes' ? 'handOver' : 'declinePerson';
  }
  if (wantsPerson(moment)) return 'handOver';
  if (isGoneRound(moment)) return 'offerPerson';
  if (act === 'asksToForget') return 'forget';
  if (act === 'ordersToBot') return 'decline';
  if (act !== null && aboutConversation.has(act) && state.hasAnswered) {
    // “15,000 of what? What do you mean?” is answered by what explains it.
    if (act !== 'whatDoYouMean' || !found.isSure) return 'tellConversation';
  }
  if (found.ownWords === 'plainly' || asksMemory(moment)) return 'tellRemembered';
  if (act === 'complaint' || (act === 'insult' && said.isAsking)) return 'meetComplaint';
  // The matter is open: “so what are you going to do about it?”
  if (state.lastMove === 'meetComplaint' && act === null) return 'meetComplaint';
  if (act !== null && smallTalk.has(act) && !isReallyQuestion(moment)) return 'smallTalk';
  if (act === 'offTopic' && !(found.isSure && found.confidence > sureOfTopic)) return 'decline';
  if (isInTrouble(moment)) return 'meetComplaint';
  if (!said.isAsking && (act === 'tellsSomething' || act === 'correction')) return 'acknowledge';
  if (found.ownWords === 'perhaps' && !found.isSure) return 'tellRemembered';
  if (found.choices.length > 1 || found.isVague) return 'askBack';
  if (found.isSure) return 'answer';
  if (act === 'tellsSomething' || act === 'correction') return 'acknowledge';
  if (!said.isAsking && told.length > 0) return 'acknowledge';
  if (!said.isAsking && said.wordCount > 2) return 'askBack';
  return 'admitIgnorance';
}

const aboutConversation = new Set<Act>([
  'repeat',
  'shorter',
  'simpler',
  'whatDoYouMean',
  'asksConversation',
]);
const smallTalk = new Set<Act>([
  'greeting',
  'howAreYou',
  'thanks',
  'goodbye',
  'compliment',
  'joke',
  'whoAreYou',
  'areYouBot',
  'insult',
  'announcesQuestion',
  'oneMoment',
  'needsNobody',
]);

/** “I lost my job and cannot afford the shoes any more”: bad news that the knowledge can help with. */
function isInTrouble({ said, found, told = [] }: Moment): boolean {
  if (said.act !== 'tellsSomething' || said.isAsking || told.length > 0) return false;
  return isAngryMood(said.mood) && found.confidence > sureOfTopic;
}

/** How sure it must be that a person is wanted: less where the knowledge has no answer anyway. */
const sureOfPerson = { withoutAnswer: 0.55, besideAnswer: 0.8 };
/** From here on the knowledge answers what sounds like another topic. */
const sureOfTopic = 0.85;
/** Below it, small talk with a question in it is a question if the knowledge answers that. */
const sureOfSmallTalk = 0.8;

/** Below it, what sounds like distress in a good mood is none: “I feel hopeful when I think of it”. */
const sureOfDistress = 0.8;

function isInNeed({ act, confidence, mood }: Said): boolean {
  if (act === 'bereavement') return true;
  return act === 'distress' && (confidence >= sureOfDistress || mood < 0);
}

function wantsPerson({ said: { act, confidence }, found }: { said: Said; found: Found }): boolean {
  const least = found.isSure ? sureOfPerson.besideAnswer : sureOfPerson.withoutAnswer;
  return act === 'wantsPerson' && confidence >= least;
}

/** From here on it is a question about what is remembered, even if nothing is. */
const sureOfMemory = 0.85;

function asksMemory({ said: { act, confidence }, found }: { said: Said; found: Found }): boolean {
  return act === 'asksMemory' && (confidence >= sureOfMemory || !found.isSure);
}

/** Two admissions of ignorance, or two angry messages, in a row: a person may do better. */
function isGoneRound({ said, found, state, hasModel = false }: Moment): boolean {
  if (hasOffered(state)) return false;
  if (isAngry(said) && state.angry > 0) return true;
  if (hasModel) return false;
  const isAnother =
    said.act === null && said.isAsking && !found.isSure && found.ownWords === 'none';
  return isAnother && state.admissions > 0;
}

function isAngry({ act, mood }: Said): boolean {
  return act === 'insult' || (act === 'complaint' && isAngryMood(mood));
}

/** Whether what sounds like small talk asks for something that the knowledge holds. */
function isReallyQuestion({
  said: { isAsking, confidence, wordCount },
  found,
}: {
  said: Said;
  found: Found;
}): boolean {
  if (!found.isSure || wordCount < 3) return false;
  return isAsking && confidence < sureOfSmallTalk;
}
