import { isEmail } from '@echoai/contract/email';
import type { z } from 'zod';
import type { definition } from './definition.ts';
import { readChoice } from './readChoice.ts';
import { readNumber } from './readNumber.ts';

type Config = z.output<typeof definition.config>;
type Reader = (
  message: string,
  about: { choices: string[]; locale: string | null },
) => string | number | null;

/**
 * What a visitor's message answers, typed; null when it does not fit and is to be asked again.
 * @param locale of the visitor's browser, which says how they write numbers
 */
export function readAnswer(
  { answerType, choices }: Pick<Config, 'answerType' | 'choices'>,
  message: string,
  locale: string | null = null,
): string | number | null {
  return readers[answerType](message.trim(), { choices, locale });
}

const readers: Record<Config['answerType'], Reader> = {
  text: (message) => message || null,
  email: (message) => onlyEmail(message),
  number: (message, { locale }) => readNumber(message, locale),
  choice: (message, { choices }) => readChoice(message, choices),
};

/** Speaks against the address that follows. */
const against = /(?<![\p{L}\p{N}])(?:not|no longer|instead of|except|nicht)(?: at| to)?$/iu;

/** The only address of a message, alone or within a sentence: “it's ada@example.com”. */
function onlyEmail(message: string): string | null {
  const text = message
    .normalize('NFC')
    .replace(/[\u00ad\u200b-\u200f\u2060\ufeff]/g, '')
    .replaceAll('＠', '@');
  const before = text.slice(0, Math.max(0, text.indexOf('@'))).split(/\s/);
  if (against.test(before.slice(0, -1).join(' ').trimEnd())) return null;
  const found = text
    .split(/[\s,;:<>()[\]"“”„«»‹›。，、；：（）＜＞]+/)
    .filter((word) => word.includes('@') && !word.startsWith('/'))
    .map((word) => word.replace(/^['‘’*_`]+/, '').replace(/(?<!['‘’*_`.!?…])['‘’*_`.!?…]+$/, ''))
    .filter(isEmail);
  const [address] = found;
  const isOnly = new Set(found.map((each) => each.toLowerCase())).size === 1;
  return isOnly ? address! : null;
}
