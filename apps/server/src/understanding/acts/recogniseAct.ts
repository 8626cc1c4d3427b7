import { classifyIntent } from '../intent/intentModel.ts';
import { openActModel } from './actModel.ts';
import type { Act } from './acts.ts';

export interface RecognisedAct {
  /** Null for a question like any other. */
  act: Act | null;
  /** 0 … 1 that the message does what it likeliest does, also where that is too little to count. */
  confidence: number;
}

/**
 * What a message, or a sentence of it, does besides asking.
 * @param embedding unit vector of the offline model
 */
export function recogniseAct(message: {
  text: string;
  embedding: ArrayLike<number>;
}): RecognisedAct {
  const { intentId, confidence } = classifyIntent(openActModel(), message);
  return { act: intentId as Act | null, confidence };
}
