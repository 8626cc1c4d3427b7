import { describe, expect, it } from 'vitest';
import { templates } from '../automations/templates/index.ts';
import { recogniseTool } from './recogniseTool.ts';

/** As these tools write them, shortened. */
const files = {
  n8n: {
    name: 'My workflow',
    nodes: [
      {
        parameters: { path: 'hook' },
        id: '0f5532f9-36ba-4bef-86c7-30d607400b15',
        name: 'Webhook',
        type: 'n8n-nodes-base.webhook',
        typeVersion: 2,
        position: [0, 0],
      },
    ],
    connections: { Webhook: { main: [[{ node: 'Slack', type: 'main', index: 0 }]] } },
    settings: { executionOrder: 'v1' },
  },
  Zapier: {
    metadata: { version: 'v1.20240101' },
    zaps: [{ id: 1, title: 'Leads', nodes: { 1: { action: 'new_lead', params: {} } } }],
  },
  Make: {
    name: 'Integration HTTP',
    flow: [
      {
        id: 1,
        module: 'gateway:CustomWebHook',
        version: 1,
        parameters: { hook: 1 },
        mapper: {},
        metadata: { designer: { x: 0, y: 0 } },
      },
    ],
    metadata: { instant: true, version: 1, zone: 'eu1.make.com' },
  },
  Typebot: {
    version: '6',
    id: 'clx',
    name: 'Lead generation',
    events: [{ id: 'e', type: 'start' }],
    groups: [{ id: 'g', title: 'Welcome', blocks: [{ id: 'b', type: 'text' }] }],
    edges: [],
  },
  Botpress: {
    version: '0.0.1',
    catchAll: {},
    startNode: 'entry',
    nodes: [{ id: 'entry', name: 'entry', onEnter: ['say #!builtin_text'], next: [] }],
  },
};

describe('a file of another tool', () => {
  it.each(Object.entries(files))('of %s is recognised', (tool, file) => {
    expect(recogniseTool(JSON.parse(JSON.stringify(file)))).toBe(tool);
  });

  it('copied from the canvas of n8n, without a name, is recognised too', () => {
    const { nodes, connections } = files.n8n;
    expect(recogniseTool({ nodes, connections, pinData: {} })).toBe('n8n');
    expect(recogniseTool([{ nodes, connections }])).toBe('n8n');
  });

  it('is told from graphs of ours and from other JSON', () => {
    for (const { graph } of templates) expect(recogniseTool(graph)).toBeUndefined();
    for (const other of [null, 1, 'text', [], {}, { nodes: [], edges: [] }, { flow: [1] }])
      expect(recogniseTool(other)).toBeUndefined();
  });
});
