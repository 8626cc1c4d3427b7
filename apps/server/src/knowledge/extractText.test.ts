import { mediaTypeOf } from '@echoai/contract/text';
import { describe, expect, it } from 'vitest';
import { extractText, UnreadableSourceError } from './extractText.ts';

const utf8 = (text: string) => new TextEncoder().encode(text);
const read = async (bytes: Uint8Array, mediaType = 'text/plain') =>
  (await extractText({ bytes, mediaType })).text;
const readHtml = (html: string) => read(utf8(html), 'text/html');

describe('the kind of a file', () => {
  it.each([
    ['a.txt', 'text', 'text/plain'],
    ['READ.ME.MD', 'text', 'text/markdown'],
    ['page.HTM', '<p>', 'text/html'],
    ['misnamed.txt', 'some bytes first %PDF-1.7', 'application/pdf'],
    ['misnamed.pdf', 'text', null],
    ['picture.png', 'text', null],
    ['no-extension', 'text', null],
    ['archive.txt', 'PK\u0000\u0003', null],
  ])('%s that begins with “%s” is %s', (fileName, start, mediaType) => {
    expect(mediaTypeOf({ fileName, bytes: utf8(start) })).toBe(mediaType);
  });

  it('in UTF-16 is read where it begins with the mark of it', async () => {
    const bytes = Buffer.from('\ufeffGröße', 'utf16le');
    expect(mediaTypeOf({ fileName: 'a.txt', bytes })).toBe('text/plain');
    expect(mediaTypeOf({ fileName: 'a.txt', bytes: bytes.subarray(2) })).toBeNull();
    expect((await extractText({ bytes, mediaType: 'text/plain' })).text).toBe('Größe');
  });
});

describe('text', () => {
  it('comes without byte order mark, control characters and white space around', async () => {
    expect(await read(utf8('\ufeff\n Héllo\u0007 🙂\r\nyou \n'))).toBe('Héllo 🙂\r\nyou');
  });

  it('in another encoding than UTF-8 is refused with what to do', async () => {
    for (const bytes of [Buffer.from('café', 'latin1'), Buffer.from('營業', 'utf16le')]) {
      for (const mediaType of ['text/plain', 'text/html']) {
        const refusal = read(bytes, mediaType);
        await expect(refusal).rejects.toThrow(UnreadableSourceError);
        await expect(refusal).rejects.toThrow(/Save it as UTF-8/);
      }
    }
  });

  it('of nothing is refused', async () => {
    for (const text of ['', '\ufeff', ' \n\t', '\u0000']) {
      await expect(read(utf8(text))).rejects.toThrow('This file holds no text.');
    }
    await expect(readHtml('<script>alert(1)</script>')).rejects.toThrow('This file holds no text.');
  });
});

describe('a page', () => {
  it('gives what its visitor reads: no scripts, styles, forms, menus or footers', async () => {
    const text = await readHtml(`<html><head><style>p { color: red }</style></head><body>
      <nav>Menu</nav><h2>Sizes</h2><p>S &amp; M &lt; L &euro;5&nbsp;each</p><script>evil()</script>
      <noscript>Enable it</noscript><form><input value="x"><button>Buy</button></form>
      <footer>Imprint</footer></body></html>`);
    expect(text.replace(/\s+/g, ' ')).toBe('## Sizes S & M < L €5 each');
  });

  it('with nested tables keeps the text of all cells', async () => {
    const text = await readHtml(
      '<table><tr><td>one<table><tr><td>two</td></tr></table></td><td>three</td></tr></table>',
    );
    expect(text.match(/\w+/g)).toEqual(['one', 'two', 'three']);
  });

  it('that is broken is read as a browser would', async () => {
    expect(await readHtml('<p>one <b>two<p>three</i> &nosuch; <div')).toContain('three');
    expect(await readHtml('plain words')).toBe('plain words');
    await expect(readHtml('<!-- never closed <p>text')).rejects.toThrow('no text');
  });

  it('with a byte order mark and links becomes Markdown', async () => {
    expect(await readHtml('\ufeff<p>See <a href="/a_b">our <em>terms</em></a></p>')).toBe(
      'See [our _terms_](/a_b)',
    );
  });
});
