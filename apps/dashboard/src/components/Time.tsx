const minute = 60_000;
const units: [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', 24 * 60 * minute],
  ['hour', 60 * minute],
  ['minute', minute],
];
const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto', style: 'short' });
const date = new Intl.DateTimeFormat('en', { dateStyle: 'medium' });
const exact = new Intl.DateTimeFormat('en', { dateStyle: 'full', timeStyle: 'short' });

/** `now`, `5 min. ago`, `yesterday`, `in 2 hr.`; a date when it is more than a week away. */
function describe(milliseconds: number): string {
  const away = milliseconds - Date.now();
  const distance = Math.abs(away);
  if (distance > 7 * 24 * 60 * minute) return date.format(milliseconds);
  const unit = units.find(([, length]) => distance >= length);
  return unit ? relative.format(Math.trunc(away / unit[1]), unit[0]) : 'now';
}

/** A moment in words; the exact one on hover. */
export function Time({ value }: { value: string }) {
  const milliseconds = Date.parse(value);
  return (
    <time
      dateTime={value}
      title={exact.format(milliseconds)}
      className="whitespace-nowrap tabular-nums"
    >
      {describe(milliseconds)}
    </time>
  );
}
