import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate, inflateRaw, zstdDecompress } from 'node:zlib';
import { cutText } from '@echoai/contract/text';

/** Encodings that are unpacked, as `Accept-Encoding` names them. */
export const acceptedEncodings = 'gzip, deflate, br';

/** A body that is not unpacked; the sentence continues “The body …” or “The answer …”. */
export class UnpackError extends Error {
  override name = 'UnpackError';
  readonly isTooLong: boolean;

  constructor(
    message: string,
    { isTooLong = false, cause }: { isTooLong?: boolean; cause?: unknown } = {},
  ) {
    super(message, { cause });
    this.isTooLong = isTooLong;
  }
}

type Unpack = (bytes: Uint8Array, options: { maxOutputLength: number }) => Promise<Buffer>;

const gzip: Unpack = promisify(gunzip);
const zlib: Unpack = promisify(inflate);
const raw: Unpack = promisify(inflateRaw);
const unpackers: Record<string, Unpack | undefined> = {
  gzip,
  'x-gzip': gzip,
  br: promisify(brotliDecompress),
  zstd: promisify(zstdDecompress),
  // The name means zlib's format; some send the data without its header.
  deflate: (bytes, options) => (((bytes[0] ?? 0) & 0x0f) === 8 ? zlib : raw)(bytes, options),
};

/**
 * What a body was before `Content-Encoding` was applied, at most `maxBytes`: unpacking ends there,
 * however much a few bytes would become.
 * @throws {UnpackError} for an encoding that nobody knows, for damaged data, and for too much of it
 */
export async function unpack(
  bytes: Uint8Array,
  { encoding, maxBytes }: { encoding: string | null | undefined; maxBytes: number },
): Promise<Uint8Array> {
  const names = (encoding ?? '')
    .toLowerCase()
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '' && name !== 'identity');
  if (bytes.length === 0 || names.length === 0) return bytes;
  if (names.length > 3) throw new UnpackError('is compressed more than three times');
  let unpacked = bytes;
  for (const name of names.reverse()) {
    const unpackOne = Object.hasOwn(unpackers, name) ? unpackers[name] : undefined;
    if (!unpackOne)
      throw new UnpackError(`is compressed by “${cutText(name, 30)}”, which cannot be read`);
    unpacked = await unpackOne(unpacked, { maxOutputLength: maxBytes }).catch((cause: unknown) => {
      const { code } = cause as NodeJS.ErrnoException;
      if (code === 'ERR_BUFFER_TOO_LARGE')
        throw new UnpackError(`is longer than ${maxBytes / 1024} kB once unpacked`, {
          isTooLong: true,
          cause,
        });
      throw new UnpackError(`is not the ${name} data that it says it is`, { cause });
    });
  }
  return unpacked;
}
