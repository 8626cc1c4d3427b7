const date = new Intl.DateTimeFormat('en', { dateStyle: 'medium' });

/** `Mar 2, 2026 – Mar 9, 2026`, both days included. */
export function periodInWords({ from, to }: { from: string; to: string }): string {
  // A period of whole days ends at midnight, which is of the next one.
  return date.formatRange(Date.parse(from), Date.parse(to) - 1);
}

/** `12 %`; a dash where there is nothing to be a share of. */
export function shareInWords(part: number, whole: number): string {
  if (whole === 0) return '–';
  const percent = (100 * part) / whole;
  // Never 0 or 100 for what is not none or all.
  if (percent > 0 && percent < 1) return '< 1 %';
  if (percent > 99 && percent < 100) return '> 99 %';
  return `${Math.round(percent)} %`;
}
