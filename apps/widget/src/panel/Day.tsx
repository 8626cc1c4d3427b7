import { locale } from './texts/texts.ts';

const today: Intl.DateTimeFormatOptions = { hour: 'numeric', minute: '2-digit' };
const thisYear: Intl.DateTimeFormatOptions = { month: 'short', day: 'numeric' };
const before: Intl.DateTimeFormatOptions = { dateStyle: 'medium' };

/** When something was, as briefly as it is clear. */
export function Day({ time }: { time: string }) {
  const then = new Date(time);
  const now = new Date();
  const format =
    then.toDateString() === now.toDateString()
      ? today
      : then.getFullYear() === now.getFullYear()
        ? thisYear
        : before;
  return <time dateTime={time}>{then.toLocaleString(locale, format)}</time>;
}
