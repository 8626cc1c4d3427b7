const today = new Intl.DateTimeFormat('en', { hour: 'numeric', minute: '2-digit' });
const thisYear = new Intl.DateTimeFormat('en', { month: 'short', day: 'numeric' });
const before = new Intl.DateTimeFormat('en', { dateStyle: 'medium' });

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
  return <time dateTime={time}>{format.format(then)}</time>;
}
