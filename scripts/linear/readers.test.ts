import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { limits } from '../../apps/server/src/testing/patience.ts';
import { attacksOn, characters } from './attacks.ts';
import { calls, without } from './calls.ts';
import { expressionsIn, root } from './expressions.ts';
import { judge, type Pump, pump } from './measure.ts';
import { findReaders, type Reader } from './readers.ts';

const readers = findReaders();
const leftOut = new Set(Object.values(without).flat());
const oneText = /^\w+\??: (?:string|unknown|string \| undefined|string \| null)$/;
const isCalledPlainly = ({ parameters }: Reader) =>
  parameters.length === 1 && oneText.test(parameters[0]!);

/** What tells words, sentences, statements and marks apart, again and again. */
const periods = [
  ...['a ', 'a. ', 'I am a. ', 'my size is 42, ', 'and i ', 'and my name is Eva ', 'I ', 'it '],
  ...['1 ', '1,', '1.', '. ', '! ', '? ', ' - ', ', ', "'s ", "a'", 'a@', 'a@b.', 'www.', '://'],
  ...[
    '[1]',
    '[1',
    '[9',
    ' [1]',
    '[](',
    '![',
    '[a](',
    '_a*',
    '*a_',
    '**a',
    '<!--',
    '<a',
    '`a',
    '| a',
  ],
  ...['- ', '> ', '1. ', '# ', '\n\n', ' \n', '&a', '&#1', '{{', 'aé', 'é\u0301', '中a', '😀a'],
  ...['not good ', 'But ', 'you must ', 'from now on ', 'discount ', 'size 42 ', '4 1-'],
].map((period) => pump(period));
const nested: Pump = (size) => '[9'.repeat(size / 3) + ']'.repeat(size / 3);
const kinds = [...characters.map((character) => pump(character)), ...periods, nested];

async function callOf({ name, path, exported }: Reader): Promise<(text: string) => unknown> {
  const module = await import(pathToFileURL(root + path).href);
  return calls[name] ?? module[exported];
}

describe('readers of visitors’ text', () => {
  it('are all known, with how they are called', () => {
    expect(readers.length).toBeGreaterThan(130);
    const unknown = readers
      .filter((reader) => !isCalledPlainly(reader))
      .map(({ name }) => name)
      .filter((name) => !(name in calls) && !leftOut.has(name));
    expect(
      unknown,
      'say in scripts/linear/calls.ts how these are given a visitor’s text, or why they never are',
    ).toEqual([]);
  });

  it('are named nowhere after they are gone', () => {
    const names = new Set(readers.map(({ name }) => name));
    const known = [...Object.keys(calls), ...leftOut];
    expect(known.filter((name) => !names.has(name) && !name.includes('readAnswer'))).toEqual([]);
  });

  it('take at most 50 ms for 4,000 characters, and time as long as the text is', {
    timeout: limits.wholeTest,
  }, async () => {
    const faults: string[] = [];
    for (const reader of readers.filter(({ name }) => !leftOut.has(name))) {
      const read = await callOf(reader);
      const own = expressionsIn(reader.path).literals.flatMap(({ expression }) =>
        attacksOn(expression).slice(0, 4),
      );
      for (const kind of [...kinds, ...own]) {
        const fault = judge(quietly(read), kind, { suspiciousMs: 4 });
        if (fault) faults.push(`${reader.name} ${fault}`);
        if (fault) break;
      }
    }
    expect(faults).toEqual([]);
  });
});

/** A reader may refuse a text by throwing; that takes time too. */
function quietly(read: (text: string) => unknown) {
  return (text: string) => {
    try {
      return read(text);
    } catch {
      return undefined;
    }
  };
}
