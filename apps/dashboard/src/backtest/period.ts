/** The stored conversations of these days; both ends included, as `YYYY-MM-DD` of local time. */
export interface Period {
  days: '7' | '30' | '90' | 'dates';
  from: string;
  to: string;
}

const day = 86_400_000;

export const firstPeriod = (now = new Date()): Period => ({
  days: '30',
  from: dateOf(new Date(now.getTime() - 30 * day)),
  to: dateOf(now),
});

/** The period as the API takes it, or what is wrong with it in a sentence. */
export function readPeriod(
  { days, from, to }: Period,
  now = new Date(),
): { from: string; to: string } | { problem: string } {
  if (days !== 'dates') {
    const begin = new Date(now.getTime() - Number(days) * day);
    return { from: begin.toISOString(), to: now.toISOString() };
  }
  const begin = new Date(`${from}T00:00:00`);
  const last = new Date(`${to}T00:00:00`);
  if (Number.isNaN(begin.getTime()) || Number.isNaN(last.getTime()))
    return { problem: 'Give both dates.' };
  if (begin > last) return { problem: 'The first day is after the last.' };
  // The next midnight, also where the clock is changed in between.
  const end = new Date(last.getFullYear(), last.getMonth(), last.getDate() + 1);
  return { from: begin.toISOString(), to: end.toISOString() };
}

function dateOf(time: Date): string {
  const two = (part: number) => String(part).padStart(2, '0');
  return `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`;
}
