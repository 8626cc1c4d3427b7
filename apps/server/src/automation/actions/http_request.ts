import { definition } from '@echoai/automation/nodes/http_request/definition';
import type { z } from 'zod';
import { defineAction } from './action.ts';
import { requestFor } from './outgoing.ts';

export const action = defineAction(definition, {
  async outside({ config, step, services, signal }) {
    const { type, body } = bodyOf(config.body);
    const answer = await requestFor({
      services,
      expected: config.expectedStatus,
      url: config.url,
      method: config.method,
      headers: {
        accept: 'application/json, text/*;q=0.9, */*;q=0.1',
        ...(type ? { 'content-type': type } : {}),
        ...(config.idempotencyKey ? { 'idempotency-key': step.effectId } : {}),
        ...Object.fromEntries(config.headers.map(({ name, value }) => [name.toLowerCase(), value])),
      },
      body,
      signal,
    });
    const { status, headers } = answer;
    return { outcome: 'next', output: { status, headers, body: readBody(answer.body, headers) } };
  },
});

function bodyOf(body: z.output<typeof definition.config>['body']) {
  if (body.type === 'none') return {};
  if (body.type === 'text') return { type: 'text/plain; charset=utf-8', body: body.text };
  return { type: 'application/json', body: JSON.stringify(body.json) };
}

function readBody(body: string, headers: Record<string, string>): unknown {
  if (!/\bjson\b/.test(headers['content-type'] ?? '')) return body;
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}
