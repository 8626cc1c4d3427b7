import { createElement } from 'react';
import { renderToString } from 'react-dom/server';
import { expect, test } from 'vitest';
import { ChatWidget } from './index.ts';

test('The component renders on a server, to nothing', () => {
  expect(renderToString(createElement(ChatWidget, { chatbotId: 'pk_1' }))).toBe('');
});
