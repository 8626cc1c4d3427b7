/**
 * Markdown as it is divided into passages: without the metadata that generators of web sites keep
 * at its top, and without the bytes of pictures. The owner's own text is stored as it is.
 * @param isMarkdown whether the text came as Markdown; pasted text needs a key that generators know
 */
export function prepareMarkdown(text: string, { isMarkdown }: { isMarkdown: boolean }): string {
  return withoutPictures(withoutFrontMatter(text, isMarkdown));
}

const knownKey =
  /^(?:title|slug|date|draft|tags|description|layout|permalink|categories|author|sidebar_position|weight|lang)\s*[:=]/im;
/** More lines than this are no metadata. */
const maxLines = 500;

function withoutFrontMatter(text: string, isMarkdown: boolean): string {
  const lines = text.split('\n', maxLines + 2);
  const fence = lines[0]?.trimEnd();
  if (fence !== '---' && fence !== '+++') return text;
  const end = lines.findIndex((line, index) => {
    const mark = line.trimEnd();
    return index > 0 && (mark === fence || (fence === '---' && mark === '...'));
  });
  if (end < 1 || end > maxLines) return text;
  const meta = lines.slice(1, end);
  const length = lines.slice(0, end + 1).reduce((sum, line) => sum + line.length + 1, 0);
  const rest = text.slice(length);
  const isKnown = isMarkdown || knownKey.test(meta.join('\n'));
  const isMeta = fence === '---' ? isYaml(meta) : isToml(meta);
  if (isKnown && isMeta) return rest.trimStart();
  // Damaged, so that nobody knows what is content: all of it is, and none of it a heading.
  const hasKeys = meta.some((line) => /^["']?[\w-]+["']?\s*[:=]/.test(line));
  if (isKnown && hasKeys) return `${meta.join('\n').trim()}\n\n${rest}`;
  return text;
}

/** Whether lines are a mapping, as far as can be said line by line. */
function isYaml(lines: string[]): boolean {
  let hasKey = false;
  for (const line of lines) {
    if (/^\s*(?:#|$)/.test(line)) continue;
    const isKey = /^(?:[\p{L}_][\p{L}\p{N}_. /-]{0,80}|"[^"]{1,80}"|'[^']{1,80}'):(?:\s|$)/u.test(
      line,
    );
    if (!isKey && !(hasKey && /^(?:\s|- |-$|[\]}])/.test(line))) return false;
    hasKey ||= isKey;
  }
  return hasKey || lines.every((line) => line.trim() === '');
}

function isToml(lines: string[]): boolean {
  let openText: string | null = null;
  let openLists = 0;
  let hasKey = false;
  for (const line of lines) {
    if (openText !== null) {
      if (line.includes(openText)) openText = null;
      continue;
    }
    if (/^\s*(?:#|$)/.test(line)) continue;
    const isKey = /^\s*(?:[\w.-]+|"[^"]*"|'[^']*')\s*=/.test(line);
    if (!isKey && openLists === 0 && !isTableName(line)) return false;
    hasKey ||= isKey;
    const mark = line.includes('"""') ? '"""' : line.includes("'''") ? "'''" : null;
    if (mark && line.split(mark).length === 2) openText = mark;
    const value = isKey ? line.slice(line.indexOf('=') + 1) : line;
    if (isKey || openLists > 0) {
      openLists += value.split('[').length - value.split(']').length;
    }
  }
  return hasKey && openText === null && openLists <= 0;
}

function isTableName(line: string): boolean {
  const written = line.split('#', 1)[0]!.trim();
  return written.startsWith('[') && written.endsWith(']');
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
