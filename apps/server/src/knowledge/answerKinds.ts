import { cutText } from '@echoai/contract/text';

/** What kind of fact a question asks for, and how a sentence that has one looks. */
interface AnswerKind {
  asked: RegExp;
  holds: RegExp;
  /** Log odds that such a sentence gains. */
  bonus: number;
}

const anyNumber =
  /\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|hundred|thousand|million|half|dozen|free|never|once|twice)\b/i;
const duration =
  /\b(?:\d+|one|two|three|four|five|six|ten|twelve|half an?|an?|few) (?:working |opening )?(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?)\b|\bsame day\b|\bstraight away\b|\bat once\b|\bnever\b|\bnext working day\b/i;

const kinds: AnswerKind[] = [
  {
    asked:
      /\bopening (?:hours|times)\b|\b(?:when|what time|how late|how early)\b.{0,60}\b(?:open|close|shut)|\bopen\b.{0,40}(?:day|weekend)|\bweekend.{0,40}\bopen/i,
    holds: /day\b.{0,60}: ?\d{1,2}:\d{2}|^closed (?:on|from)\b/i,
    bonus: 3.5,
  },
  {
    asked: /\bwhere (?:do|should|can|must|shall) (?:i|we) (?:send|bring|take|post|return)\b/i,
    holds: /\b\d{1,4} [A-Z]\w+.{0,30}, |, \d{1,4} [A-Z]/,
    bonus: 3,
  },
  {
    asked:
      /\bhow much (?:is|are|does|do|would|for|will|was)\b|\b(?:price|cost|fee|charge)s?\b|\bset me back\b|\bexpensive\b|\bcheap|\bwhat do(?:es)? (?:you|it|they) ask\b|\bhow much\b.{0,30}\?|\b(?:euros?|€)/i,
    holds:
      /[€$£] ?\d|\d ?(?:euros?|percent|%)|\bfree\b|\bno (?:extra )?(?:charge|fee)\b|\bnothing\b/i,
    bonus: 2,
  },
  {
    asked: /\bheav(?:y|ier|iest)\b|\bweigh\w*|\blight(?:er|est)\b/i,
    holds: /\d ?(?:k?g|grams?|kilos?|lbs?|oz)\b/i,
    bonus: 3,
  },
  {
    asked:
      /\bhow (?:tall|high|wide|deep|thick|big|large)\b|\bdimensions\b|\bmeasurements\b|\bhow (?:much )?longer\b/i,
    holds: /\d ?(?:mm|cm|m|metres|inch(?:es)?|litres?|"|l)\b|\d-litre\b/i,
    bonus: 2,
  },
  {
    asked: /\blitres?\b|\bvolume\b|\bcapacity\b|\bhow much .{0,30}\b(?:hold|fit|carry)/i,
    holds: /\d[- ]?(?:litres?|l|ml|kg)\b/i,
    bonus: 2,
  },
  {
    asked:
      /\bhow long\b|\bhow (?:soon|fast|quick\w*)\b|\bwithin how many\b|\bhow many (?:days|weeks|months|hours|minutes|years)\b|\bdeadline\b|\btime limit\b|\bexpir/i,
    holds: duration,
    bonus: 1.5,
  },
  { asked: /\bhow long (?:is|are) the\b/i, holds: /\d ?(?:mm|cm|m)\b/i, bonus: 1 },
  {
    asked: /\bhow often\b|\bhow frequently\b|\bhow many times\b/i,
    holds: /\b(?:every|once|twice|times|daily|weekly|yearly|overnight|always|never)\b/i,
    bonus: 2,
  },
  { asked: /\b(?:degrees|temperature|how (?:hot|cold|warm))\b|°/i, holds: /\d ?°/, bonus: 2 },
  {
    asked:
      /\bwhat time\b|\bhow late\b|\bhow early\b|\buntil when\b|\btil+ when\b|\bopening (?:hours|times)\b|\bhours\b|\bopen\b|\bclose[sd]?\b/i,
    holds: /\d{1,2}:\d{2}|\bclosed?\b|\bopen(?:s|ed)?\b.{0,20}\d/i,
    bonus: 1.5,
  },
  {
    asked: /\bwhen\b/i,
    holds: new RegExp(
      `${duration.source}|\\d{1,2}:\\d{2}|\\b(?:when|after|before|until|as soon as|straight)\\b`,
      'i',
    ),
    bonus: 1,
  },
  {
    asked:
      /\b(?:phone|telephone) number\b|\b(?:can|do|could|may) i (?:ring|call|phone)\b|\bring you\b|\bcall you\b|\bnumber\b.{0,20}\b(?:ring|call)\b|\bnumber to (?:ring|call)\b|\byour (?:phone|telephone)\b/i,
    holds: /\+?\d[\d ()-]{7,}\d/,
    bonus: 9,
  },
  {
    asked:
      /\be-?mail address\b|\bwho (?:do|can|should) i (?:write|contact|e-?mail)\b|\bwrite to\b|\bcontact\b/i,
    holds: /\S@\S/,
    bonus: 2,
  },
  {
    asked:
      /\bwhere (?:is|are|do i find|can i find)\b.{0,30}\b(?:shop|store|you|located|based|branch|workshop|office)|\baddress\b/i,
    holds: /\b\d{1,4} [A-Z]\w+.{0,30}, |, \d{1,4} [A-Z]/,
    bonus: 3,
  },
  {
    asked: /\bwhere\b/i,
    holds: /\b(?:in|near|from|at|under|to) (?:the )?[A-Z]\w|\w\.\w+\/\w|, [A-Z]/,
    bonus: 1,
  },
  {
    asked:
      /\bcolou?rs?\b|\bcome in\b|\bin (?:red|black|white|blue|green|brown|gr[ae]y|yellow|orange|pink|purple|beige)\b/i,
    holds: /\bcolou?rs?:/i,
    bonus: 3,
  },
  { asked: /\bsizes?\b/i, holds: /\bsizes?\b/i, bonus: 0.5 },
  { asked: /\bhow many\b/i, holds: anyNumber, bonus: 1.5 },
  {
    asked:
      /\bwho (?:makes|made|produces|sews)\b|\bwhere .{0,40}\b(?:made|sewn|produced|come from|manufactured)\b/i,
    holds: /\b(?:made|sewn|come|comes|produced|built)\b.{0,60}\b(?:in|near|from) .{0,40}[A-Z]/,
    bonus: 2.5,
  },
  {
    asked:
      /\bhow (?:much|many|old|far)\b|\bwhat (?:size|year|date|day|percentage|number|amount)\b/i,
    holds: anyNumber,
    bonus: 1,
  },
];
/** A page says where else the answer stands. */
export function pointsElsewhere(sentence: string): boolean {
  return /\bis (?:explained|described|listed) in\b|\bsee (?:the )?[A-Z]|\bthe rules in\b|\bare in the\b/.test(
    cutText(sentence, maxLength),
  );
}

/** Of several kinds that a question may ask for the bonuses add up to this at most. */
const mostBonus = 9;

const maxLength = 2_000;

const kindsAskedBy = (question: string) =>
  kinds.filter(({ asked }) => asked.test(cutText(question, maxLength)));

/**
 * What a question asks for, as one function of a sentence: what it gains by having such a fact.
 * @param before what was asked before, where the question leans on it: “And Cork?”
 */
export function kindBonusFor(question: string, before = ''): (sentence: string) => number {
  const own = kindsAskedBy(question);
  const wanted = own.length > 0 ? own : kindsAskedBy(before);
  return (sentence) => {
    const read = cutText(sentence, maxLength);
    const gained = wanted.reduce(
      (sum, { holds, bonus }) => sum + (holds.test(read) ? bonus : 0),
      0,
    );
    return Math.min(gained, mostBonus);
  };
}

const yesNo =
  /^(?:(?:and|but|so|or|ok|okay|well|also|then|hi|hello|please)[, ]+)*(?:is|are|am|was|do|does|did|can|could|may|might|will|would|should|must|has|have|isn't|aren't|don't|doesn't|can't|won't)\b/i;
const yesNoWithin =
  /[,.;] (?:so |and |but )?(?:is|are|do|does|can|could|may|will|would|should|must) (?:i|you|it|we|they|he|she|there|this|that|the|my)\b/i;

/** Whether a question wants a yes or a no. */
export function asksYesOrNo(question: string): boolean {
  const text = cutText(question, maxLength).replace(/[‘’]/g, "'");
  return yesNo.test(text) || yesNoWithin.test(text);
}

/** Whether a sentence decides something: it denies, allows or limits. */
export function isDeciding(sentence: string): boolean {
  return /\b(?:not|no|never|cannot|only|neither|none|nothing|nobody|without|yes|free|welcome|closed)\b|n['’]t\b/i.test(
    cutText(sentence, maxLength),
  );
}
