import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { diagnosticCodes } from '../diagnostics.ts';
import { checks } from './verify.ts';

const page = readFileSync(
  new URL('../../../../docs/automations/diagnostics.md', import.meta.url),
  'utf8',
);

it.each(diagnosticCodes)(
  'the documentation explains %s, with its severity and a picture',
  (code) => {
    const section = page.split(/^###? /m).find((part) => part.startsWith(`${code}\n`));
    expect(section, code).toContain('```mermaid');
    const row = page.split('\n').find((line) => line.startsWith(`| [${code}](#${code})`))!;
    expect(row.split('|')[2]!.trim()).toBe(checks[code].severity);
  },
);
