import { readFile } from 'node:fs/promises';
import { getDocumentProxy, getResolvedPDFJS } from 'unpdf';
import { type Piece, pageText } from './pdfLayout.ts';
import { percentOf, type ReadText, unreadCharacters } from './unread.ts';

/** Fewer letters than this beside a picture are a number or a stamp on a scan. */
const fewLetters = 30;

/** pdfjs's own tables of Chinese, Japanese and Korean encodings, and its fonts, from the package. */
class PackageFiles {
  readonly #folders: Record<string, string>;

  constructor(folders: Record<string, string>) {
    this.#folders = folders;
  }

  async fetch({ kind, filename }: { kind: string; filename: string }): Promise<Uint8Array> {
    // A document names the file: nothing but a name may be asked for.
    if (!/^[\w.-]+$/.test(filename)) throw new Error(`There is no file ${filename}.`);
    return new Uint8Array(await readFile(new URL(filename, this.#folders[kind])));
  }
}

type Document = Awaited<ReturnType<typeof getDocumentProxy>>;
type Page = Awaited<ReturnType<Document['getPage']>>;

/** The text of a PDF in reading order, with what its forms hold, and the pages without text. */
export async function readPdf(bytes: Uint8Array): Promise<ReadText> {
  // Pictures are never unpacked: only that a page has one is asked.
  const document = await getDocumentProxy(bytes, {
    maxImageSize: 1,
    verbosity: 0,
    useWorkerFetch: false,
    BinaryDataFactory: PackageFiles,
  });
  const texts: string[] = [];
  const pictures: number[] = [];
  for (let number = 1; number <= document.numPages; number++) {
    const page = await document.getPage(number);
    const text = pageText([...(await drawnPieces(page)), ...(await filledPieces(page))]);
    if (text.trim() !== '') texts.push(text);
    const letters = text.match(/[\p{L}\p{N}]/gu)?.length ?? 0;
    if (letters < fewLetters && (await hasPicture(page, letters))) pictures.push(number);
    page.cleanup();
  }
  const text = texts.join('\n\n');
  if (pictures.length > 0) {
    const percent = percentOf(pictures.length, document.numPages);
    return { text, unread: { percent, reason: namePages(pictures) } };
  }
  return { text, unread: unreadCharacters(text) };
}

/** `Page 3 is a picture without text.` */
function namePages(pages: number[]): string {
  const [first] = pages;
  if (pages.length === 1) return `Page ${first} is a picture without text.`;
  const named = pages.slice(0, 10).join(', ');
  const more = pages.length > 10 ? ` and ${pages.length - 10} more` : '';
  return more
    ? `Pages ${named}${more} are pictures without text.`
    : `Pages ${named.replace(/, (\d+)$/, ' and $1')} are pictures without text.`;
}

/** What the page draws as text, on the page as it is turned; from the top downwards. */
async function drawnPieces(page: Page): Promise<Piece[]> {
  const { items } = await page.getTextContent();
  const place = placeOn(page);
  return items.flatMap((item) => {
    if (!('str' in item) || item.str === '') return [];
    const [a, b, , , x, y] = item.transform as number[];
    const from = place([x!, y!]);
    const along = place([x! + a!, y! + b!]);
    const size = item.height || Math.hypot(a!, b!) || 1;
    const quarters = quartersOf(along[0] - from[0], along[1] - from[1]);
    return [
      {
        text: item.str,
        x: from[0],
        y: from[1],
        width: item.width,
        size,
        quarters,
        isRightToLeft: item.dir === 'rtl',
      },
    ];
  });
}

/** How a text runs whose next letter is so far to the right and down: 1 up the page, 3 down. */
function quartersOf(right: number, down: number): number {
  if (Math.abs(down) <= Math.abs(right)) return right >= 0 ? 0 : 2;
  return down < 0 ? 1 : 3;
}

/** What stands in the fields of a form, and notes that are shown on the page. */
async function filledPieces(page: Page): Promise<Piece[]> {
  const annotations = await page.getAnnotations();
  const place = placeOn(page);
  return annotations.flatMap((annotation) => {
    const { rect, annotationFlags = 0, hidden, noView } = annotation;
    // Hidden, or not shown on the screen.
    if (!rect || hidden || noView || annotationFlags & 2 || annotationFlags & 32) return [];
    const text = fieldText(annotation).trim();
    if (text === '') return [];
    const [x1, y1] = place([rect[0], rect[1]]);
    const [x2, y2] = place([rect[2], rect[3]]);
    const lines = text.split(/\r\n|[\r\n]/);
    const height = Math.abs(y2 - y1) / lines.length;
    const size = Math.min(12, Math.max(4, height * 0.7));
    const shared = { x: Math.min(x1, x2), width: Math.abs(x2 - x1), size };
    return lines.map((line, index) => ({
      ...shared,
      text: line,
      y: Math.min(y1, y2) + height * (index + 0.5) + size * 0.35,
      quarters: 0,
      isRightToLeft: false,
    }));
  });
}

// biome-ignore lint/suspicious/noExplicitAny: pdfjs declares annotations as anything.
function fieldText(annotation: any): string {
  if (annotation.subtype === 'FreeText') return annotation.contentsObj?.str ?? '';
  if (annotation.subtype !== 'Widget' || annotation.password) return '';
  const { fieldType, fieldValue, options } = annotation;
  if (fieldType === 'Btn') {
    const isChecked = annotation.checkBox
      ? fieldValue !== null && fieldValue !== 'Off' && fieldValue === annotation.exportValue
      : annotation.radioButton && fieldValue !== null && fieldValue === annotation.buttonValue;
    // An empty box says no.
    return isChecked ? '☑' : annotation.checkBox || annotation.radioButton ? '☐' : '';
  }
  if (fieldType !== 'Tx' && fieldType !== 'Ch') return '';
  const values: unknown[] = Array.isArray(fieldValue) ? fieldValue : [fieldValue];
  return values
    .filter((value): value is string => typeof value === 'string')
    .map((value) => {
      const option = options?.find(
        ({ exportValue }: { exportValue: string }) => exportValue === value,
      );
      return option?.displayValue ?? value;
    })
    .join(', ');
}

/** Makes points of the file points of the page as it is shown. */
function placeOn(page: Page): (point: [number, number]) => [number, number] {
  const [a, b, c, d, e, f] = page.getViewport({ scale: 1 }).transform as number[];
  return ([x, y]) => [a! * x + c! * y + e!, b! * x + d! * y + f!];
}

/** A page that draws a picture, or letters as lines. */
async function hasPicture(page: Page, letters: number): Promise<boolean> {
  const { OPS } = await getResolvedPDFJS();
  const { fnArray } = await page.getOperatorList();
  const isPlaced = new Set<number>([
    OPS.paintImageXObject,
    OPS.paintInlineImageXObject,
    OPS.paintImageMaskXObject,
    OPS.paintImageXObjectRepeat,
    OPS.paintInlineImageXObjectGroup,
    OPS.paintImageMaskXObjectGroup,
    OPS.paintImageMaskXObjectRepeat,
  ]);
  // A large picture is left out of the list; what places it on the page is not.
  const draws = fnArray.some(
    (kind: number) => isPlaced.has(kind) || (letters === 0 && kind === OPS.transform),
  );
  const lines = fnArray.filter((kind: number) => kind === OPS.constructPath).length;
  return draws || (letters === 0 && lines >= 20);
}
