const letters = 'x{0,3}-?[sml]|xx?l|[2-6]xl|small|medium|large|extra large';
/** A size of shoes or clothes, as part of a regular expression that ignores case. */
export const sizeValue = `(?:(?:eu|uk|us) ?)?(?:\\d{2}(?:[.,]5|½)?|\\d{1,2}[.,]5|[4-9]|1[0-5]|${letters})`;
const bySize = new RegExp(
  `\\bsize(?:s)?(?: is| was| of|:)?(?: now| actually)*(?: an?)? (?:(eu|uk|us) )?(${sizeValue})\\b`,
  'i',
);
const byPreposition = new RegExp(
  `\\b(?:in|to|wear|take|need)(?: an?| it in)? (${sizeValue})(?=$|[,.;]| not\\b| now\\b| in\\b)`,
  'i',
);
/** Things that have sizes of their own, unlike shoes and clothes. */
const separate =
  /\b(hat|helmet|glove|ring|belt|bike|frame|tyre|tire|mattress|bed|bra|screen|backpack|bag)s?\b/i;
/** A size that the visitor gave back, or that does not fit, is not theirs. */
const notTheirs =
  /\b(?:return(?:ed|ing)?|sent back|send(?:ing)? back|exchang\w+|too (?:small|big|large|tight|loose|long|short)|(?:doesn|didn|don)[’']t|does not|did not|never|no longer|not (?:a |in )?size)\b/i;

/** Which size a statement is about; null when it tells none. */
export function sizeIn(clause: string): { slot: string | null; value: string } | null {
  const found = bySize.exec(clause)?.[2] ?? byPreposition.exec(clause)?.[1];
  if (!found) return null;
  if (notTheirs.test(clause)) return { slot: null, value: found };
  const thing = separate.exec(clause)?.[1]?.toLowerCase();
  return { slot: thing ? `${thing} size` : slotOfSize(found), value: found };
}

/** Shoes and clothes differ by their scales. */
export function slotOfSize(value: string): 'size' | 'size in letters' {
  return /\d/.test(value) && !/xl/i.test(value) ? 'size' : 'size in letters';
}
