import { refuse } from './data.ts';

/** Names to what is chosen below them; null: everything. */
type Selection = Map<string, Selection | null>;

/**
 * Keeps what a partial response asks for, such as `spreadsheetId,sheets.properties(title,index)`.
 * Lists are gone through; a name that is not there is left out.
 */
export function selectFields(value: unknown, fields: string): unknown {
  return select(value, parse(fields));
}

function select(value: unknown, selection: Selection | null): unknown {
  if (!selection || selection.has('*')) return value;
  if (Array.isArray(value)) return value.map((item) => select(item, selection));
  if (value === null || typeof value !== 'object') return value;
  const chosen = [...selection]
    .filter(([name]) => name in value)
    .map(([name, below]) => [name, select((value as Record<string, unknown>)[name], below)]);
  return Object.fromEntries(chosen);
}

function parse(fields: string): Selection {
  const tokens = fields.match(/[\w*]+|[.,()/]/g) ?? [];
  let at = 0;
  const wrong = () => refuse(400, `Invalid field selection ${fields}`);

  function list(): Selection {
    const selection: Selection = new Map();
    for (;;) {
      const name = tokens[at++];
      if (!name || !/^[\w*]+$/.test(name)) throw wrong();
      merge(selection, name, below());
      if (tokens[at] !== ',') return selection;
      at += 1;
    }
  }

  function below(): Selection | null {
    const token = tokens[at];
    if (token === '.' || token === '/') {
      at += 1;
      const name = tokens[at++];
      if (!name) throw wrong();
      return new Map([[name, below()]]);
    }
    if (token !== '(') return null;
    at += 1;
    const selection = list();
    if (tokens[at++] !== ')') throw wrong();
    return selection;
  }

  const selection = list();
  if (at < tokens.length || tokens.join('') !== fields.replace(/\s/g, '')) throw wrong();
  return selection;
}

function merge(into: Selection, name: string, below: Selection | null): void {
  const known = into.get(name);
  if (known && below) for (const [key, value] of below) merge(known, key, value);
  else if (!into.has(name) || !below) into.set(name, below);
}
