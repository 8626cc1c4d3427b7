import { cutText } from '@echoai/contract/text';
import { termsOf } from './language.ts';

/** One question of a message. */
export interface QuestionPart {
  question: string;
  /** What the message says besides, before it for the most part. */
  context: string;
}

/** More questions of one message are answered together with the last of these. */
const maxParts = 5;
/** In UTF-16 code units; nobody asks in more. */
const maxLength = 8_000;
/** A message of so many terms is a question with its circumstances; a longer one is a story around it. */
const maxTermsOfQuestion = 22;

const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' });

const questionWord = 'how|what|whats|which|where|when|who|whom|whose|why';
const auxiliary =
  'is|are|am|was|were|do|does|did|can|could|may|might|will|would|should|shall|must|has|have|isn.t|aren.t|don.t|doesn.t|can.t|won.t';
const pronoun = 'i|you|we|it|they|he|she|there|the|my|your|our|this|that|these|those|a|an|any';

/** “how …”, “can …”, and “and could you tell me how …”. */
const opensQuestion = new RegExp(
  `^(?:and |but |or |also |so |then |well |ok |okay |hi |hello |hey |please |anyway:? )*(?:(?:${questionWord})\\b|(?:${auxiliary}) (?:not )?\\S)`,
  'i',
);
/** “I wonder whether …”, “please tell me …”. */
const asksIndirectly =
  /\b(?:i wonder|wondering|tell me|let me know|like to know|want to know|need to know|any idea|do you know)\b/i;
/** Where a second question begins within a sentence. */
const nextQuestion = new RegExp(
  `(?:,? (?:and|or|but|plus|also)(?: also| then)?|[,;&+]) (?=(?:${questionWord})(?:.s|s)? (?:${auxiliary}|much|many|long|big|tall|high|heavy|far|soon|late|often|old|fast|size|sizes|colours?|colors?|time)\\b|(?:${auxiliary}) (?:${pronoun})\\b)`,
  'gi',
);
/** Numbers of a list within a line: “1) …, 2) …”, “a) …”. */
const listMark = /(?:^|\s)(?:\(?(?:[1-9]|[a-e])\)|[1-9]\.(?=\s))\s*/g;
/** “Is that possible?”: it asks about what was said just before. */
const asksAboutPrevious =
  /^(?:(?:is|would|will) (?:that|this|it) (?:be )?(?:possible|ok|okay|alright|all right|right|true|correct|fine|allowed)|right|ok|okay|correct|or|no|yes|please|or not|isn.t it|how come|any ideas?|thoughts)\b.{0,12}$/i;

/**
 * The questions of a message, each to be searched for by itself. A message with one question is one
 * part; in a story the question is the part and the story its context.
 */
export function questionParts(message: string): QuestionPart[] {
  const text = cutText(message, maxLength).replace(/\s+/g, ' ').trim();
  const pieces = splitList(text).flatMap(splitSentences);
  const asked: QuestionPart[] = [];
  let told: string[] = [];
  for (const piece of pieces) {
    const questions = splitQuestions(piece);
    for (const question of questions) {
      const last = asked.at(-1);
      if (!isQuestion(question)) told.push(question);
      else if (last && (isEmpty(question) || asked.length === maxParts)) {
        last.question = [last.question, ...told, question].join(' ');
        told = [];
      } else {
        asked.push({ question, context: told.join(' ') });
        told = [];
      }
    }
  }
  const [first] = asked;
  if (!first) return [{ question: text, context: '' }];
  if (asked.length === 1) {
    const isShort = termsOf(text).length <= maxTermsOfQuestion;
    if (isShort || isEmpty(first.question)) return [{ question: text, context: '' }];
    return [{ question: first.question, context: [first.context, ...told].join(' ').trim() }];
  }
  // What is said first concerns every question that follows.
  return asked.map(({ question, context }, index) => {
    const around = index === 0 ? context : [first.context, context].filter(Boolean).join(' ');
    const isLast = index === asked.length - 1;
    return { question, context: [around, ...(isLast ? told : [])].join(' ').trim() };
  });
}

function splitList(text: string): string[] {
  const marks = [...text.matchAll(listMark)];
  if (marks.length < 2) return [text];
  const starts = marks.map(({ index, 0: mark }) => ({ start: index, end: index + mark.length }));
  const before = text.slice(0, starts[0]!.start).trim();
  const items = starts.map(({ end }, at) => {
    const item = text.slice(end, starts[at + 1]?.start).trim();
    return /[?!.]$/.test(item) ? item : `${item.replace(/[,;]$/, '')}?`;
  });
  return [...(before ? [before.replace(/[:,]?$/, '.')] : []), ...items];
}

function splitSentences(text: string): string[] {
  return [...segmenter.segment(text)].map(({ segment }) => segment.trim()).filter(Boolean);
}

/** “How tall is it, how many litres is it and can I lock it?” apart, where each piece asks for something. */
function splitQuestions(sentence: string): string[] {
  const pieces: string[] = [];
  let start = 0;
  for (const { index, 0: joint } of sentence.matchAll(nextQuestion)) {
    const before = sentence.slice(start, index).trim();
    const after = sentence.slice(index + joint.length);
    // “If she doesn’t like it, can it go back?” is one question.
    if (isQuestion(before) && !isEmpty(before) && !isEmpty(after)) {
      pieces.push(before);
      start = index + joint.length;
    }
  }
  pieces.push(sentence.slice(start).trim());
  return pieces;
}

function isQuestion(text: string): boolean {
  return text.endsWith('?') || opensQuestion.test(text) || asksIndirectly.test(text);
}

/** Whether a question asks for nothing that could be searched for. */
function isEmpty(question: string): boolean {
  return termsOf(question).length === 0 || asksAboutPrevious.test(question);
}
