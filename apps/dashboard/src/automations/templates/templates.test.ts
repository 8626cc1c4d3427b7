import { compile, nodeDefinitions, rootTypes } from '@echoai/automation';
import { describe, expect, it } from 'vitest';
import { tidy } from '../../builder/graph/arrange.ts';
import { hasOverlap } from '../../builder/graph/places.ts';
import { templates } from './index.ts';

describe('templates of automations', () => {
  it.each(templates)('$title: runs as it is, with nothing to object to', ({ graph }) => {
    const { machine, diagnostics } = compile({
      graph,
      definitions: nodeDefinitions,
      roots: rootTypes,
    });
    expect(diagnostics).toEqual([]);
    expect(machine).not.toBeNull();
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
