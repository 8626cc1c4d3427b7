import type { WorkflowGraph } from '@echoai/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { begin, builderReducer, type Edit } from './builderReducer';
import { isSame } from './isSame';
import { mergeGraphs } from './mergeGraphs';

const edit = (graph: WorkflowGraph, ...edits: Edit[]): WorkflowGraph =>
  edits.reduce(builderReducer, begin(graph)).graph;

/** A trigger, a condition, and a message behind its Yes. */
const base = edit(
  { nodes: [], edges: [] },
  { type: 'add', kind: 'message_received' },
  { type: 'add', kind: 'if', behind: { source: 'message_received', outcome: 'next' } },
  { type: 'add', kind: 'send_message', behind: { source: 'if', outcome: 'true' } },
);
const say = (text: string, more: object = {}): Edit => ({
  type: 'configure',
  id: 'send_message',
  config: { kind: 'send_message', text, ...more },
});
const labelsOf = ({ nodes }: WorkflowGraph) => nodes.map(({ data }) => data.label);
const merged = (mine: WorkflowGraph, theirs: WorkflowGraph) => mergeGraphs({ base, mine, theirs });

describe('two edits of one graph', () => {
  it('are joined where they are of different nodes, fields and ways out', () => {
    const mine = edit(
      base,
      { type: 'rename', id: 'if', label: 'Is it bad?' },
      { type: 'add', kind: 'end', behind: { source: 'if', outcome: 'false' } },
    );
    const theirs = edit(base, { type: 'rename', id: 'send_message', label: 'Sorry' }, say('Sorry'));
    const { graph, conflicts } = merged(mine, theirs);
    expect(conflicts).toEqual([]);
    expect(labelsOf(graph)).toEqual(['Message received', 'Is it bad?', 'Sorry', 'End']);
    expect(graph.nodes[2]!.data.config).toMatchObject({ text: 'Sorry' });
    expect(graph.edges.map(({ id }) => id)).toContain('if.false');
  });

  it('keep mine where both changed the same field or way out, and say of which node', () => {
    const mine = edit(base, say('Mine', { a: 1 }), {
      type: 'add',
      kind: 'end',
      behind: { source: 'if', outcome: 'false' },
    });
    const theirs = edit(base, say('Theirs', { b: 2 }), {
      type: 'add',
      kind: 'hand_over',
      behind: { source: 'if', outcome: 'false' },
    });
    const { graph, conflicts } = merged(mine, theirs);
    expect(conflicts.sort()).toEqual(['If', 'Send message']);
    expect(graph.nodes.find(({ id }) => id === 'send_message')!.data.config).toMatchObject({
      ...{ text: 'Mine', a: 1, b: 2 },
    });
    const otherwise = graph.edges.filter(({ id }) => id === 'if.false');
    expect(otherwise.map(({ target }) => target)).toEqual(['end']);
    expect(labelsOf(graph)).toContain('Hand over');
  });

  it('lose a node that one deleted, and keep it when the other changed it', () => {
    const without = edit(base, { type: 'remove', what: { nodes: ['send_message'], edges: [] } });
    expect(labelsOf(merged(without, base).graph)).not.toContain('Send message');
    expect(labelsOf(merged(base, without).graph)).not.toContain('Send message');
    const changed = edit(base, say('Changed'));
    for (const { graph, conflicts } of [merged(without, changed), merged(changed, without)]) {
      expect(conflicts).toEqual(['Send message']);
      expect(labelsOf(graph)).toContain('Send message');
    }
  });

  const anyEdit = fc.oneof(
    fc.record({ type: fc.constant('add' as const), kind: fc.constantFrom('end', 'if', 'wait') }),
    fc.record({
      type: fc.constant('rename' as const),
      id: fc.constantFrom('if', 'send_message'),
      label: fc.string({ minLength: 1, maxLength: 5 }),
    }),
    fc.record({
      type: fc.constant('connect' as const),
      source: fc.constant('if'),
      outcome: fc.constantFrom('true', 'false'),
      target: fc.constantFrom('send_message', 'end', 'wait'),
    }),
    fc.record({
      type: fc.constant('remove' as const),
      what: fc.record({
        nodes: fc.subarray(['if', 'send_message', 'end']),
        edges: fc.subarray(['if.true', 'if.false']),
      }),
    }),
  );
  const anyGraph = fc.array(anyEdit, { maxLength: 6 }).map((edits) => edit(base, ...edits));

  it('give the one that changed something when the other did not, and never a broken graph', () => {
    fc.assert(
      fc.property(anyGraph, anyGraph, (mine, theirs) => {
        const same = (one: WorkflowGraph, other: WorkflowGraph) =>
          isSame(sorted(one), sorted(other));
        expect(same(merged(mine, base).graph, mine)).toBe(true);
        expect(same(merged(base, theirs).graph, theirs)).toBe(true);
        expect(same(merged(mine, mine).graph, mine)).toBe(true);
        const { nodes, edges } = merged(mine, theirs).graph;
        const ids = nodes.map(({ id }) => id);
        expect(new Set(ids).size).toBe(ids.length);
        const exits = edges.map(({ source, sourceHandle }) => `${source} ${sourceHandle}`);
        expect(new Set(exits).size).toBe(exits.length);
        for (const { source, target } of edges)
          expect(ids).toEqual(expect.arrayContaining([source, target]));
      }),
      { numRuns: 200 },
    );
  });
});

const sorted = ({ nodes, edges }: WorkflowGraph) => ({
  nodes: nodes.toSorted((one, other) => one.id.localeCompare(other.id)),
  edges: edges
    .map(({ source, sourceHandle, target }) => `${source} ${sourceHandle} ${target}`)
    .toSorted(),
});
