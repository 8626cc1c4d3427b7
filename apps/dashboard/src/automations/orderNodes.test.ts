import type { WorkflowGraph } from '@echoai/contract';
import { expect, test } from 'vitest';
import { orderNodes } from './orderNodes.ts';

function graphOf(ids: string, edges: string[]): WorkflowGraph {
  return {
    nodes: [...ids].map((id) => ({
      id,
      type: id === 't' ? 'trigger' : 'action',
      data: { label: id, config: { kind: 'end' } },
      position: { x: 0, y: 0 },
    })),
    edges: edges.map((edge) => ({ id: edge, source: edge[0]!, target: edge[1]! })),
  };
}
const order = (ids: string, edges: string[]) =>
  orderNodes(graphOf(ids, edges))
    .map(({ id }) => id)
    .join('');

test('Nodes are read from the trigger, one way to its end before the next', () => {
  expect(order('cbat', ['ta', 'ab', 'ac', 'bc'])).toBe('tabc');
});

test('A loop is read once, and an edge to nowhere is passed over', () => {
  expect(order('tab', ['ta', 'ab', 'ba', 'bx'])).toBe('tab');
});

test('Nodes that no way leads to come last', () => {
  expect(order('xtay', ['ta'])).toBe('taxy');
});
