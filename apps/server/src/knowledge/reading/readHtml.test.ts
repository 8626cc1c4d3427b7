import { describe, expect, it } from 'vitest';
import { readHtml } from './readHtml.ts';

const textOf = (html: string) => readHtml(html).text;

describe('a table of a page', () => {
  it('keeps rows and columns; what spans several stands in each of them', () => {
    const html = `<table><caption>Pool</caption>
      <tr><th rowspan="2">Who</th><th colspan="2">Weekday</th></tr><tr><th>Morning</th><th>Evening</th></tr>
      <tr><td rowspan="2">Adult</td><td>5 €</td><td>7 € | <b>pass</b></td></tr><tr><td>6 €</td><td>8 €</td></tr>
      <tr><td>Child</td><td colspan="2">closed<br>always</td></tr></table>`;
    expect(textOf(html)).toBe(
      [
        'Pool\n',
        '| Who | Weekday Morning | Weekday Evening |',
        '| --- | --- | --- |',
        '| Adult | 5 € | 7 € \\| **pass** |',
        '| Adult | 6 € | 8 € |',
        '| Child | closed always | closed always |',
      ].join('\n'),
    );
  });

  it('without names of columns makes no price the name of another', () => {
    const html =
      '<table><tr><td>Beard trim</td><td>17 euros</td></tr><tr><td>Cut</td><td>38 euros</td></tr></table>';
    expect(textOf(html)).toBe(
      '|  |  |\n| --- | --- |\n| Beard trim | 17 euros |\n| Cut | 38 euros |',
    );
  });

  it('that only places things becomes paragraphs, and one of data within it stays one', () => {
    const html = `<table><tr><td><h3>Left</h3><p>One</p></td><td><table><tr><th>Size</th><th>Price</th></tr>
      <tr><td>S</td><td>5</td></tr></table></td></tr></table>`;
    expect(textOf(html)).toBe('### Left\n\nOne\n\n| Size | Price |\n| --- | --- |\n| S | 5 |');
  });

  it('that names its columns keeps its rows, whatever stands in a cell', () => {
    const html = `<table><tr><th>Room</th><th><h3>Rates</h3><p>a night</p></th></tr>
      <tr><td>Single</td><td><table><tr><td>Low</td><td>80</td></tr><tr><td>High</td><td>120</td></tr></table></td></tr>
      <tr><td>Suite</td><td>${'With a view. '.repeat(50)}</td></tr></table>`;
    const [, , , single, suite] = `\n${textOf(html)}`.split('\n');
    expect(textOf(html)).toMatch(/^\| Room \| Rates a night \|\n/);
    expect(single).toBe('| Single | Low 80; High 120 |');
    expect(suite).toMatch(/^\| Suite \| With a view\. .* \|$/);
  });

  it('keeps its own name and those of its parts out of the names of columns', () => {
    const html = `<table><tr><th colspan="2">Menu</th></tr><tr><th>Item</th><th>Price</th></tr><tr><th colspan="2">Drinks</th></tr>
      <tr><td>Tea</td><td>2 €</td></tr></table>`;
    expect(textOf(html)).toBe(
      'Menu\n\n| Item | Price |\n| --- | --- |\n| Drinks |  |\n| Tea | 2 € |',
    );
  });

  it('of models side by side has their names above their values', () => {
    const table = (...rows: string[][]) =>
      `<table>${rows.map((row) => `<tr>${row.map((cell) => `<td>${cell}</td>`).join('')}</tr>`).join('')}</table>`;
    const values = ['Weight', '9 kg', '11 kg'];
    expect(textOf(table(['Model', 'TX-200', 'TX-300'], values))).toMatch(/^\| Model \| TX-200 \|/);
    expect(textOf(table(['', 'Basic', 'Pro'], ['Users', 'one', 'many']))).toMatch(
      /^\| {2}\| Basic \|/,
    );
    expect(textOf(table(['Opening', 'Mon 9'], ['Closing', 'Mon 18']))).toMatch(/^\| {2}\| {2}\|/);
  });

  it('with pictures for yes and no says which', () => {
    const html = `<table><tr><th>Plan</th><th>Support</th><th>Export</th></tr>
      <tr><td>Pro</td><td><svg><title>Yes</title><path d="M0"/></svg></td><td><i class="x" aria-label="No"></i></td></tr>
      <tr><td>Basic</td><td><input type="checkbox" disabled></td><td><input type="checkbox" checked disabled></td></tr></table>`;
    expect(textOf(html)).toContain('| Pro | Yes | No |\n| Basic | ☐ | ☑ |');
  });

  it('that claims a million columns has those of its cells', () => {
    const html = `<table>${'<tr><td rowspan="65534" colspan="1000">a</td><td>b</td></tr>'.repeat(200)}</table>`;
    expect(textOf(html).length).toBeLessThan(100_000);
  });
});

describe('a form', () => {
  it('that wraps the page is content, and a small one in it is not', () => {
    const html = `<form id="aspnetForm"><h1>Opening hours</h1><p>We open at nine on every day of the year.</p></form>
      <form><label>Search</label><input></form><form><label>Newsletter</label><button>Subscribe</button></form>`;
    expect(textOf(html)).toBe('# Opening hours\n\nWe open at nine on every day of the year.');
    expect(readHtml(html).unread).toBeNull();
  });

  it('that holds a table of prices is content', () => {
    const html = `<p>${'We rent bicycles. '.repeat(20)}</p><form><table><tr><td>Tandem</td><td>24</td></tr><tr><td>City</td><td>11</td></tr></table></form>`;
    expect(textOf(html)).toContain('| Tandem | 24 |');
  });
});

describe('a page', () => {
  it('with pictures in its text keeps what they are called', () => {
    const html = `<p>Turn <img alt="the stem" src="data:image/png;base64,${'QUJD'.repeat(1_000)}"> by hand, <a href="data:text/plain,${'a'.repeat(500)}">so</a>.</p>`;
    expect(textOf(html)).toBe('Turn the stem by hand, so.');
  });

  it('of which most stands in menus says so', () => {
    const { text, unread } = readHtml(
      `<p>Welcome to it.</p>${'<nav>All of the festival</nav>'.repeat(3)}`,
    );
    expect(text).toBe('Welcome to it.');
    expect(unread?.percent).toBeGreaterThan(60);
    expect(unread?.reason).toMatch(/^Menus, footers/);
  });

  it('all of which stands in one menu is read', () => {
    expect(textOf('<nav><p>Everything stands here.</p></nav><p>Hi</p>')).toContain('Everything');
  });

  it('has its title as a heading where it has none', () => {
    expect(textOf('<title>Parking</title><p>It is free.</p>')).toBe('# Parking\n\nIt is free.');
  });

  it('keeps words apart that stand in parts of it', () => {
    const html =
      '<details><summary>How long?</summary>Two days.</details><fieldset><legend>Hours</legend>Nine</fieldset><button>Buy</button><button>Cart</button>';
    expect(textOf(html).split(/\s*\n\s*/)).toEqual([
      'How long?',
      'Two days.',
      'Hours',
      'Nine',
      'Buy  Cart',
    ]);
  });

  it('keeps a term with what it means', () => {
    expect(textOf('<dl><dt>Delivery</dt><dd>2 days</dd><dt>Free?</dt><dd>Yes.</dd></dl>')).toBe(
      'Delivery:\n2 days\n\nFree?\nYes.',
    );
  });

  it('makes no other price of a raised number and of one that is struck out', () => {
    const html =
      '<p>Now 19<sup>99</sup> €, not <del>24 €</del>, see<sup><a href="#f1">1</a></sup></p>';
    expect(textOf(html)).toBe('Now 19⁹⁹ €, not ~~24 €~~, see[1](#f1)');
  });

  it('has no title from an icon, and no style, script or fallback as text', () => {
    const html =
      '<p>We ship.<svg><title>Van</title><style>.a{fill:red}</style></svg><svg aria-hidden="true"><title>Box</title></svg></p><video>Your browser shows no videos.</video>';
    expect(textOf(html)).toBe('We ship. Van');
  });

  it('that a script writes says so, whether it holds some words or none', () => {
    const shell = (inside: string) =>
      `<title>Shop</title><noscript>You need to enable JavaScript to run this app.</noscript><div id="root">${inside}</div><script src="main.js"></script>`;
    expect(readHtml(shell('')).text).toBe('');
    expect(readHtml(shell('')).unread).toMatchObject({ percent: 100 });
    expect(readHtml(shell('Loading…')).unread).toMatchObject({ percent: 99 });
    expect(readHtml(shell('Loading…')).unread?.reason).toMatch(/^A script writes this page/);
    const short = '<p>We are closed on Mondays.</p><script>count()</script>';
    expect(readHtml(short).unread).toBeNull();
    expect(readHtml(`${shell('')}<p>${'We ship on every day. '.repeat(20)}</p>`).unread).toBeNull();
  });

  it('of frames says that they are other pages', () => {
    const html =
      '<html><frameset cols="20,80"><frame src="a.html"><frame src="b.html"></frameset></html>';
    expect(readHtml(html).unread?.reason).toMatch(/frames/);
  });
});
