/**
 * The text of a body. Its byte order mark decides, or else the charset of its type, or else what an
 * XML or HTML document says of itself. Where nothing says it, the text is UTF-8, or UTF-16 as JSON may
 * be, or windows-1252 where it is no UTF-8. The mark is no part of the text.
 */
export function decodeText(bytes: Uint8Array, type: string | null | undefined): string {
  const charset =
    charsetOfMark(bytes) ?? charsetOf(type) ?? charsetWithin(bytes) ?? charsetOfZeros(bytes);
  return decodeBytes(bytes, charset);
}

/** The charset that a media type names. */
export function charsetOf(type: string | null | undefined): string | null {
  return /charset\s*=\s*["']?([\w:.-]+)/i.exec(type ?? '')?.[1] ?? null;
}

/** Bytes by a charset; by what they seem to be for null and for a charset that nobody knows. */
export function decodeBytes(bytes: Uint8Array, charset: string | null): string {
  try {
    return charset === null
      ? new TextDecoder('utf-8', { fatal: true }).decode(bytes)
      : new TextDecoder(charset).decode(bytes);
  } catch {
    return charset === null ? windows.decode(bytes) : decodeBytes(bytes, null);
  }
}

/** Gives each byte a sign, so that nothing is lost. */
const windows = new TextDecoder('windows-1252');

/** The charset that a byte order mark names. */
export function charsetOfMark([first, second, third]: Uint8Array): string | null {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  return first === 0xef && second === 0xbb && third === 0xbf ? 'utf-8' : null;
}

/** JSON and XML begin with two characters of ASCII, so that zeros between them tell UTF-16. */
function charsetOfZeros([first, second, third, fourth]: Uint8Array): string | null {
  if (first && second === 0 && third && fourth === 0) return 'utf-16le';
  return first === 0 && second && third === 0 && fourth ? 'utf-16be' : null;
}

/** What a document says of itself in its beginning. */
function charsetWithin(bytes: Uint8Array): string | null {
  const begin = Buffer.from(bytes.subarray(0, 1_024)).toString('latin1').trimStart();
  const found = begin.startsWith('<?xml')
    ? /^<\?xml[^>]{0,200}encoding\s?=\s?["']([\w.:-]{1,40})/i.exec(begin)
    : begin.startsWith('<') && /<meta[^>]{0,200}charset\s?=\s?["']?([\w.:-]{1,40})/i.exec(begin);
  return found ? (found[1] ?? null) : null;
}
