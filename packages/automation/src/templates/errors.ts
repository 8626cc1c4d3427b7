import { TooMuchWork, tooMuchWork } from '../work.ts';

/** What is wrong with a template, without Liquid's position suffixes in the middle of a sentence. */
export function plainMessage(error: unknown): string {
  const { originalError = error } = (error ?? {}) as { originalError?: unknown };
  if (originalError instanceof TooMuchWork) return originalError.message;
  const message = error instanceof Error ? error.message : String(error);
  const limit = limits.find(({ found }) => message.includes(found));
  if (limit) return limit.says;
  const text = message.replace(/, line:(\d+), col:(\d+)$/, ' (line $1, column $2)');
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

/** The path of the variable that was missing, if that was it. */
export function missingVariable(error: unknown): string | undefined {
  const original = (error as { originalError?: { variableName?: unknown } }).originalError;
  return typeof original?.variableName === 'string' ? original.variableName : undefined;
}

const limits = [
  { found: 'parse length limit', says: 'The template is longer than 10,000 characters.' },
  { found: 'memory alloc limit', says: tooMuchWork },
  { found: 'Invalid string length', says: tooMuchWork },
  { found: 'call stack', says: 'The template is nested too deep.' },
];
