import type { ValueType } from '@echoai/automation/definition';
import { formatPath, partsOf } from '@echoai/automation/variablePath';
import type { SetVariable } from '@echoai/automation/verify/variables/variablesAt';

/** A variable that is being typed within `{{ … }}` or `{% … %}`. */
export interface Typing {
  /** Where it begins and ends in the text. */
  from: number;
  to: number;
  /** As far as it is typed. */
  typed: string;
}

/** What is typed of a variable where the caret stands; null outside of braces and behind a filter. */
export function typingAt(text: string, caret: number): Typing | null {
  const before = text.slice(0, caret);
  const begin = Math.max(before.lastIndexOf('{{'), before.lastIndexOf('{%'));
  const end = Math.max(before.lastIndexOf('}}'), before.lastIndexOf('%}'));
  if (begin < 0 || end > begin) return null;
  const inside = before.slice(begin + 2);
  const typed = pathAtEnd(inside);
  const head = inside.slice(0, inside.length - typed.length);
  const isVariable = before.startsWith('{{', begin)
    ? /^-?\s*$/.test(head)
    : /^-?\s*(if|elsif|unless|case|when|for \w+ in)\b.*\s$/.test(head);
  if (!isVariable) return null;
  const rest = text.slice(caret).match(/^[\p{L}\p{N}_.-]*/u)![0];
  return { from: caret - typed.length, to: caret + rest.length, typed };
}

/** A path as far as it is typed, keys in brackets included: `event.body["Order n`. */
function pathAtEnd(text: string): string {
  let start: number | null = null;
  for (const { 0: part, index } of text.matchAll(/[\p{L}\p{N}_.-]+|\["[^"]*(?:"\]?)?|[\s\S]/gu)) {
    const isKey = part.startsWith('["');
    const name = part.search(/[\p{L}\p{N}_]/u);
    if (!isKey && name < 0) start = part === '.' ? start : null;
    else if (!isKey) start ??= index + name;
  }
  return start === null ? '' : text.slice(start);
}

/** A text with a variable put where the caret stands, in braces, and where the caret is then. */
export function insertVariable({
  text,
  caret,
  path,
}: {
  text: string;
  caret: number;
  path: string;
}): { text: string; caret: number } {
  const typing = typingAt(text, caret);
  if (!typing) {
    const inserted = `{{ ${path} }}`;
    return {
      text: text.slice(0, caret) + inserted + text.slice(caret),
      caret: caret + inserted.length,
    };
  }
  const before = text.slice(0, typing.from);
  const after = text.slice(typing.to);
  const space = /\s$/.test(before) ? '' : ' ';
  const isOutput = before.lastIndexOf('{{') > before.lastIndexOf('{%');
  const isClosed = /^[^{]*(\}\}|%\})/.test(after);
  const close = isOutput && !isClosed ? ' }}' : '';
  const filled = before + space + path + close;
  return { text: filled + after, caret: filled.length };
}

/** Variables whose path or source has what is typed, those that begin with it first. */
export function matching(variables: SetVariable[], typed: string): SetVariable[] {
  const wanted = typed.toLowerCase();
  const begins = ({ path }: SetVariable) => path.toLowerCase().startsWith(wanted);
  const has = ({ path, source }: SetVariable) =>
    path.toLowerCase().includes(wanted) || source.toLowerCase().includes(wanted);
  const found = variables.filter(has);
  return [...found.filter(begins), ...found.filter((variable) => !begins(variable))];
}

const titles: Record<ValueType['type'], string> = {
  text: 'text',
  number: 'number',
  boolean: 'yes or no',
  date: 'date',
  choice: 'choice',
  list: 'list',
  object: 'object',
  any: 'any',
};

export const typeTitle = ({ type }: ValueType) => titles[type];

/** A variable within its group: the path without the root, or the node, that the group names. */
export function shortPath({ path }: Pick<SetVariable, 'path'>): string {
  const [root = '', ...rest] = partsOf(path);
  const [first = '', ...below] = root === 'steps' ? rest.slice(1) : rest;
  return formatPath([first, ...below]) || root;
}

/** What a group of variables is called: the label of their node, or their root with a capital. */
export function groupTitle({ path, source }: SetVariable): string {
  const isRoot = source === partsOf(path)[0];
  return isRoot ? source.charAt(0).toUpperCase() + source.slice(1) : source;
}
