import { describe, expect, it } from 'vitest';
import { defaultModels, withdrawalNotice } from './defaultModels.ts';

const tell = (model: string, day: string) =>
  withdrawalNotice({ model, setting: 'CHAT_MODEL', now: new Date(day) });

describe('the announced end of a model', () => {
  it('is announced long before, near and after', () => {
    const name = 'gpt-4o-mini';
    const set = 'Set CHAT_MODEL to gpt-6-luna.';
    const before = `${name} will be withdrawn on 14 January 2027. ${set}`;
    expect(tell(name, '2026-10-15T00:00:00Z')).toBe(before);
    expect(tell(name, '2026-12-14T23:59:00Z')).toBe(before);
    expect(tell(name, '2026-12-15T00:00:00Z')).toBe(
      `${name} will be withdrawn on 14 January 2027, in 30 days. ${set}`,
    );
    expect(tell(name, '2027-01-13T18:00:00Z')).toBe(
      `${name} will be withdrawn on 14 January 2027, tomorrow. ${set}`,
    );
    for (const day of ['2027-01-14T00:00:00Z', '2028-02-01T00:00:00Z'])
      expect(tell(name, day)).toBe(`${name} was withdrawn on 14 January 2027. ${set}`);
  });

  it('is announced without a successor where we know none', () => {
    expect(tell('gpt-5.1', '2026-11-30T00:00:00Z')).toBe(
      'gpt-5.1 will be withdrawn on 1 April 2027. Set CHAT_MODEL to another model.',
    );
  });

  it('concerns what was tuned from the model too', () => {
    expect(tell('ft:gpt-4o-mini-2024-07-18:shop::id', '2026-11-30T00:00:00Z')).toMatch(
      /^ft:gpt-4o-mini-2024-07-18:shop::id will be withdrawn on 14 January 2027/,
    );
  });

  it('concerns no default, and nothing that we do not know', () => {
    for (const model of [...Object.values(defaultModels), 'gpt-6.2-sol', 'llama3.1', 'ft:'])
      expect(tell(model, '2027-06-01T00:00:00Z')).toBeNull();
  });
});
