import { expect, test } from 'vitest';
import { decodeEntities } from './entities.ts';
import { safeHref } from './safeHref.ts';

test('Only complete addresses of harmless schemes may be followed', () => {
  for (const href of ['https://a.example/x?y#z', 'http://a.example', 'mailto:a@b.example']) {
    expect(safeHref(href)).toBe(href);
  }
  for (const href of [
    'javascript:alert(1)',
    ' JaVaScRiPt:alert(1)',
    'java\nscript:alert(1)',
    'data:text/html,x',
    'vbscript:x',
    'blob:https://a.example/1',
    'file:///etc/passwd',
    '/relative',
    '//host.example',
    '',
    undefined,
  ]) {
    expect(safeHref(href)).toBeUndefined();
  }
});

test('Character references become their characters, once', () => {
  expect(decodeEntities('a &amp;lt; b &#8364; &#x1F600; &euro; &nbsp;')).toBe(
    'a &lt; b € 😀 € \u00a0',
  );
  expect(decodeEntities('AT&T &unknown; &#0; &#x110000;')).toBe('AT&T &unknown; \ufffd \ufffd');
});
