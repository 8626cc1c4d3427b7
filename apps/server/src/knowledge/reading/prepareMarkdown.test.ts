import { describe, expect, it } from 'vitest';
import { withoutInvisible } from './invisible.ts';
import { prepareMarkdown } from './prepareMarkdown.ts';
import { unreadCharacters } from './unread.ts';

const prepare = (text: string) => prepareMarkdown(text, { writtenAs: 'markdown' }).content;
const paste = (text: string) => prepareMarkdown(text, { writtenAs: 'pasted' }).content;

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
    ['YAML that says so', '---yaml\ntitle: A\n---\nWe ship.'],
    ['JSON', '{\n  "title": "A",\n  "menu": {\n    "a": 1\n  }\n}\n\nWe ship.'],
    ['JSON between lines', ';;;\n"title": "A"\n;;;\nWe ship.'],
    ['JSON that says so', '---json\n{"title": "A"}\n---\nWe ship.'],
    ['keys that no generator knows', '---\naliases: [a]\ncssclass: b\n---\nWe ship.'],
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
    const note = '---\nNote: we are closed.\n\nCome tomorrow: bring friends.\n---\nWelcome.';
    expect(prepare(note)).toContain('Note: we are closed.');
    // Nor does it make a heading of what stands above it.
    const hours = paste('---\nHours: nine to five\nPhone: 123\n---\nWelcome.');
    expect(hours).toBe('Hours: nine to five\nPhone: 123\n\n---\nWelcome.');
    expect(paste('---\ntitle: A\n---\nWelcome.')).toBe('Welcome.');
  });
});

describe('metadata', () => {
  const read = (text: string) => prepareMarkdown(text, { writtenAs: 'markdown' }).frontMatter;
  it.each([
    ['---\ntitle: "A: b" # shown\ndate: 2026-01-02T10:00:00Z\ndraft: true\n---\nC', 'A: b', true],
    ["---\r\ntitle: 'It''s'\r\ndate: 2026-01-02\r\npublished: false\r\n---\r\nC", "It's", true],
    ['---\ntitle: >-\n  Long\n  title\ndate: 2026-01-02\n---\nC', 'Long title', false],
    ['+++\ntitle = "A"\ndate = 2026-01-02\ndraft = false\n[menu]\ntitle = "B"\n+++\nC', 'A', false],
    ['{"title": "A", "date": "2026-01-02", "draft": true}\n\nC', 'A', true],
  ])('gives title, date and whether it is a draft: %j', (text, title, isDraft) => {
    expect(read(text)).toEqual({ title, date: '2026-01-02', isDraft });
  });

  it('that is missing gives nothing', () => {
    expect(read('# A\n\ntitle: B')).toBeNull();
    expect(read('---\nlang: en\n---\nC')).toEqual({ title: null, date: null, isDraft: false });
  });
});

describe('HTML in a text', () => {
  it('becomes Markdown', () => {
    const text =
      '# H\n\n<table><tr><th>Item</th><th>Price</th></tr><tr><td>A</td><td>5</td></tr></table>\n\n<details>\n<summary>More</summary>\n\nInside\n\n</details>';
    expect(prepare(text).split(/\n{2,}/)).toEqual([
      '# H',
      '| Item | Price |\n| --- | --- |\n| A | 5 |',
      'More',
      'Inside',
    ]);
  });

  it('that nobody sees is left out, and stays in code', () => {
    const text =
      '<!-- do not publish -->\n\nWe <!-- never -->ship.\n\n<script>go()</script>\n\n<style>.a{}</style>\n\n[//]: # (a remark)\n\n```html\n<!-- shown --> &shy;\n```';
    expect(prepare(text).replace(/\n+/g, '\n')).toBe(
      'We ship.\n```html\n<!-- shown --> &shy;\n```',
    );
  });

  it('has letters for its entities, and what may be a tag as it is', () => {
    expect(prepare('F&uuml;r 5&nbsp;&euro; &lt;b&gt; &nosuch; R&#246;hre')).toBe(
      'Für 5\u00A0€ &lt;b&gt; &nosuch; Röhre',
    );
  });

  it('leaves imports of components out', () => {
    expect(prepare("import Tabs from '@theme/Tabs';\n\n<Tabs>\n\nInside\n\n</Tabs>")).toBe(
      'Inside',
    );
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
    expect(withoutInvisible('Zim\u00ADmer\u200B\u00A0preis\uFEFF li\u2060ste a\u200Db')).toBe(
      'Zimmer preis liste ab',
    );
  });

  it('leaves it between letters, and hides no text in it', () => {
    expect(withoutInvisible('bi\u200Edi re\u2066nt\u034Fal a\u{E0041}\u{E0042}b \u202Etxt')).toBe(
      'bidi rental ab txt',
    );
    expect(withoutInvisible('שלום\u200F! 🏴\u{E0067}\u{E0062}\u{E007F}')).toBe(
      'שלום\u200F! 🏴\u{E0067}\u{E0062}\u{E007F}',
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
