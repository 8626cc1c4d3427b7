import { JsonTooDeep, parseJson } from '@echoai/contract/json';
import { AppError } from '../../platform/errors.ts';
import { charsetOf, decodeBytes, decodeText } from '../../platform/http/decodeText.ts';
import { UnpackError, unpack } from '../../platform/http/unpack.ts';

/** Bytes of a body, also once it is unpacked. */
const maxBytes = 64 * 1024;

/** The bytes of a body, which the sender signs, and the value that an automation sees. */
interface HookBody {
  bytes: Uint8Array;
  value: unknown;
}

/**
 * The body of a webhook: JSON whatever its type says, a form, or else the text as it is.
 * @throws {AppError}
 */
export async function readHookBody(request: Request): Promise<HookBody> {
  const type = request.headers.get('content-type');
  const sent = new Uint8Array(await request.arrayBuffer());
  const bytes = await unpacked(sent, request.headers.get('content-encoding'));
  // Some send a gzip file and do not say so; that file is what they sign.
  const isGzip = bytes[0] === 0x1f && bytes[1] === 0x8b && bytes[2] === 8;
  const content = isGzip ? await unpacked(bytes, 'gzip') : bytes;
  return { bytes, value: await readValue(content, type) };
}

async function unpacked(bytes: Uint8Array, encoding: string | null): Promise<Uint8Array> {
  try {
    return await unpack(bytes, { encoding, maxBytes });
  } catch (error) {
    if (!(error instanceof UnpackError)) throw error;
    const code = error.isTooLong ? 'payload-too-large' : 'unsupported-media-type';
    throw new AppError(code, `The body ${error.message}.`, { cause: error });
  }
}

async function readValue(bytes: Uint8Array, type: string | null): Promise<unknown> {
  if (/^multipart\/form-data/i.test(type ?? '')) return readMultipart(bytes, type!);
  const text = decodeText(bytes, type);
  if (/json/i.test(type ?? '')) return readJson(text, type!);
  const found = jsonWithin(text);
  if (found !== undefined) return found;
  if (/^application\/x-www-form-urlencoded/i.test(type ?? ''))
    return readForm(readFields(Buffer.from(bytes).toString('latin1'), type));
  return text;
}

/** Media types of bodies with one JSON value on each line. */
const ofLines = /ndjson|jsonl|json-?lines|json-seq|json-stream|stream\+json/i;

function readJson(text: string, type: string): unknown {
  try {
    const lines = ofLines.test(type) ? linesOf(text) : null;
    return lines ? lines.map((line) => parseJson(line)) : parseJson(text.trim() || '{}');
  } catch (error) {
    if (error instanceof JsonTooDeep) throw new AppError('malformed-json', error.message);
    const found = jsonLines(text);
    if (found) return found;
    throw new AppError('malformed-json', 'The body is not valid JSON.');
  }
}

/** The object or list that a text is, or a list of those that are its lines; undefined for others. */
function jsonWithin(text: string): unknown {
  if (!/^\s*[{[]/.test(text)) return undefined;
  try {
    return parseJson(text);
  } catch {
    return jsonLines(text);
  }
}

function jsonLines(text: string): unknown[] | undefined {
  const lines = linesOf(text);
  if (lines.length < 2 || !lines.every((line) => /^[{[]/.test(line))) return undefined;
  try {
    return lines.map((line) => parseJson(line));
  } catch {
    return undefined;
  }
}

/** Lines that are not empty; RFC 7464 has a record separator before each. */
const linesOf = (text: string) =>
  text
    .replaceAll('\u001e', '\n')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

type Field = string | File;

async function readMultipart(bytes: Uint8Array, type: string): Promise<unknown> {
  const form = await new Response(bytes as Uint8Array<ArrayBuffer>, {
    headers: { 'content-type': type },
  })
    .formData()
    .catch((cause: unknown) => {
      throw new AppError('invalid-request', 'The multipart form cannot be read.', { cause });
    });
  const fields = await Promise.all(
    [...(form as unknown as Iterable<[string, Field]>)].map(
      async ([name, value]) =>
        [name, typeof value === 'string' ? value : await readFile(value)] as const,
    ),
  );
  return readForm(fields);
}

/** A file with its content: as text if it is some, or else in base64. */
async function readFile(file: File) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const about = { name: file.name, type: file.type, size: file.size };
  try {
    return { ...about, text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    return { ...about, base64: Buffer.from(bytes).toString('base64') };
  }
}

/**
 * The fields of a form; GitHub and others send one, `payload`, which is JSON. A name that ends in
 * `[]`, as PHP and others have it, is always a list.
 */
function readForm(fields: readonly (readonly [string, unknown])[]): Record<string, unknown> {
  const values = gatherValues(fields);
  if (typeof values.payload === 'string')
    values.payload = jsonWithin(values.payload) ?? values.payload;
  return values;
}

/**
 * The fields of a form or query as they are written, one character for each byte. Their charset is that
 * of the type, or that of the form's own field for it, as PayPal sends it.
 */
export function readFields(written: string, type: string | null = null): [string, string][] {
  const fields = written
    .split('&')
    .filter((field) => field !== '')
    .map((field) => {
      const [name = '', ...values] = field.split('=');
      return [name, values.join('=')] as const;
    });
  const own = fields.find(([name]) => name === '_charset_' || name === 'charset');
  const charset = charsetOf(type) ?? charsetOf(own && `charset=${own[1]}`);
  return fields.map(([name, value]) => [plainOf(name, charset), plainOf(value, charset)]);
}

const plainOf = (text: string, charset: string | null) =>
  decodeBytes(
    Buffer.from(
      text
        .replaceAll('+', ' ')
        .replace(/%([\da-f]{2})/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16))),
      'latin1',
    ),
    charset,
  );

/** Values by name: one as it is, several as a list in their order. */
export function gatherValues(
  fields: readonly (readonly [string, unknown])[],
): Record<string, unknown> {
  const lists = new Map<string, { values: unknown[]; isList: boolean }>();
  for (const [written, value] of fields) {
    const isMarked = written.endsWith('[]') && written.length > 2;
    const name = isMarked ? written.slice(0, -2) : written;
    const known = lists.get(name) ?? { values: [], isList: false };
    known.values.push(value);
    lists.set(name, { values: known.values, isList: known.isList || isMarked });
  }
  return Object.fromEntries(
    [...lists].map(([name, { values, isList }]) => [
      name,
      isList || values.length > 1 ? values : values[0],
    ]),
  );
}
