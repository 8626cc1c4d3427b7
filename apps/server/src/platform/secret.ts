import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { link, mkdir, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Config, ConfigurationError, shortestSecret } from '../config.ts';

/**
 * `ECHOAI_SECRET`, or a secret made on the first start and kept in the data directory.
 * @throws {ConfigurationError} when the file holds too little to be a secret
 */
export async function loadSecret({
  secret,
  dataDirectory,
}: Pick<Config, 'secret' | 'dataDirectory'>): Promise<string> {
  if (secret) return secret;
  await mkdir(dataDirectory, { recursive: true, mode: 0o700 });
  const path = join(dataDirectory, 'secret');
  if (!existsSync(path)) await makeSecret(path);
  const kept = (await readFile(path, 'utf8')).trim();
  if (kept.length >= shortestSecret) return kept;
  throw new ConfigurationError(
    `The file ${path} is damaged: a secret has ${shortestSecret} characters or more, and the file holds ${kept.length}. ` +
      'Restore it from your backup, or set ECHOAI_SECRET. If nothing has been set up here yet, delete the file: the next start makes a new secret.',
  );
}

/** Written aside, then linked: the file appears whole or not at all, and two processes make one secret. */
async function makeSecret(path: string): Promise<void> {
  const draft = `${path}.${randomUUID()}`;
  try {
    const file = await open(draft, 'wx', 0o600);
    try {
      await file.writeFile(randomBytes(32).toString('hex'));
      await file.sync();
    } finally {
      await file.close();
    }
    await link(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

/** A key for one purpose, derived so that no two purposes share one. Hexadecimal, 256 bits. */
export function deriveKey(secret: string, purpose: string): string {
  return createHmac('sha256', secret).update(purpose).digest('hex');
}
