/** How evidence becomes a confidence: the logistic function of `slope × evidence + intercept`. */
export interface Calibration {
  slope: number;
  intercept: number;
}

/** What fits on average, and what few examples are drawn towards. */
const usual: Calibration = { slope: 1, intercept: 1 };
const priorStrength = 5;
/**
 * Weight of each side: as if there were so many messages of an intent, and so many of none. The
 * former count twice, since they were held out from few examples: the model that serves knows more.
 */
const sideWeights = { intent: 120, none: 60 };

export interface Outcome {
  evidence: number;
  /** `other` is a message of no intent; `wrong` one of an intent that another was taken for. */
  outcome: 'right' | 'wrong' | 'other';
}

export function confidenceOf({ slope, intercept }: Calibration, evidence: number): number {
  return 1 / (1 + Math.exp(-(slope * evidence + intercept)));
}

/**
 * Fits confidence to messages that the model had not seen, by Newton's method. How many
 * messages of an intent and of none there are does not matter.
 */
export function calibrate(outcomes: Outcome[]): Calibration {
  const others = outcomes.filter(({ outcome }) => outcome === 'other').length;
  const weightOf = ({ outcome }: Outcome) =>
    outcome === 'other'
      ? sideWeights.none / others
      : sideWeights.intent / (outcomes.length - others);
  let { slope, intercept } = usual;
  for (let round = 0; round < 200; round++) {
    // First and second derivatives of the loss.
    let [bySlope, byIntercept] = [
      4 * priorStrength * (slope - usual.slope),
      priorStrength * (intercept - usual.intercept),
    ];
    let [slopes, both, intercepts] = [4 * priorStrength, 0, priorStrength];
    for (const outcome of outcomes) {
      const weight = weightOf(outcome);
      const { evidence } = outcome;
      const confidence = confidenceOf({ slope, intercept }, evidence);
      const error = weight * (confidence - (outcome.outcome === 'right' ? 1 : 0));
      const spread = weight * confidence * (1 - confidence);
      bySlope += error * evidence;
      byIntercept += error;
      slopes += spread * evidence * evidence;
      both += spread * evidence;
      intercepts += spread;
    }
    const determinant = slopes * intercepts - both * both;
    const slopeStep = (intercepts * bySlope - both * byIntercept) / determinant;
    const interceptStep = (slopes * byIntercept - both * bySlope) / determinant;
    slope -= slopeStep / 2;
    intercept -= interceptStep / 2;
    if (Math.abs(slopeStep) + Math.abs(interceptStep) < 1e-7) break;
  }
  return { slope, intercept };
}
