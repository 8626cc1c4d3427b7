import type { Citation } from '@echoai/contract';
import type { RetrievedPassage } from '../knowledge/retrieve.ts';

/** Code, which stays as it is, or the numbers between brackets that are no link's text. */
const codeOrCitation =
  /```[\s\S]*?(?:```|$)|`[^`\n]+`| ?\[(\d{1,3}(?:\s*,\s*\d{1,3})*)\](?!\((?:https?:|\/|#))/g;

/** No answer has numbers in brackets within each other as deep as this; what has loses its brackets. */
const mostNested = 10;

/**
 * Checks the citations of a written answer: `[n]` where passage n was given stays and makes a
 * citation, any other number is removed with its brackets. `[1, 2]` and `[1][2]` both count; code
 * and links are left as they are.
 */
export function resolveCitations(
  text: string,
  passages: RetrievedPassage[],
): { content: string; citations: Citation[] } {
  const cited = new Set<number>();
  const mark = (match: string, list: string | undefined) => {
    if (list === undefined) return match;
    const numbers = list.split(',').map(Number);
    const valid = numbers.filter((n) => n >= 1 && n <= passages.length);
    for (const n of valid) cited.add(n);
    const space = match.startsWith(' ') && valid.length > 0 ? ' ' : '';
    return space + valid.map((n) => `[${n}]`).join('');
  };
  let content = text;
  for (let pass = 0, before = ''; before !== content; pass++) {
    before = content;
    content = content.replace(codeOrCitation, mark); // again, for what is left of `[1[9]]`
    if (pass === mostNested) content = content.replaceAll('[', '');
  }
  const citations = [...cited].sort((a, b) => a - b).map((n) => citationOf(n, passages[n - 1]!));
  return { content, citations };
}

/** @param text what was quoted of the passage; the whole passage when absent */
export function citationOf(n: number, passage: RetrievedPassage, text = passage.text): Citation {
  const heading = passage.headingPath.at(-1);
  return {
    n,
    sourceId: passage.faqId ?? passage.sourceId!,
    title: heading && heading !== passage.title ? `${passage.title} › ${heading}` : passage.title,
    ...(passage.url ? { url: passage.url } : {}),
    text,
  };
}
