/** Tokens of a text, as near as needed for a bound: about four characters each. */
export function countTokens(text: string): number {
  return Math.ceil(text.length / 4);
}

/**
 * Tokens that an answer is given of the conversation and of what is remembered, whatever the
 * visitor wrote. The parts add up to less: the rest is for the words around them.
 */
export const contextTokens = 3_000;
export const windowTokens = 1_500;
export const summaryTokens = 300;
export const recollectionTokens = 1_100;

/** Exchanges (a question and its answer) of a conversation that are passed on as they are. */
export const windowExchanges = 10;
/** Longest message passed on, in UTF-16 code units: two of them always fit the window. */
export const maxPassedLength = 2_000;
/** Facts of a visitor at one chatbot that count; beyond it the oldest are superseded. */
export const maxFacts = 200;
/** A visitor's latest messages that can be recalled. */
export const maxRecallable = 2_000;
/** Their length together, in UTF-16 code units: what is read again at once takes a tenth of a second. */
export const maxRecallableLength = 400_000;
