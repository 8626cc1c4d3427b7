import { classifyIntent } from '../intent/intentModel.ts';
import { openActModel } from './actModel.ts';
import type { Act } from './acts.ts';

export interface RecognisedAct {
  act: Act;
  /** 0 … 1 */
  confidence: number;
}

/**
 * What a message, or a sentence of it, does besides asking; null for a question like any other.
 * @param embedding unit vector of the offline model
 */
export function recogniseAct(message: {
  text: string;
  embedding: ArrayLike<number>;
}): RecognisedAct | null {
  const { intentId, confidence } = classifyIntent(openActModel(), message);
  return intentId === null ? null : { act: intentId as Act, confidence };
}
