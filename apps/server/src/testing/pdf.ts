import { constants, deflateRawSync, deflateSync } from 'node:zlib';

/**
 * A minimal PDF of one page with the given lines, or, `encrypted`, one that asks for a password:
 * enough for a reader to be right about, without a file in the repository.
 */
export function makePdf(
  lines: string[],
  { encrypted = false, filter = '', content }: PdfOptions = {},
): Uint8Array {
  const text =
    content ??
    lines
      .map(
        (line, index) =>
          `BT /F1 12 Tf 50 ${740 - index * 20} Td (${line.replace(/[()\\]/g, '\\$&')}) Tj ET`,
      )
      .join('\n');
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${text.length} ${filter} >>\nstream\n${text}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
    // A user password that nobody knows: the check value matches no password.
    `<< /Filter /Standard /V 1 /R 2 /P -4 /O <${'41'.repeat(32)}> /U <${'42'.repeat(32)}> >>`,
  ];
  const id = `<${'00'.repeat(16)}>`;
  const encryption = encrypted ? ` /Encrypt 6 0 R /ID [${id} ${id}]` : '';
  return writePdf(objects, encryption);
}

/** A PDF of these objects, numbered from 1; the first is the catalogue. */
function writePdf(objects: string[], trailer = ''): Uint8Array {
  let file = '%PDF-1.4\n';
  const offsets = objects.map((object, index) => {
    const offset = file.length;
    file += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const start = file.length;
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n`;
  for (const offset of offsets) file += `${String(offset).padStart(10, '0')} 00000 n \n`;
  file += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R${trailer} >>\nstartxref\n${start}\n%%EOF\n`;
  return new TextEncoder().encode(file);
}

/** Text at a place, in points from the left and from the bottom of the page. */
export const drawText = (text: string, x: number, y: number, font = '/F1') =>
  `BT ${font} 12 Tf ${x} ${y} Td ${text.startsWith('<') ? text : `(${text.replace(/[()\\]/g, '\\$&')})`} Tj ET`;

/** What draws a picture of two points by two over the whole page. */
export const drawPicture = 'q 612 0 0 792 0 0 cm /Im1 Do Q';

/**
 * A PDF of pages with what draws each. `/F1` is Helvetica, `/F2` a Japanese font that says nothing of
 * its letters but the name of its encoding, `/Im1` a picture. The first page has the form fields.
 */
export function makePages(
  pages: string[],
  fields: { x: number; y: number; entries: string }[] = [],
) {
  const first = 8;
  const fieldsAt = first + 2 * pages.length;
  const references = fields.map((_, index) => `${fieldsAt + index} 0 R`).join(' ');
  const stream = (content: string, entries = '') =>
    `<< ${entries} /Length ${content.length} >>\nstream\n${content}\nendstream`;
  return writePdf([
    `<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [${references}] /DA (/F1 12 Tf 0 g) >> >>`,
    `<< /Type /Pages /Count ${pages.length} /Kids [${pages.map((_, index) => `${first + 2 * index} 0 R`).join(' ')}] >>`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
    '<< /Type /Font /Subtype /Type0 /BaseFont /Ryumin-Light /Encoding /90ms-RKSJ-H /DescendantFonts [5 0 R] >>',
    '<< /Type /Font /Subtype /CIDFontType0 /BaseFont /Ryumin-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (Japan1) /Supplement 2 >> /FontDescriptor 6 0 R >>',
    '<< /Type /FontDescriptor /FontName /Ryumin-Light /Flags 4 /FontBBox [0 -200 1000 900] /ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >>',
    stream(
      'abcdefghijkl',
      '/Type /XObject /Subtype /Image /Width 2 /Height 2 /ColorSpace /DeviceRGB /BitsPerComponent 8',
    ),
    ...pages.flatMap((content, index) => [
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents ${first + 2 * index + 1} 0 R ${index === 0 ? `/Annots [${references}]` : ''} /Resources << /Font << /F1 3 0 R /F2 4 0 R >> /XObject << /Im1 7 0 R >> >> >>`,
      stream(content),
    ]),
    ...fields.map(
      ({ x, y, entries }) =>
        `<< /Type /Annot /Subtype /Widget /Rect [${x} ${y} ${x + 120} ${y + 18}] /F 4 /DA (/F1 12 Tf 0 g) ${entries} >>`,
    ),
  ]);
}

interface PdfOptions {
  encrypted?: boolean;
  /** How the page's content is packed, with the content as it stands in the file. */
  filter?: string;
  content?: string;
}

/** A PDF of a few kilobytes whose page unpacks to two gigabytes of white space. */
export function makePdfBomb(): Uint8Array {
  const megabyte = Buffer.alloc(2 ** 20, ' ');
  const block = deflateRawSync(megabyte, { finishFlush: constants.Z_FULL_FLUSH });
  const blocks = Array.from({ length: 2_048 }, () => block);
  // Head and end as zlib's format wants them; no reader minds the sum.
  const packed = Buffer.concat([
    Buffer.from('789c', 'hex'),
    ...blocks,
    Buffer.from('030000000000', 'hex'),
  ]);
  return makePdf([], {
    filter: '/Filter [/ASCIIHexDecode /FlateDecode /FlateDecode]',
    content: `${deflateSync(packed, { level: 9 }).toString('hex')}>`,
  });
}
