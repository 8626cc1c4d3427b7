import { ApiError } from '@echoai/contract';
import type { z } from 'zod';

/** The fields that the API found at fault, each with what is wrong in words. */
export function fieldErrors(error: unknown): Record<string, string> {
  if (!(error instanceof ApiError)) return {};
  return Object.fromEntries(
    (error.problem.errors ?? []).map(({ path, message }) => [
      path.replace(/^form\./, '').split('.')[0] ?? '',
      sentence(message),
    ]),
  );
}

/** Checks one value as the API will. @returns what is wrong in words, or undefined */
export function checkValue(schema: z.ZodType, value: unknown): string | undefined {
  const issue = schema.safeParse(value).error?.issues[0];
  if (!issue) return undefined;
  if (issue.code === 'too_big') {
    return issue.origin === 'array'
      ? `At most ${issue.maximum}.`
      : `At most ${issue.maximum} characters.`;
  }
  if (issue.code === 'invalid_format' && issue.format === 'url') {
    return 'Enter a whole address, such as https://shop.example/returns.';
  }
  return sentence(issue.message);
}

/** `must not be empty` → `This must not be empty.` */
function sentence(message: string): string {
  const text = /^must /.test(message) ? `This ${message}` : message;
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
