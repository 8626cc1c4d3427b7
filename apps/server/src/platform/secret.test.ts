import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ConfigurationError } from '../config.ts';
import { loadSecret } from './secret.ts';

let dataDirectory: string;
beforeEach(async () => {
  dataDirectory = await mkdtemp(join(tmpdir(), 'echoai-secret-'));
});
afterEach(() => rm(dataDirectory, { recursive: true, force: true }));

describe('the secret in the data directory', () => {
  it('is made once, whole, and the same for all who ask at once', async () => {
    const asked = Array.from({ length: 8 }, () => loadSecret({ secret: null, dataDirectory }));
    const secrets = new Set(await Promise.all(asked));
    expect(secrets.size).toBe(1);
    expect([...secrets][0]).toMatch(/^[0-9a-f]{64}$/);
    expect(await readFile(join(dataDirectory, 'secret'), 'utf8')).toBe([...secrets][0]);
    expect(await readdir(dataDirectory)).toEqual(['secret']); // no draft is left
  });

  it.each(['', '\n', 'a3f1'])('is refused when it was cut off: %j', async (text) => {
    const path = join(dataDirectory, 'secret');
    await writeFile(path, text);
    const asked = loadSecret({ secret: null, dataDirectory });
    await expect(asked).rejects.toThrow(ConfigurationError);
    await expect(asked).rejects.toThrow(path);
    expect(await readFile(path, 'utf8')).toBe(text); // it is the operator's to decide about
  });

  it('is not asked for where ECHOAI_SECRET is set', async () => {
    await writeFile(join(dataDirectory, 'secret'), '');
    const secret = 'a secret of 32 characters or more';
    expect(await loadSecret({ secret, dataDirectory })).toBe(secret);
  });
});
