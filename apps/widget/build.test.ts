import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { build } from './build.ts';

let output: string;
const languages = ['german', 'french', 'spanish', 'italian', 'dutch', 'portuguese', 'polish'];

beforeAll(async () => {
  output = await mkdtemp(join(tmpdir(), 'echoai-widget-'));
  await writeFile(join(output, 'panel-old.js'), '');
  await writeFile(join(output, '.built-from'), '');
  await build(output);
});
afterAll(() => rm(output, { recursive: true, force: true }));

const sizeOfAll = async (pattern: RegExp) => {
  const names = (await readdir(output)).filter((name) => pattern.test(name));
  const sizes = await Promise.all(names.map(sizeOf));
  return sizes.reduce((sum, size) => sum + size);
};
const sizeOf = async (name: string) => (await stat(join(output, name))).size;

describe('The built widget', () => {
  test('has a loader of at most 2 kB, as it is sent', async () => {
    expect(await sizeOf('widget.js.gz')).toBeLessThanOrEqual(2 * 1024);
  });

  test('has a panel of at most 40 kB with script, styles and English, as it is sent', async () => {
    const names = languages.join('|');
    const panel = new RegExp(`^panel(?!-views|-(?:${names})-).*\\.gz$`);
    expect(await sizeOfAll(panel)).toBeLessThanOrEqual(40 * 1024);
  });

  test('has every other language in a file of its own of at most 2 kB, fetched when it is spoken', async () => {
    const files = await readdir(output);
    const page = await readFile(join(output, 'panel.html'), 'utf8');
    for (const language of languages) {
      const [name, ...others] = files.filter(
        (file) => file.startsWith(`panel-${language}-`) && file.endsWith('.gz'),
      );
      expect(others).toEqual([]);
      expect(await sizeOf(name!)).toBeLessThanOrEqual(2 * 1024);
      expect(page).not.toContain(`panel-${language}`);
    }
  });

  test('has views beside the chat of at most 7 kB, fetched when the panel is opened', async () => {
    expect(await sizeOfAll(/^panel-views.*\.gz$/)).toBeLessThanOrEqual(7 * 1024);
    expect(await readFile(join(output, 'panel.html'), 'utf8')).not.toContain('panel-views');
  });

  test('consists of what the panel names and nothing from before', async () => {
    const files = (await readdir(output)).sort();
    const plain = files.filter((name) => !/\.(br|gz)$/.test(name));
    const texts = await Promise.all(plain.map((name) => readFile(join(output, name), 'utf8')));
    const named = texts.join().match(/panel-[\w-]+\.(?:js|css)/g);
    expect(new Set(named).size).toBe(4 + languages.length);
    expect(plain).toEqual([...new Set(named), '.built-from', 'panel.html', 'widget.js'].sort());
    for (const name of plain.slice(1)) {
      expect(files).toContain(`${name}.br`);
      const unpacked = gunzipSync(await readFile(join(output, `${name}.gz`)));
      expect(unpacked.equals(await readFile(join(output, name)))).toBe(true);
    }
  });

  test('needs no inline script or style', async () => {
    const page = await readFile(join(output, 'panel.html'), 'utf8');
    expect(page).not.toMatch(/<style|style=|<script(?![^>]* src=)|\son\w+=/);
  });
});
