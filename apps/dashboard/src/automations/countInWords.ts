import { countedUpTo } from '@echoai/contract';

/** `7`, or `1,000+` where counting ends. */
export function countInWords(count: number): string {
  return count < countedUpTo ? String(count) : `${countedUpTo.toLocaleString('en')}+`;
}
