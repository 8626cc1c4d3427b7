import { describe, expect, it } from 'vitest';
import { readTokens } from './readTokens.ts';

describe('Markdown', () => {
  it('that is nested thousands deep is no Markdown, but a text', () => {
    for (const text of [
      `${'>'.repeat(4_000)}quotes`,
      `${'> '.repeat(200)}quotes`,
      `${'- '.repeat(3_000)}lists`,
      `${'*a '.repeat(500)}stress${'*'.repeat(500)}`,
    ])
      expect(readTokens(text)).toBeNull();
  });

  it('that is too long, or full of signs, is a text too', () => {
    expect(readTokens('word '.repeat(5_000))).toBeNull();
    expect(readTokens('_a*'.repeat(1_500))).toBeNull();
  });

  it('of an answer is read, lists within quotes within lists', () => {
    expect(readTokens('# Hello\n\n- **one**\n  - two\n    > three')).toHaveLength(3);
  });
});
