import { cutText } from '@echoai/contract/text';

/** What the metadata at the top of a document says of it. */
export interface FrontMatter {
  title: string | null;
  /** As it is written there. */
  date: string | null;
  isDraft: boolean;
}

const knownKey =
  /^(?:title|slug|date|draft|tags|description|layout|permalink|categories|author|sidebar_position|weight|lang)\s*[:=]/im;
/** More lines than this are not metadata. */
const maxLines = 500;
const maxTitleLength = 200;

/**
 * Divides a document into its content and the metadata that generators of web sites keep at its top:
 * YAML between `---`, TOML between `+++`, JSON between `;;;` or braces.
 * @param isMarkdown whether the text came as Markdown; pasted text needs a key that generators know
 */
export function splitFrontMatter(
  text: string,
  { isMarkdown }: { isMarkdown: boolean },
): { frontMatter: FrontMatter | null; content: string } {
  const none = { frontMatter: null, content: text };
  const lines = text.split('\n', maxLines + 2);
  const [, mark, language] = /^(---|\+\+\+|;;;)(yaml|toml|json)?\s*$/i.exec(lines[0] ?? '') ?? [];
  if (!mark) return isMarkdown ? splitJson(text, lines) : none;
  const end = lines.findIndex((line, index) => {
    const written = line.trimEnd();
    return index > 0 && (written === mark || (mark === '---' && written === '...'));
  });
  if (end < 1 || end > maxLines) return none;
  const meta = lines.slice(1, end).map((line) => line.trimEnd());
  const metaText = meta.join('\n');
  const rest = text.slice(lines.slice(0, end + 1).join('\n').length + 1);
  const kind = language?.toLowerCase() ?? { '---': 'yaml', '+++': 'toml', ';;;': 'json' }[mark];
  if (kind === 'json') {
    const read = readJson(metaText);
    return read ? { frontMatter: read, content: rest.trimStart() } : none;
  }
  const isKnown = knownKey.test(metaText) || (isMarkdown && hasPlainKeys(meta));
  const isMeta = kind === 'yaml' ? isYaml(meta) : isToml(meta);
  if (isKnown && isMeta) return { frontMatter: readKeys(meta), content: rest.trimStart() };
  const hasKeys = meta.some((line) => /^["']?[\w-]+["']?\s*[:=]/.test(line));
  // Damaged, so that nobody knows what is content: all of it is, and none of it a heading.
  if (isKnown && hasKeys) return { ...none, content: `${metaText.trim()}\n\n${rest}` };
  // A line below these would make a heading of them.
  if (isMeta && hasKeys) return { ...none, content: `${metaText.trim()}\n\n---\n${rest}` };
  return none;
}

/** Generators' own keys are small: `Hours: nine to five` is content between two lines. */
function hasPlainKeys(meta: string[]): boolean {
  return meta.every((line) => !/^\S/.test(line) || /^(?:[a-z"'#[\]{}]|- |-$)/.test(line));
}

/** JSON at the very top, from a brace to the brace that closes it. */
function splitJson(text: string, lines: string[]) {
  const none = { frontMatter: null, content: text };
  if (!lines[0]?.startsWith('{')) return none;
  const end = lines.findIndex((line, index) =>
    index === 0 ? line.trimEnd().endsWith('}') : line.trimEnd() === '}',
  );
  if (end < 0 || end > maxLines) return none;
  const meta = lines.slice(0, end + 1).join('\n');
  const read = readJson(meta);
  return read ? { frontMatter: read, content: text.slice(meta.length).trimStart() } : none;
}

function readJson(written: string): FrontMatter | null {
  try {
    const text = written.trim();
    const values = JSON.parse(text.startsWith('{') ? text : `{${text}}`) as Record<string, unknown>;
    const lines = Object.entries(values).map(([key, value]) => `${key}: ${String(value)}`);
    return readKeys(lines.map((line) => line.replace(/\s+/g, ' ')));
  } catch {
    return null;
  }
}

/** Title, date and whether it is a draft, of YAML's and TOML's lines before the first table of TOML. */
function readKeys(meta: string[]): FrontMatter {
  const table = meta.findIndex((line) => /^\[/.test(line));
  const lines = table < 0 ? meta : meta.slice(0, table);
  const valueFor = (name: RegExp): string | null => {
    for (const [index, line] of lines.entries()) {
      const [, key = '', written = ''] = /^["']?(\w{1,40})["']?\s*[:=]\s*(.*)$/.exec(line) ?? [];
      if (name.test(key)) return plainValue(written, lines.slice(index + 1));
    }
    return null;
  };
  const isYes = (value: string | null) => /^(?:true|yes|on)$/i.test(value ?? '');
  const isNo = (value: string | null) => /^(?:false|no|off)$/i.test(value ?? '');
  return {
    title: cutText(valueFor(/^title$/i) ?? '', maxTitleLength).toWellFormed() || null,
    date:
      /\d{4}-\d{2}-\d{2}/.exec(valueFor(/^(?:date|published_?at|updated|lastmod)$/i) ?? '')?.[0] ??
      null,
    isDraft:
      isYes(valueFor(/^draft$/i)) ||
      isNo(valueFor(/^published$/i)) ||
      /^draft$/i.test(valueFor(/^status$/i) ?? ''),
  };
}

/** A value without its quotes and its remark, or the lines that it is folded to. */
function plainValue(written: string, next: string[]): string {
  if (/^[|>][-+]?\d?\s*$/.test(written)) {
    const end = next.findIndex((line) => /^\S/.test(line));
    return next
      .slice(0, end < 0 ? undefined : end)
      .map((line) => line.trim())
      .join(' ')
      .trim();
  }
  const double = /^"((?:[^"\\]|\\.)*)"/.exec(written);
  if (double) return double[1]!.replace(/\\(["\\])/g, '$1');
  const single = /^'((?:[^']|'')*)'/.exec(written);
  if (single) return single[1]!.replaceAll("''", "'");
  return written.split(/\s#/, 1)[0]!.trim();
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
