import { describe, expect, it } from 'vitest';
import { createFakeModels } from '../../testing/fakeModels.ts';
import type { Services, Step } from './action.ts';
import { action as promptAction } from './ai_prompt.ts';
import { action as emailAction } from './send_email.ts';

const step = { organisationId: 'org', sessionId: null, effectId: 'exe_1-2' } as Step;
const services = { sendMail: null, models: createFakeModels() } as Partial<Services> as Services;
const signal = new AbortController().signal;

describe('an action that the installation is not set up for', () => {
  it('names the setting, and is not tried again: an e-mail', async () => {
    const config = { to: ['a@example.com'], subject: 'Hello', body: 'Hello' };
    await expect(emailAction.outside!({ config, step, services, signal })).rejects.toMatchObject({
      message: 'There is no mail server: set SMTP_URL.',
      isPermanent: true,
      mayHaveHappened: false,
    });
  });

  it('names the setting, and is not tried again: a prompt', async () => {
    const config = { prompt: 'Hello', output: 'text', useKnowledge: false };
    await expect(promptAction.outside!({ config, step, services, signal })).rejects.toMatchObject({
      message: 'There is no chat model: set OPENAI_API_KEY or OPENAI_BASE_URL.',
      isPermanent: true,
    });
  });
});
