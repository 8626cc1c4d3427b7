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

  it('keeps the lines of one cell together', async () => {
    const { text } = await read(
      lines(
        ...(
          [
            ['Item', 50, 700],
            ['Description', 200, 700],
            ['Price', 400, 700],
            ['Tea', 50, 680],
            ['A hot drink made', 200, 680],
            ['2.00', 400, 680],
            ['of leaves', 200, 667],
            ['Coffee', 50, 640],
            ['Beans', 200, 640],
            ['3.50', 400, 640],
          ] as const
        ).map(([...line]) => line as [string, number, number]),
      ),
    );
    expect(text).toContain(
      '| Tea | A hot drink made of leaves | 2.00 |\n| Coffee | Beans | 3.50 |',
    );
  });

  it('is read column by column where lines stand at different heights', async () => {
    const column = (side: string, x: number, y: number) =>
      ['one has enough words', 'two has enough words', 'three has some words'].map(
        (text, index): [string, number, number] => [`${side} ${text}`, x, y - 14 * index],
      );
    const { text } = await read(lines(...column('left', 50, 700), ...column('right', 330, 694)));
    expect(text.match(/left|right/g)).toEqual(['left', 'left', 'left', 'right', 'right', 'right']);
  });

  it('that lies on its side is read in rows', async () => {
    const { text } = await read(
      `q 0 1 -1 0 600 0 cm ${lines(['Tea', 50, 500], ['2.00', 200, 500], ['Coffee', 50, 480], ['3.50', 200, 480])} Q`,
    );
    expect(text).toContain('| Tea | 2.00 |\n| Coffee | 3.50 |');
  });

  it('with a shadow below its words has them once', async () => {
    const { text } = await read(
      lines(['Special offer', 50, 700], ['Special offer', 51.5, 698.5], ['Only today', 50, 670]),
    );
    expect(text.replace(/\s+/g, ' ')).toBe('Special offer Only today');
  });

  it('keeps the hyphen of a code and of a number at a line’s end', async () => {
    const { text } = await read(
      lines(['Fits TX-', 50, 700], ['200, 10-', 50, 684], ['20 years', 50, 668]),
    );
    expect(text).toBe('Fits TX-200, 10-20 years');
  });

  it('says which of its boxes are empty', async () => {
    const box = (y: number, state: string) => ({
      x: 250,
      y,
      entries: `/FT /Btn /T (b${y}) /V /${state} /AS /${state} /AP << /N << /Yes 7 0 R /Off 7 0 R >> >>`,
    });
    const page = lines(['Breakfast', 50, 700], ['Pets', 50, 670]);
    const { text } = await readPdf(makePages([page], [box(695, 'Yes'), box(665, 'Off')]));
    expect(text).toContain('| Breakfast | ☑ |\n| Pets | ☐ |');
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
