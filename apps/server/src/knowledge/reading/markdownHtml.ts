import { createDocument } from '@mixmark-io/domino';
import { blocksOf } from '../blocks.ts';
import { readHtml } from './readHtml.ts';

/** Blocks of HTML in one document that are read as a page is; what is more loses its tags only. */
const maxBlocks = 200;
/** Elements that say something by what they are, besides their text. */
const structured = /<(?:table|img|a|h[1-6]|li|dl|br)\b/i;
const comments = /<!--[\s\S]*?(?:-->|$)/g;
const tags = /<[^<>]+>/g;
const entity = /&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z][a-z\d]{1,31});/gi;
/** Distinct entities that are looked up. */
const maxEntities = 500;

/**
 * Markdown with the HTML in it as Markdown: tables, headings and pictures stay what they are;
 * comments, scripts and styles, which nobody sees, go, and so do imports of components at the top.
 */
export function withoutHtml(markdown: string): string {
  let blocks = 0;
  const decode = entityDecoder();
  return blocksOf(markdown)
    .map((token) => {
      if (token.type === 'code') return token.raw;
      // `[//]: # (a remark)`
      if (token.type === 'def' && token.raw.trimStart().startsWith('[//]:')) return '';
      if (token.type !== 'html') {
        return decode(isComponent(token.raw) ? '' : token.raw.replace(comments, ''));
      }
      const html = token.raw.replace(comments, '');
      if (/^\s*<(?:script|style)\b/i.test(html)) return '\n\n';
      const isRead = structured.test(html) && blocks++ < maxBlocks;
      const text = isRead ? readHtml(html).text : decode(html.replace(tags, ' ').trim());
      return `\n\n${text}\n\n`;
    })
    .join('')
    .trim();
}

/** `import Tabs from '@theme/Tabs';` */
const isComponent = (block: string) =>
  /^import\s/.test(block) &&
  block
    .trim()
    .split('\n')
    .every((line) => /^import\s[^'"]{1,200}\sfrom\s+['"][^'"]{1,200}['"];?\s*$/.test(line));

/** Reads `&uuml;` and `&shy;`; what would be a mark of Markdown or a tag stays as it is. */
function entityDecoder(): (text: string) => string {
  const known = new Map<string, string>();
  return (text) =>
    text.replace(entity, (written) => {
      const found = known.get(written);
      if (found !== undefined) return found;
      if (known.size >= maxEntities) return written;
      const letter = createDocument(`<p>${written}</p>`, true).body.textContent ?? '';
      const isPlain = /^[\p{L}\p{N}\p{M}\p{Cf}\p{Sc}\p{Pd}\p{Zs}°–—…“”‘’«»„]$/u.test(letter);
      known.set(written, isPlain ? letter : written);
      return isPlain ? letter : written;
    });
}
