import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';

const clock = new URL('./utcClock.ts', import.meta.url).href;
const templates = import.meta.resolve('@echoai/automation/templates/index');

it('a template writes the right time when the clocks of the server’s own zone change', () => {
  const written = (moment: string, before: string) =>
    execFileSync(
      process.execPath,
      [
        '--input-type=module',
        '--eval',
        `${before}
        const { render } = await import(${JSON.stringify(templates)});
        const { text } = render('{{ "${moment}" | date: "%H:%M %z" }}', { workflow: { timeZone: 'Europe/Vienna' } });
        console.log(text);`,
      ],
      { env: { ...process.env, TZ: 'Europe/Vienna' }, encoding: 'utf8' },
    ).trim();
  const first = `await import(${JSON.stringify(clock)});`;
  expect(written('2026-03-29T01:30:00Z', first)).toBe('03:30 +0200');
  expect(written('2026-10-25T02:30:00Z', first)).toBe('03:30 +0100');
  // The reason for it: without, this server is two hours early.
  expect(written('2026-03-29T01:30:00Z', '')).not.toBe('03:30 +0200');
});
