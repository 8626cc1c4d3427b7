import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { languages, signatureSnippet } from './signatureSnippets.ts';

test('The Node snippet signs what the API checks', () => {
  const code = signatureSnippet({ language: 'node', chatbotId: 'bot_1' }).replace(/^import .*/, '');
  const run = new Function('createHmac', 'process', 'user', `${code}\nreturn identity;`);
  const user = { id: 'u7', email: 'anna@shop.example' };
  const identity = run(createHmac, { env: { ECHOAI_IDENTITY_SECRET: 'is_1' } }, user);
  const expected = createHmac('sha256', 'is_1')
    .update(`bot_1\nu7\nanna@shop.example\n${identity.expiresAt}`)
    .digest('hex');
  expect(identity).toMatchObject({ externalId: 'u7', email: user.email, signature: expected });
  expect(identity.expiresAt - Date.now() / 1000).toBeLessThan(24 * 60 * 60);
});

test('Every snippet names the chatbot and separates by a line feed', () => {
  for (const language of Object.keys(languages) as (keyof typeof languages)[]) {
    const snippet = signatureSnippet({ language, chatbotId: 'bot_1' });
    expect(snippet).toContain('bot_1');
    expect(snippet).toMatch(/['"]\\n['"]/);
  }
});
