import { type FrontMatter, splitFrontMatter } from './frontMatter.ts';
import { withoutHtml } from './markdownHtml.ts';

/** What a document says of itself, and what it says to its readers. */
interface PreparedMarkdown {
  frontMatter: FrontMatter | null;
  content: string;
}

/**
 * Markdown as it is divided into passages: without the metadata that generators of web sites keep
 * at its top, without the bytes of pictures, and with the HTML in it as Markdown. The owner's own
 * text is stored as it is.
 * @param writtenAs `markdown` for a file of that kind, `pasted` for text that somebody wrote here, of
 * which metadata needs a key that generators know, `text` for what is no Markdown by its name or is made of
 * a file of another kind
 */
export function prepareMarkdown(
  text: string,
  { writtenAs }: { writtenAs: 'markdown' | 'pasted' | 'text' },
): PreparedMarkdown {
  const { frontMatter, content } = splitFrontMatter(text, { isMarkdown: writtenAs === 'markdown' });
  const shown = withoutPictures(content);
  return { frontMatter, content: writtenAs === 'text' ? shown : withoutHtml(shown) };
}

/** A definition of a picture, as word processors write it at the end. */
const dataDefinition = /^ {0,3}\[([^[\]\n]{1,200})\]:[ \t]*<?data:[^\s>]*>?[^\n]*$/gim;
const inlinePicture =
  /!\[([^[\]]{0,1000})\]\([ \t]*<?data:[^\s()<>]*>?(?:[ \t]+"[^"\n]*")?[ \t]*\)/gi;
const inlineLink =
  /(?<!!)\[([^[\]]{0,1000})\]\([ \t]*<?data:[^\s()<>]*>?(?:[ \t]+"[^"\n]*")?[ \t]*\)/gi;
const htmlPicture = /<(?:img|source|image)\b[^<>]{0,500}?data:[^<>]*>/gi;
const referredPicture = /!\[([^[\]]{0,1000})\](?:\[([^[\]]{0,200})\])?/g;
/** What is left of bytes in any other place, such as a style. */
const bytes = /data:[\w.+-]{1,60}\/[\w.+-]{1,100}(?:;[\w=.+-]{1,60}){0,5},[\w+/=%-]{100,}/gi;

/** Pictures that stand in the text itself leave what they are called. */
function withoutPictures(markdown: string): string {
  if (!/data:/i.test(markdown)) return markdown;
  const dropped = new Set<string>();
  const nameOf = (label: string) => label.trim().toLowerCase();
  return markdown
    .replace(dataDefinition, (_, label: string) => {
      dropped.add(nameOf(label));
      return '';
    })
    .replace(inlinePicture, '$1')
    .replace(inlineLink, '$1')
    .replace(referredPicture, (whole, text: string, label?: string) =>
      dropped.has(nameOf(label || text)) ? text : whole,
    )
    .replace(htmlPicture, (tag) => /\balt\s*=\s*["']([^"'<>]*)["']/i.exec(tag)?.[1] ?? '')
    .replace(bytes, '');
}
