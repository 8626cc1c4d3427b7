import { isQuestion, sentencesOfMessage } from './sentences.ts';

/** What may stand before a statement without changing it. */
const opening =
  /^(?:(?:hi|hello|hey|dear team|good (?:morning|afternoon|evening)|thanks|thank you|yes|yeah|yep|no|nope|oh|ok|okay|well|sorry|actually|also|and|but|so|then|btw|by the way|fyi|just so you know|for your information|correction|update|please|remember|note|keep in mind|don[’']t forget|as i said|to be clear|unfortunately|luckily)(?: there)?(?: that)?[\s,.:;!–-]+)+/i;
/** Where another statement, or a question, begins within a sentence whose white space is single spaces. */
const joint =
  / ?(?:[,;:]| [–-] )? ?\b(?:and|but|so|because|since|although|though|while) (?=(?:i|i[’']m|i[’']ve|i[’']ll|my|we|our)\b)| ?[,;:] ?(?=(?:i|i[’']m|i[’']ve|i[’']ll|my|we|our|he|she|they|you)\b)| ?(?:[,;:]| [–-]| (?:and|but|so)) (?=(?:what|which|when|where|who|why|how|can|could|do|does|did|is|are|will|would|should|may) (?:(?:is|are|do|does|did|can|will|was|were) )?(?:i|you|we|it|they|the|that|this|there|my|your|much|many|long|far)\b)/i;

/** A statement within a message, by itself. */
export interface Clause {
  text: string;
  /** The sentence that it stands in, as the visitor wrote it. */
  sentence: string;
  /** Whether it greets or is all that is said, so that “I’m Eva” is a name. */
  isIntroduction: boolean;
}

/** The statements of a message that visitors make of themselves; no questions, no conditions. */
export function firstPersonClauses(message: string): Clause[] {
  let wasGreeting = false;
  return sentencesOfMessage(message).flatMap((sentence) => {
    const greets = wasGreeting;
    wasGreeting = /^(?:hi|hello|hey|good \w+)\b.{0,12}$/i.test(sentence);
    return sentence
      .replace(/\s+/g, ' ')
      .split(joint)
      .flatMap((part) => {
        const text = stripOpening(part);
        if (text === '' || isQuestion(text) || !isFirstPerson(text)) return [];
        const isIntroduction =
          greets ||
          /^(?:hi|hello|hey|good \w+)\b/i.test(sentence) ||
          (message.length < 100 && message.trim().startsWith(text));
        return [{ text, sentence, isIntroduction }];
      });
  });
}

function stripOpening(part: string): string {
  const text = part.trim().replace(opening, '').trim();
  return text
    .replace(/^(?:you (?:can|may) |just )+(?=call me\b)/i, '')
    .replace(/(?<![\s.!,;:])[\s.!,;:]+$/, '');
}

/** “Contact me by e-mail” and “Call me Eva” speak of the visitor too. */
function isFirstPerson(text: string): boolean {
  return /^(?:i|i[’']m|im|i[’']ve|i[’']ll|i[’']d|my|we|we[’']re|we[’']ve|our|(?:don[’']t |do not |never )?(?:call|contact|reach|text|e-?mail|phone|write (?:to )?) ?me|it[’']s (?:actually )?size|i meant|make that size|size)\b/i.test(
    text,
  );
}
