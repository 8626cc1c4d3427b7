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
});
