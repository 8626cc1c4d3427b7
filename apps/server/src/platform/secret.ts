import { createHmac, randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from '../config.ts';

/** `ECHOAI_SECRET`, or a secret made on the first start and kept in the data directory. */
export async function loadSecret({
  secret,
  dataDirectory,
}: Pick<Config, 'secret' | 'dataDirectory'>): Promise<string> {
  if (secret) return secret;
  await mkdir(dataDirectory, { recursive: true, mode: 0o700 });
  const path = join(dataDirectory, 'secret');
  try {
    // `wx` fails when the file exists, so that two processes cannot make two secrets.
    await writeFile(path, randomBytes(32).toString('hex'), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return (await readFile(path, 'utf8')).trim();
}

/** A key for one purpose, derived so that no two purposes share one. Hexadecimal, 256 bits. */
export function deriveKey(secret: string, purpose: string): string {
  return createHmac('sha256', secret).update(purpose).digest('hex');
}
