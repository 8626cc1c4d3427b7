import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Endpoint } from '@echoai/contract';
import type { HttpContext } from './api.ts';

/** Characters from which packing saves more than it costs: a smaller answer fits one packet anyway. */
const least = 1_200;

/** What a browser may take, smallest first. At these levels packing costs less than making the JSON. */
const packings = [
  ['br', (text: string) => brotli(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } })],
  ['gzip', (text: string) => zip(text, { level: 5 })],
] as const;

const brotli = promisify(brotliCompress);
const zip = promisify(gzip);

/**
 * Whether answers of an endpoint are packed. Their length tells what they hold to whoever can read the
 * length and choose a part of the text (BREACH). So only what operators read is, by GET, and nothing
 * that holds a secret; visitors' answers, where a token stands beside what they wrote, never are.
 */
export function isPacked({ method, access, holdsSecret }: Endpoint): boolean {
  return method === 'get' && access === 'operator' && !holdsSecret;
}

/** Answers with JSON, packed as the browser likes it if that is of use. */
export async function packAnswer(c: HttpContext, result: object): Promise<Response> {
  const text = JSON.stringify(result);
  c.header('content-type', 'application/json');
  c.header('vary', 'accept-encoding');
  const accepted = (c.req.header('accept-encoding') ?? '').split(',').map((each) => each.trim());
  const packing = packings.find(([coding]) => accepted.includes(coding));
  if (!packing || text.length < least) return c.body(text);
  const [coding, pack] = packing;
  c.header('content-encoding', coding);
  return c.body(new Uint8Array(await pack(text)));
}
