/** An end of a sentence that is none of an abbreviation, a number or an address. */
const boundary =
  /(?<=[.!?…](?:["”’)]|)(?<!\b(?:Mr|Mrs|Ms|Dr|St|No|vs|etc|approx|e\.g|i\.e)\.))\s+|(?<!\s)\s*\n\s*/;

/** The sentences of a visitor's message as they were written, in order. */
export function sentencesOfMessage(text: string): string[] {
  return text
    .split(boundary)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== '');
}

const opensQuestion =
  /^(?:(?:and|but|so|or|also|ok|okay|hi|hello|hey|please|sorry|well|um|oh|excuse me)[,!.]?\s+)*(?:what|which|when|where|who|whom|whose|why|how|can|could|do|does|did|is|are|am|was|were|will|would|shall|should|may|might|have|has|had|(?:isn|aren|don|doesn|didn|can|won|wouldn|couldn)[’']t (?:i|you|we|he|she|it|they|the|there|that|this|my))\b/i;

/** Whether a sentence asks instead of tells. “How I love these boots!” counts as asking; no harm. */
export function isQuestion(sentence: string): boolean {
  return /[?？]["”’)]*\s*$/.test(sentence) || opensQuestion.test(sentence);
}
