import { describe, expect, it } from 'vitest';
import { withoutInvisible } from './invisible.ts';
import { prepareMarkdown } from './prepareMarkdown.ts';
import { unreadCharacters } from './unread.ts';

const prepare = (text: string) => prepareMarkdown(text, { isMarkdown: true });
const paste = (text: string) => prepareMarkdown(text, { isMarkdown: false });

describe('front matter', () => {
  it.each([
    [
      'YAML',
      '---\ntitle: "A: b"\ndate: 2026-01-02\ndraft: true\ntags:\n- one\n  - two\nnote: |\n  Do not\n\n  publish\n# remark\n---\nWe ship.',
    ],
    ['YAML that ends with dots', '---\ntitle: A\n...\n\nWe ship.'],
    ['YAML with Windows’ line ends', '---\r\ntitle: A\r\n---\r\nWe ship.'],
    [
      'TOML',
      '+++\ntitle = "A"\ntags = [\n  "a",\n]\nnote = """\nDo not publish\n"""\n[menu]\nweight = 1\n+++\n\nWe ship.',
    ],
    ['nothing', '---\n---\n\nWe ship.'],
  ])('of %s is left out', (_, text) => {
    expect(prepare(text)).toBe('We ship.');
  });

  it('that is damaged is text, and no heading', () => {
    const damaged = prepare('---\ntitle: A\nthis is no key\n---\nWe ship.');
    expect(damaged).toBe('title: A\nthis is no key\n\nWe ship.');
    const open = '---\ntitle: A\n\nWe ship.';
    expect(prepare(open)).toBe(open);
    const toml = '+++\ntitle = "A\nnot closed [\n+++\nWe ship.';
    expect(prepare(toml)).toContain('not closed');
  });

  it('is not seen where a text only begins with a line across', () => {
    const text = '---\n\nOpening hours\n---\n\nNine to five.';
    expect(prepare(text)).toBe(text);
    const hours = '---\nHours: nine to five\nPhone: 123\n---\nWelcome.';
    expect(paste(hours)).toBe(hours);
    expect(paste('---\ntitle: A\n---\nWelcome.')).toBe('Welcome.');
  });
});

describe('pictures in a text', () => {
  const uri = `data:image/png;base64,${'iVBORw0KGgo'.repeat(500)}`;
  it.each([
    ['inline', `One ![The stem](${uri}) two.`, 'One The stem two.'],
    ['with a title', `One ![The stem](<${uri}> "Stem") two.`, 'One The stem two.'],
    ['by reference', `One ![][image1] two.\n\n[image1]: <${uri}>`, 'One  two.'],
    ['as HTML', `One <img alt="The stem" src="${uri}"> two.`, 'One The stem two.'],
    [
      'in a style',
      `One <b style="background: url(${uri})">two</b>.`,
      'One <b style="background: url()">two</b>.',
    ],
  ])('%s leave what they are called', (_, text, expected) => {
    expect(prepare(text).trim()).toBe(expected);
  });

  it('elsewhere stay', () => {
    const text =
      '![The stem](stem.png) and ![x][y]\n\n[y]: z.png\n\nThe prefix `data:image/png;base64,` says so.';
    expect(prepare(text)).toBe(text);
  });
});

describe('what nobody sees', () => {
  it('leaves a text', () => {
    expect(withoutInvisible('Zim\u00ADmer\u200B preis\uFEFF li\u2060ste a\u200Db')).toBe(
      'Zimmer preis liste ab',
    );
  });

  it('stays where a script or an emoji needs it', () => {
    for (const text of [
      'می\u200Cخواهم',
      'क्\u200Dष',
      '👩\u200D🔧',
      '👩🏽\u200D🚀',
      '❤️\u200D🔥',
      'ភាសា\u200Bខ្មែរ',
    ]) {
      expect(withoutInvisible(text)).toBe(text);
    }
  });
});

it('a text of characters that stand for none says how many', () => {
  expect(unreadCharacters(`Prices ${'\uE012\uE013'.repeat(10)}`)?.percent).toBe(77);
  expect(unreadCharacters('Prices \uFFFD are the ones that everybody knows')).toBeNull();
});
