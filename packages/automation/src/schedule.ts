import { CronExpressionParser } from 'cron-parser';
import { z } from 'zod';

/** Minute, hour, day of month, month, day of week; no seconds, so that once a minute is the most. */
export const cronExpression = z
  .string()
  .max(100)
  .refine(isCron, {
    message: 'must be a cron expression of five parts, such as 0 9 * * 1-5 (weekdays at nine)',
  })
  .meta({ title: 'When', placeholder: '0 9 * * 1-5', control: 'cron' });

/**
 * The first moment after `after` that a schedule names, by the clock of its time zone. Null when it
 * names none, such as the 31st of February.
 */
export function nextRun({
  cron,
  timeZone,
  after,
}: {
  cron: string;
  timeZone: string;
  after: Date;
}): Date | null {
  try {
    return CronExpressionParser.parse(cron, { tz: timeZone, currentDate: after }).next().toDate();
  } catch {
    return null;
  }
}

function isCron(text: string): boolean {
  if (text.trim().split(/\s+/).length !== 5) return false;
  return nextRun({ cron: text, timeZone: 'UTC', after: new Date(0) }) !== null;
}
