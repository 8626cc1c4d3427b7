import { Refusal } from '../standIn.ts';
import {
  type SalesforceData,
  type SalesforceObject,
  type SalesforceRecord,
  salesforceError,
  type Value,
} from './objects.ts';

interface Condition {
  field: string;
  operator: string;
  values: Value[];
}

export interface Query {
  object: SalesforceObject;
  fields: string[];
  found: SalesforceRecord[];
}

const malformed = (message: string) =>
  new Refusal(salesforceError(400, 'MALFORMED_QUERY', message));

/**
 * Runs `SELECT fields FROM object [WHERE a = 'b' [AND …]] [ORDER BY field [DESC]] [LIMIT n]`.
 * Within quotes \' stands for a quote. What is more than that is refused as malformed.
 */
export function runQuery(data: SalesforceData, soql: string): Query {
  const tokens = tokensOf(soql);
  let at = 0;
  const peek = (word: string) => tokens[at]?.toUpperCase() === word;
  const next = () => tokens[at++] ?? '';
  const expect = (word: string) => {
    if (!peek(word)) throw malformed(`unexpected token: '${tokens[at] ?? '<EOF>'}'`);
    at += 1;
  };
  const name = () => {
    const token = next();
    if (!/^[A-Za-z]\w*$/.test(token)) throw malformed(`unexpected token: '${token || '<EOF>'}'`);
    return token;
  };
  const list = <Item>(item: () => Item): Item[] => {
    const items = [item()];
    while (peek(',')) {
      at += 1;
      items.push(item());
    }
    return items;
  };

  function condition(): Condition {
    const field = name();
    const operator = next().toUpperCase();
    if (operator === 'IN') {
      expect('(');
      const values = list(() => literal(next()));
      expect(')');
      return { field, operator, values };
    }
    if (!(operator in operators)) throw malformed(`unexpected token: '${operator}'`);
    if (operator === 'LIKE') return { field, operator, values: [patternOf(next())] };
    return { field, operator, values: [literal(next())] };
  }

  expect('SELECT');
  const asked = list(name);
  expect('FROM');
  const object = objectOf(data, name());
  const known = (field: string) => columnOf(object, field);
  const fields = asked.map(known);
  const conditions: Condition[] = [];
  if (peek('WHERE')) {
    do {
      at += 1;
      const { field, ...rest } = condition();
      conditions.push({ field: known(field), ...rest });
    } while (peek('AND'));
  }
  let found = [...object.records.values()].filter((record) =>
    conditions.every(({ field, operator, values }) =>
      operators[operator]!(record[field] ?? null, values),
    ),
  );
  if (peek('ORDER')) {
    at += 1;
    expect('BY');
    const by = known(name());
    const sign = peek('DESC') ? -1 : 1;
    if (peek('DESC') || peek('ASC')) at += 1;
    found = found.toSorted((a, b) => sign * order(a[by] ?? null, b[by] ?? null));
  }
  if (peek('LIMIT')) {
    at += 1;
    const most = next();
    if (!/^\d+$/.test(most)) throw malformed(`unexpected token: '${most}'`);
    found = found.slice(0, Number(most));
  }
  if (at < tokens.length) throw malformed(`unexpected token: '${tokens[at]}'`);
  return { object, fields, found };
}

function tokensOf(soql: string): string[] {
  const pattern = /\s*('(?:[^'\\]|\\.)*'|!=|<=|>=|[=<>(),]|[\w.:+-]+)/gy;
  const tokens: string[] = [];
  let end = 0;
  for (const found of soql.matchAll(pattern)) {
    tokens.push(found[1]!);
    end = found.index + found[0].length;
  }
  if (soql.slice(end).trim()) throw malformed(`line 1:${end} no viable alternative at character`);
  return tokens;
}

export function objectOf(data: SalesforceData, name: string): SalesforceObject {
  const found = Object.values(data.objects).find(
    (object) => object.name.toLowerCase() === name.toLowerCase(),
  );
  if (found) return found;
  const message = `sObject type '${name}' is not supported.`;
  throw new Refusal(salesforceError(400, 'INVALID_TYPE', message));
}

/** @returns a field's name as the object spells it */
function columnOf(object: SalesforceObject, name: string): string {
  const found = object.fields.find((field) => field.name.toLowerCase() === name.toLowerCase());
  if (found) return found.name;
  const message = `No such column '${name}' on entity '${object.name}'.`;
  throw new Refusal(salesforceError(400, 'INVALID_FIELD', message));
}

function literal(token: string): Value {
  if (token.startsWith("'")) return unescaped(token.slice(1, -1));
  if (/^null$/i.test(token)) return null;
  if (/^(true|false)$/i.test(token)) return token.toLowerCase() === 'true';
  if (/^-?\d+(\.\d+)?$/.test(token)) return Number(token);
  if (/^\d{4}-\d\d-\d\d/.test(token)) return token;
  throw malformed(`unexpected token: '${token || '<EOF>'}'`);
}

const signs: Record<string, string> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };

function unescaped(text: string): string {
  return text.replace(/\\(.)/gs, (_, sign: string) => {
    if (`\\'"`.includes(sign)) return sign;
    const meant = signs[sign.toLowerCase()];
    if (meant === undefined) throw malformed(`Invalid string escape: \\${sign}`);
    return meant;
  });
}

/** The source of a regular expression for the text after LIKE, where \% and \_ are these signs. */
function patternOf(token: string): string {
  if (!token.startsWith("'")) throw malformed(`unexpected token: '${token || '<EOF>'}'`);
  return token.slice(1, -1).replace(/\\.|[^\\]/gs, (part) => {
    if (part === '%') return '.*';
    if (part === '_') return '.';
    const meant = part === '\\%' || part === '\\_' ? part.slice(1) : unescaped(part);
    return meant.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  });
}

const folded = (value: Value) => (typeof value === 'string' ? value.toLowerCase() : value);
const equals = (a: Value, b: Value) => folded(a) === folded(b);

const operators: Record<string, (value: Value, values: Value[]) => boolean> = {
  '=': (value, [wanted]) => equals(value, wanted!),
  '!=': (value, [wanted]) => !equals(value, wanted!),
  '<': (value, [wanted]) => value !== null && order(value, wanted!) < 0,
  '<=': (value, [wanted]) => value !== null && order(value, wanted!) <= 0,
  '>': (value, [wanted]) => value !== null && order(value, wanted!) > 0,
  '>=': (value, [wanted]) => value !== null && order(value, wanted!) >= 0,
  IN: (value, values) => values.some((wanted) => equals(value, wanted)),
  LIKE: (value, [wanted]) => new RegExp(`^${wanted}$`, 'is').test(String(value ?? '')),
};

function order(a: Value, b: Value): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  const times = [Date.parse(String(a)), Date.parse(String(b))];
  if (times.every((time) => !Number.isNaN(time))) return times[0]! - times[1]!;
  return String(folded(a) ?? '').localeCompare(String(folded(b) ?? ''));
}
