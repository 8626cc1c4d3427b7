import fc from 'fast-check';
import { expect, test } from 'vitest';
import { accentOf, contrast } from './accent.ts';

test('Whatever accent the owner chooses, text on it and text in it can be read', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 0xffffff }), (value) => {
      const chosen = `#${value.toString(16).padStart(6, '0')}`;
      const { color, ink, onLight, onDark } = accentOf({ color: chosen });
      expect(color).toBe(chosen);
      expect(contrast(color, ink)).toBeGreaterThanOrEqual(4.5);
      for (const ground of ['#ffffff', '#f4f5f7', '#e3e5e9']) {
        expect(contrast(onLight, ground)).toBeGreaterThanOrEqual(4.5);
      }
      for (const ground of ['#17191d', '#22252b', '#30343b']) {
        expect(contrast(onDark, ground)).toBeGreaterThanOrEqual(4.5);
      }
    }),
  );
});

test('An accent that already can be read stays as it is', () => {
  expect(accentOf({ color: '#1c3d2b' }).onLight).toBe('#1c3d2b');
});

test('What is no colour is replaced, so that nothing else gets into a style', () => {
  for (const color of [undefined, '', 'red', '#12345', 'url(https://evil.example)']) {
    expect(accentOf({ color }).color).toBe('#3b5bdb');
  }
  expect(accentOf({ color: '#fff' })).toMatchObject({ color: '#fff', ink: '#16181d' });
});
