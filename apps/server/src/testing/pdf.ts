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
  let file = '%PDF-1.4\n';
  const offsets = objects.map((object, index) => {
    const offset = file.length;
    file += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const start = file.length;
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n`;
  for (const offset of offsets) file += `${String(offset).padStart(10, '0')} 00000 n \n`;
  const id = `<${'00'.repeat(16)}>`;
  const encryption = encrypted ? ` /Encrypt 6 0 R /ID [${id} ${id}]` : '';
  file += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R${encryption} >>\nstartxref\n${start}\n%%EOF\n`;
  return new TextEncoder().encode(file);
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
