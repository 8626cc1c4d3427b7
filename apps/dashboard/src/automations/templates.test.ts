import { compile, nodeDefinitions, rootTypes } from '@echoai/automation';
import { describe, expect, it } from 'vitest';
import { templates } from './templates.ts';

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

  it('have ids and titles of their own', () => {
    expect(new Set(templates.map(({ id }) => id)).size).toBe(templates.length);
    expect(new Set(templates.map(({ title }) => title)).size).toBe(templates.length);
  });
});
