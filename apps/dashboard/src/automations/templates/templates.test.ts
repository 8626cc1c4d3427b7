import { compile, nodeDefinitions, rootTypes } from '@echoai/automation';
import { describe, expect, it } from 'vitest';
import { tidy } from '../../builder/graph/arrange.ts';
import { hasOverlap } from '../../builder/graph/places.ts';
import { madeUpIn } from '../../testing/madeUp.ts';
import { templates } from './index.ts';

describe('templates of automations', () => {
  /** What only the owner knows, by template: it is empty, and the check asks for it. */
  const asksFor: Record<string, string[]> = { 'order-status': ['order.url'] };

  it.each(templates)('$title: runs as it is, or asks for what only its owner knows', (template) => {
    const { id, graph } = template;
    const { machine, diagnostics } = compile({
      graph,
      definitions: nodeDefinitions,
      roots: rootTypes,
    });
    const asked = asksFor[id] ?? [];
    expect(diagnostics.map(({ nodeId, field }) => `${nodeId}.${field}`)).toEqual(asked);
    expect(machine === null).toBe(asked.length > 0);
  });

  it.each(templates)('$title: names nothing made up', ({ graph }) => {
    expect(madeUpIn(graph)).toEqual([]);
  });

  it.each(templates)('$title: is laid out along its ways when it is opened', ({ graph }) => {
    const { nodes, edges } = tidy(graph);
    expect(hasOverlap({ nodes, edges })).toBe(false);
    const x = new Map(nodes.map(({ id, position }) => [id, position.x]));
    for (const { source, target } of edges) expect(x.get(target)).toBeGreaterThan(x.get(source)!);
  });

  it('say what they need where nodes need more than the dashboard', () => {
    const outside = ['send_email', 'http_request', 'business_hours'];
    for (const { graph, needs } of templates)
      if (graph.nodes.some(({ data }) => outside.includes(data.config.kind)))
        expect(needs).toBeTruthy();
  });

  it('have ids and titles of their own', () => {
    expect(templates).toHaveLength(10);
    expect(new Set(templates.map(({ id }) => id)).size).toBe(templates.length);
    expect(new Set(templates.map(({ title }) => title)).size).toBe(templates.length);
  });
});
