const day = 24 * 3600 * 1000;
const months =
  'january february march april may june july august september october november december'.split(
    ' ',
  );

export const lifetimes = { purchase: 180 * day, plan: 60 * day, trait: 365 * day } as const;

const named = `(${months.map((name) => `${name}|${name.slice(0, 3)}`).join('|')})`;
const dayAndMonth = new RegExp(`\\b(\\d{1,2})(?:st|nd|rd|th)?(?: of)? ${named}\\b`, 'i');
const monthAndDay = new RegExp(`\\b${named}\\.? (\\d{1,2})(?:st|nd|rd|th)?\\b`, 'i');
const monthAlone = new RegExp(`\\b(?:in|next|this|until|by) ${named}\\b`, 'i');
const near: [RegExp, number][] = [
  [/\b(?:today|tonight)\b/i, 1],
  [/\btomorrow\b/i, 2],
  [
    /\b(?:this|next|the) (?:week|weekend|monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b/i,
    14,
  ],
  [/\bnext month\b/i, 62],
  [/\bnext (?:year|summer|winter|spring|autumn|fall)\b/i, 550],
];

/** When a plan is over: the day after the date that it names, else two months after it was told. */
export function endOfPlan(text: string, told: Date): Date {
  const byDay = dayAndMonth.exec(text);
  if (byDay) return dayAfter(told, { month: byDay[2]!, dayOfMonth: Number(byDay[1]) });
  const byMonth = monthAndDay.exec(text);
  if (byMonth) return dayAfter(told, { month: byMonth[1]!, dayOfMonth: Number(byMonth[2]) });
  const alone = monthAlone.exec(text);
  if (alone) return dayAfter(told, { month: alone[1]!, dayOfMonth: 31 });
  const distance = near.find(([pattern]) => pattern.test(text));
  return new Date(told.getTime() + (distance ? distance[1] * day : lifetimes.plan));
}

/** The day after the next such date; in UTC, since we do not know where the visitor is. */
function dayAfter(told: Date, { month, dayOfMonth }: { month: string; dayOfMonth: number }): Date {
  const index = months.findIndex((name) => name.startsWith(month.toLowerCase().slice(0, 3)));
  const of = (year: number) => Date.UTC(year, index, Math.min(dayOfMonth, 31) + 1);
  const year = told.getUTCFullYear();
  return new Date(of(year) > told.getTime() ? of(year) : of(year + 1));
}
