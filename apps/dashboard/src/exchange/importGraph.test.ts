import { expect, it } from 'vitest';
import { importGraph } from './importGraph.ts';

const graph = {
  nodes: [
    {
      id: 'begin',
      type: 'trigger',
      data: { label: 'Begin', config: { kind: 'message_received', chatbotId: 'bot_1' } },
      position: { x: 0, y: 0 },
    },
  ],
  edges: [],
};

it('a graph is imported as it is, with its name if it is a file', () => {
  expect(importGraph(JSON.stringify(graph), 'org_1')).toEqual({ graph });
  expect(importGraph(JSON.stringify({ name: 'Mine', ...graph }), 'org_1')).toMatchObject({
    name: 'Mine',
  });
});

it('another organisation’s ids are left behind', () => {
  const copied = JSON.stringify({ ...graph, organisationId: 'org_2' });
  const read = importGraph(copied, 'org_1') as { graph: typeof graph };
  expect(read.graph.nodes[0]!.data.config).toEqual({ kind: 'message_received' });
  const own = importGraph(copied, 'org_2') as { graph: typeof graph };
  expect(own.graph.nodes[0]!.data.config).toMatchObject({ chatbotId: 'bot_1' });
});

it('what is none is told so: no JSON, something else, or a file of another tool', () => {
  const problem = (text: string) => importGraph(text, 'org_1').problem;
  expect(problem('{')).toContain('This is not JSON');
  expect(problem('[1]')).toContain('This is no automation');
  const n8n = { nodes: [{ type: 'n8n-nodes-base.start', typeVersion: 1 }], connections: {} };
  expect(problem(JSON.stringify(n8n))).toContain('This looks like a file of n8n.');
});
