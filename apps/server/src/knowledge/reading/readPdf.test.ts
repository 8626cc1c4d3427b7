import { describe, expect, it } from 'vitest';
import { drawPicture, drawText, makePages } from '../../testing/pdf.ts';
import { readPdf } from './readPdf.ts';

const read = async (...pages: string[]) => readPdf(makePages(pages));
const lines = (...texts: [text: string, x: number, y: number][]) =>
  texts.map(([text, x, y]) => drawText(text, x, y)).join('\n');

describe('a PDF', () => {
  it('in Japanese is read by the encoding that its font names', async () => {
    // 営業時間 in Shift JIS.
    const { text, unread } = await read(drawText('<8963 8BC6 8E9E 8AD4>', 50, 700, '/F2'));
    expect(text).toBe('営業時間');
    expect(unread).toBeNull();
  });

  it('whose words are drawn again to make them bold has them once', async () => {
    const { text } = await read(
      lines(
        ['Deposit', 50, 700],
        ['Deposit', 50.3, 700],
        ['Deposit', 50.6, 700],
        ['The deposit is 75 euros.', 50, 660],
        ['Warranty: six years', 50.2, 640],
        ['Warranty', 50, 640],
      ),
    );
    expect(text.split(/\n+/)).toEqual([
      'Deposit',
      'The deposit is 75 euros.',
      'Warranty: six years',
    ]);
  });

  it('whose letters are drawn again one by one has each once', async () => {
    const widths: Record<string, number> = { D: 8.664, i: 2.664, t: 3.336, s: 6 };
    let x = 50;
    const letters = [...'Deposit'].flatMap((letter) => {
      const at = x;
      x += widths[letter] ?? 6.672;
      return [drawText(letter, at, 700), drawText(letter, at + 0.3, 700)];
    });
    expect((await read(letters.join('\n'))).text).toBe('Deposit');
  });

  it('keeps what really stands there twice', async () => {
    const { text } = await read(
      lines(['Bora Bora', 50, 700], ['Bora Bora', 50, 660], ['Aaa', 50, 640]),
    );
    expect(text.match(/Bora Bora/g)).toHaveLength(2);
    expect(text).toContain('Aaa');
  });

  it('is read column by column, whatever the order in which it is drawn', async () => {
    const left = [
      'The garden opens at nine and',
      'closes at dusk on every day',
      'of the year but the first one.',
    ];
    const right = [
      'Dogs are welcome on a lead in',
      'all parts but the rose garden',
      'where they would dig for moles.',
    ];
    const rows = left.flatMap((text, index): [string, number, number][] => [
      [right[index]!, 330, 650 - 16 * index],
      [text, 50, 650 - 16 * index],
    ]);
    const { text } = await read(
      lines(
        ['Two columns below this are read one after the other, says the whole line.', 50, 700],
        ...rows,
      ),
    );
    const flat = text.replace(/\s+/g, ' ');
    expect(flat).toContain(left.join(' '));
    expect(flat).toContain(right.join(' '));
    expect(flat.indexOf('garden opens')).toBeLessThan(flat.indexOf('Dogs'));
    expect(flat.indexOf('Two columns')).toBe(0);
  });

  it('keeps the rows of a table, with the names of its columns', async () => {
    const { text } = await read(
      lines(
        ['Bicycle', 50, 700],
        ['Weekday', 200, 700],
        ['Deposit', 320, 700],
        ['City bike', 50, 680],
        ['11 euros', 200, 680],
        ['50 euros', 320, 680],
        ['Tandem', 50, 660],
        ['24 euros', 200, 660],
        ['120 euros', 320, 660],
        ['A lock is included.', 50, 600],
      ),
    );
    expect(text).toBe(
      '| Bicycle | Weekday | Deposit |\n| --- | --- | --- |\n| City bike | 11 euros | 50 euros |\n| Tandem | 24 euros | 120 euros |\n\nA lock is included.',
    );
  });

  it('puts words together that a line’s end parts', async () => {
    const { text } = await read(
      lines(['We refund within four-', 50, 700], ['teen days.', 50, 684]),
    );
    expect(text).toBe('We refund within fourteen days.');
  });

  it('is read with what its form fields hold, in their rows', async () => {
    const page = lines(
      ['Wash and cut', 50, 720],
      ['Colour', 50, 690],
      ['Dryer', 50, 660],
      ['PIN', 50, 630],
    );
    const { text } = await readPdf(
      makePages(
        [page],
        [
          { x: 200, y: 715, entries: '/FT /Tx /T (a) /V (38 euros)' },
          {
            x: 200,
            y: 685,
            entries: '/FT /Ch /T (b) /V (r) /Ff 131072 /Opt [[(r) (Red)] [(b) (Blue)]]',
          },
          { x: 200, y: 655, entries: '/FT /Tx /T (c) /V (4 euros)' },
          { x: 200, y: 625, entries: '/FT /Tx /T (d) /Ff 8192 /V (1234)' },
        ],
      ),
    );
    expect(text).toContain('| Wash and cut | 38 euros |\n| Colour | Red |\n| Dryer | 4 euros |');
    expect(text).not.toContain('1234');
  });

  it('says which of its pages is a picture, and takes none for one that is empty', async () => {
    const words = drawText('This page has words enough to be read by anybody.', 50, 700);
    expect((await read(words, '', drawPicture)).unread).toEqual({
      percent: 33,
      reason: 'Page 3 is a picture without text.',
    });
    expect((await read(words, '')).unread).toBeNull();
    expect((await read(drawPicture, words, drawPicture)).unread).toEqual({
      percent: 67,
      reason: 'Pages 1 and 3 are pictures without text.',
    });
  });
});
