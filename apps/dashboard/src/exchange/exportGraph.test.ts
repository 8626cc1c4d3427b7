import { expect, it } from 'vitest';
import { exportGraph, fileNameOf } from './exportGraph.ts';

type Config = { kind: string } & Record<string, unknown>;

function exported(config: Config): Config {
  const node = {
    id: 'a',
    type: 'action' as const,
    data: { label: 'A', config },
    position: { x: 0, y: 0 },
  };
  return JSON.parse(exportGraph('Test', { nodes: [node], edges: [] })).nodes[0].data.config;
}

it('an export has no ids of this organisation', () => {
  expect(exported({ kind: 'message_received', chatbotId: 'bot_1', textContains: ['a'] })).toEqual({
    kind: 'message_received',
    textContains: ['a'],
  });
  expect(exported({ kind: 'start_workflow', workflowId: 'wf_1' })).toEqual({
    kind: 'start_workflow',
  });
  const url = 'https://shop.example/orders';
  expect(exported({ kind: 'http_request', url, credentialId: 'crd_1' })).toEqual({
    kind: 'http_request',
    url,
  });
});

it('an export has no secrets, in headers, in addresses or in bodies, and all the rest', () => {
  expect(
    exported({
      kind: 'http_request',
      url: 'https://ada:pass@shop.example/orders?id=7&api_key=abc&page=2',
      headers: [
        { name: 'Authorization', value: 'Bearer abc' },
        { name: 'X-Api-Key', value: 'abc' },
        { name: 'Accept', value: 'application/json' },
      ],
      body: { type: 'json', json: { password: 'abc', token: '{{ event.text }}' } },
    }),
  ).toEqual({
    kind: 'http_request',
    url: 'https://shop.example/orders?id=7&api_key=&page=2',
    headers: [
      { name: 'Authorization', value: '' },
      { name: 'X-Api-Key', value: '' },
      { name: 'Accept', value: 'application/json' },
    ],
    body: { type: 'json', json: { password: '', token: '{{ event.text }}' } },
  });
});

it('its file is called as the automation', () => {
  expect(fileNameOf('Refunds & Rückgaben')).toBe('refunds-ruckgaben.json');
  expect(fileNameOf('…')).toBe('automation.json');
});
