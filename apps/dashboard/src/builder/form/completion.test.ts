import type { SetVariable } from '@echoai/automation';
import { describe, expect, it } from 'vitest';
import { groupTitle, insertVariable, matching, shortPath, typingAt } from './completion';

/** What is typed at the place of `|`; null where no variable is. */
function typedAt(marked: string): string | null {
  const caret = marked.indexOf('|');
  return typingAt(marked.replace('|', ''), caret)?.typed ?? null;
}

/** A text after a variable was chosen at the place of `|`, with the caret marked. */
function chosen(marked: string, path = 'visitor.email'): string {
  const caret = marked.indexOf('|');
  const after = insertVariable({ text: marked.replace('|', ''), caret, path });
  return `${after.text.slice(0, after.caret)}|${after.text.slice(after.caret)}`;
}

describe('a variable is typed', () => {
  it('behind opening braces, as far as the caret', () => {
    expect(typedAt('Hello {{|')).toBe('');
    expect(typedAt('Hello {{ vis|itor }}')).toBe('vis');
    expect(typedAt('{{ a }} and {{ steps.ask|')).toBe('steps.ask');
  });

  it('with any key in brackets', () => {
    expect(typedAt('{{ event.body["Order n|')).toBe('event.body["Order n');
    expect(typedAt('{{ event.body["Order number"].x| }}')).toBe('event.body["Order number"].x');
    expect(typedAt('{{ event.body.Grö|ße }}')).toBe('event.body.Grö');
    expect(typedAt('{% if event.body["Order number"]|')).toBe('event.body["Order number"]');
  });

  it('in a condition, but not as its keyword', () => {
    expect(typedAt('{% if vis|')).toBe('vis');
    expect(typedAt('{% if a == b and vis|')).toBe('vis');
    expect(typedAt('{% i|')).toBeNull();
  });

  it('neither outside of braces nor as a filter', () => {
    expect(typedAt('Hello |')).toBeNull();
    expect(typedAt('{{ a }}|')).toBeNull();
    expect(typedAt('{ a|')).toBeNull();
    const filter = '{{ a | def';
    expect(typingAt(filter, filter.length)).toBeNull();
  });
});

describe('a variable that is chosen', () => {
  it('completes what is typed and closes the braces', () => {
    expect(chosen('Hello {{|')).toBe('Hello {{ visitor.email }}|');
    expect(chosen('Hello {{ vis|, bye')).toBe('Hello {{ visitor.email }}|, bye');
  });

  it('leaves braces that are closed, and replaces the whole word', () => {
    expect(chosen('{{ vis|itor }}!')).toBe('{{ visitor.email| }}!');
    expect(chosen('{% if vis| %}')).toBe('{% if visitor.email| %}');
  });

  it('closes braces even if later ones are closed', () => {
    expect(chosen('{{ v| and {{ now }}')).toBe('{{ visitor.email }}| and {{ now }}');
  });

  it('is put into braces of its own outside of them', () => {
    expect(chosen('Write to |, please')).toBe('Write to {{ visitor.email }}|, please');
  });
});

const variables: SetVariable[] = [
  { path: 'steps.ask.answer', type: { type: 'text' }, source: 'Ask for the address' },
  { path: 'event.text', type: { type: 'text' }, source: 'A message arrives' },
  { path: 'visitor.address', type: { type: 'text' }, source: 'visitor' },
  { path: 'now', type: { type: 'date' }, source: 'now' },
];
const found = (typed: string) => matching(variables, typed).map(({ path }) => path);

describe('the list of variables', () => {
  it('has those whose path or node has what is typed, beginnings first', () => {
    expect(found('address')).toEqual(['steps.ask.answer', 'visitor.address']);
    expect(found('VISITOR.')).toEqual(['visitor.address']);
    expect(found('e')).toEqual(['event.text', 'steps.ask.answer', 'visitor.address']);
    expect(found('nothing')).toEqual([]);
  });

  it('names a variable within the group of its node or root', () => {
    expect(variables.map(shortPath)).toEqual(['answer', 'text', 'address', 'now']);
    expect(variables.map(groupTitle)).toEqual([
      'Ask for the address',
      'A message arrives',
      'Visitor',
      'Now',
    ]);
  });
});
