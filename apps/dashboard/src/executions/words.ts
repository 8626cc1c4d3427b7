import type { ExecutionStep } from '@echoai/contract';

const causes: [RegExp, string][] = [
  [/^(shadow )?event /, 'Something in a conversation'],
  [/^schedule /, 'Its schedule'],
  [/^webhook /, 'Its webhook'],
  [/^run /, 'By hand or over the API'],
  [/^step /, 'Another automation'],
  [/^google-sheets /, 'A new row in Google Sheets'],
  [/^slack /, 'Something in Slack'],
  [/^hubspot /, 'A change in HubSpot'],
];

/** What started an execution, in words. */
export function causeInWords(cause: string): string {
  return causes.find(([pattern]) => pattern.test(cause))?.[1] ?? cause;
}

/** What a step waits for, and what comes when it has waited long enough. */
export const waits: Record<
  NonNullable<ExecutionStep['waitsFor']>,
  { for: string; after: string }
> = {
  time: { for: 'Waits', after: 'goes on' },
  reply: { for: 'Waits for the visitor’s reply', after: 'gives up' },
  approval: { for: 'Waits for somebody to approve or decline', after: 'gives up' },
  retry: { for: 'Waits to try again', after: 'tries again' },
  connection: { for: 'Waits for its connection', after: 'tries again' },
};

export const guarantees: Record<ExecutionStep['guarantee'], string> = {
  'exactly-once': 'Exactly once',
  'at-most-once': 'At most once',
  'at-least-once': 'At least once',
};

const units: [length: number, name: string][] = [
  [24 * 60 * 60_000, 'd'],
  [60 * 60_000, 'h'],
  [60_000, 'min'],
  [1_000, 's'],
];

/** `12 ms`, `1.4 s`, `3 min`, `2.5 h`: the largest unit that fits, one decimal at most, from below. */
export function durationInWords(milliseconds: number): string {
  const unit = units.find(([length]) => milliseconds >= length);
  if (!unit) return milliseconds < 1 ? 'less than 1 ms' : `${Math.floor(milliseconds)} ms`;
  const [length, name] = unit;
  return `${Math.floor((milliseconds / length) * 10) / 10} ${name}`;
}

/** `1 execution`, `3 executions`. */
export function executionsInWords(count: number): string {
  return count === 1 ? '1 execution' : `${count.toLocaleString('en')} executions`;
}
