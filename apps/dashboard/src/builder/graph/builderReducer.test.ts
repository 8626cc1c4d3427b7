import type { WorkflowGraph } from '@echoai/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BuilderAction, type BuilderState, begin, builderReducer } from './builderReducer';
import { copy, readFragment } from './clipboard';
import { waysOf } from './outcomes';

const empty: WorkflowGraph = { nodes: [], edges: [] };

function run(state: BuilderState, ...actions: BuilderAction[]): BuilderState {
  return actions.reduce(builderReducer, state);
}

/** A trigger, and behind it a condition and a message; the message is selected. */
const begun = run(
  begin(empty),
  { type: 'add', kind: 'message_received' },
  { type: 'add', kind: 'if', behind: { source: 'message_received', outcome: 'next' } },
  { type: 'add', kind: 'send_message', behind: { source: 'if', outcome: 'true' } },
);

describe('the builder', () => {
  it('adds a node behind a way out, selects it, and places it beside the others', () => {
    expect(begun.graph.nodes.map(({ id }) => id)).toEqual([
      'message_received',
      'if',
      'send_message',
    ]);
    expect(begun.graph.edges).toEqual([
      {
        id: 'message_received.next',
        source: 'message_received',
        sourceHandle: 'next',
        target: 'if',
      },
      { id: 'if.true', source: 'if', sourceHandle: 'true', target: 'send_message' },
    ]);
    expect(begun.selection).toEqual({ nodes: ['send_message'], edges: [] });
    const places = begun.graph.nodes.map(({ position }) => position.x);
    expect(places).toEqual([...places].sort((one, other) => one - other));
    expect(new Set(places).size).toBe(3);
  });

  it('replaces the edge of a way out that is connected again', () => {
    const { graph } = run(
      begun,
      { type: 'add', kind: 'end' },
      { type: 'connect', source: 'if', outcome: 'true', target: 'end' },
    );
    expect(graph.edges.filter(({ source }) => source === 'if').map(({ target }) => target)).toEqual(
      ['end'],
    );
  });

  it('leads no edge to a trigger, and none from a node to itself', () => {
    for (const target of ['message_received', 'if', 'nobody'])
      expect(run(begun, { type: 'connect', source: 'if', outcome: 'false', target })).toBe(begun);
  });

  it('removes a node with its edges, and undo brings them back', () => {
    const removed = run(begun, { type: 'remove', what: { nodes: ['if'], edges: [] } });
    expect(removed.graph.nodes).toHaveLength(2);
    expect(removed.graph.edges).toEqual([]);
    expect(run(removed, { type: 'undo' }).graph).toBe(begun.graph);
    expect(run(removed, { type: 'undo' }, { type: 'redo' }).graph).toBe(removed.graph);
  });

  it('undoes a drag and a burst of typing in one step each', () => {
    const places = (x: number) => ({ if: { x, y: 0 } });
    const edited = run(
      begun,
      { type: 'move', places: places(1), burst: 'drag 1' },
      { type: 'move', places: places(2), burst: 'drag 1' },
      { type: 'rename', id: 'if', label: 'I', burst: 'label 1' },
      { type: 'rename', id: 'if', label: 'Is it', burst: 'label 1' },
      { type: 'rename', id: 'if', label: 'Is it bad?', burst: 'label 2' },
    );
    const labels = [];
    let state = edited;
    for (let step = 0; step < 4; step++) {
      const { data, position } = state.graph.nodes[1]!;
      labels.push(`${data.label} ${position.x}`);
      state = run(state, { type: 'undo' });
    }
    const { x } = begun.graph.nodes[1]!.position;
    expect(labels).toEqual(['Is it bad? 2', 'Is it 2', 'If 2', `If ${x}`]);
    expect(state.graph).not.toBe(begun.graph);
  });

  it('keeps ours over theirs, which undo brings back', () => {
    const kept = run(begun, { type: 'overwrite', theirs: empty });
    expect(kept.graph).toBe(begun.graph);
    expect(run(kept, { type: 'undo' }).graph).toBe(empty);
  });

  it('shows a way out that only an edge knows of', () => {
    const graph = {
      ...begun.graph,
      edges: [{ id: 'x', source: 'if', sourceHandle: 'gone', target: 'send_message' }],
    };
    const ways = waysOf(graph.nodes[1]!, graph.edges);
    expect(ways.map(({ id, isUnknown = false }) => [id, isUnknown])).toEqual([
      ['true', false],
      ['false', false],
      ['gone', true],
    ]);
  });
});

const kinds = ['manual', 'send_message', 'if', 'ask_visitor', 'start_workflow', 'end', 'switch'];

/** Any edit, by numbers that are read as nodes and ways out of the graph that is there. */
const anyEdit = fc.record({
  what: fc.constantFrom('add', 'connect', 'move', 'rename', 'remove', 'paste', 'undo', 'redo'),
  one: fc.nat(20),
  other: fc.nat(20),
  kind: fc.constantFrom(...kinds),
  isForeign: fc.boolean(),
});

function actionOf(
  { graph }: BuilderState,
  {
    what,
    one,
    other,
    kind,
    isForeign,
  }: typeof anyEdit extends fc.Arbitrary<infer Value> ? Value : never,
): BuilderAction {
  const node = (number: number) => graph.nodes[number % Math.max(1, graph.nodes.length)];
  const [from, to] = [node(one), node(other)];
  const ways = from ? waysOf(from, graph.edges) : [];
  const outcome = ways[other % Math.max(1, ways.length)]?.id ?? 'next';
  if (what === 'undo' || what === 'redo') return { type: what };
  if (!from || !to || what === 'add')
    return { type: 'add', kind, ...(from ? { behind: { source: from.id, outcome } } : {}) };
  const selection = { nodes: [from.id, to.id], edges: [] };
  if (what === 'connect') return { type: 'connect', source: from.id, outcome, target: to.id };
  if (what === 'move') return { type: 'move', places: { [from.id]: { x: one, y: other } } };
  if (what === 'rename') return { type: 'rename', id: from.id, label: `Label ${other}` };
  if (what === 'remove') return { type: 'remove', what: { ...selection, nodes: [from.id] } };
  return { type: 'paste', fragment: copy(graph, selection), by: { x: 8, y: 8 }, isForeign };
}

describe('any sequence of edits', () => {
  it('keeps ids apart and one edge to a way out, and is undone to the graph of before', () => {
    fc.assert(
      fc.property(fc.array(anyEdit, { maxLength: 60 }), (edits) => {
        let state = begin(empty);
        for (const edit of edits) {
          state = builderReducer(state, actionOf(state, edit));
          const { nodes, edges } = state.graph;
          expect(new Set(nodes.map(({ id }) => id)).size).toBe(nodes.length);
          expect(new Set(edges.map(({ id }) => id)).size).toBe(edges.length);
          const exits = edges.map(({ source, sourceHandle }) => `${source}.${sourceHandle}`);
          expect(new Set(exits).size).toBe(edges.length);
          for (const { source, target } of edges)
            expect(nodes.filter(({ id }) => id === source || id === target)).toHaveLength(2);
        }
        const last = state.graph;
        const steps = state.past.length;
        for (let step = 0; step < steps; step++) state = run(state, { type: 'undo' });
        expect(state.graph).toBe(empty);
        for (let step = 0; step < steps; step++) state = run(state, { type: 'redo' });
        expect(state.graph).toBe(last);
      }),
    );
  });
});

describe('copies', () => {
  const talk = run(
    begin(empty),
    { type: 'add', kind: 'ask_visitor' },
    { type: 'add', kind: 'send_message', behind: { source: 'ask_visitor', outcome: 'answered' } },
    {
      type: 'configure',
      id: 'send_message',
      config: { kind: 'send_message', text: 'Thanks for {{ steps.ask_visitor.answer }}' },
    },
  );
  const fragment = copy(talk.graph, { nodes: ['ask_visitor', 'send_message'], edges: [] });

  it('have new ids, keep the edges between them, and read each other', () => {
    const { graph, selection } = run(talk, {
      type: 'paste',
      fragment,
      by: { x: 32, y: 48 },
      isForeign: false,
    });
    expect(selection.nodes).toEqual(['ask_visitor_2', 'send_message_2']);
    expect(graph.edges.at(-1)).toMatchObject({ source: 'ask_visitor_2', target: 'send_message_2' });
    expect(graph.nodes.at(-1)!.data).toMatchObject({
      label: 'Send message 2',
      config: { text: 'Thanks for {{ steps.ask_visitor_2.answer }}' },
    });
  });

  it('come from the clipboard’s text, and from nothing that is no graph', () => {
    const text = JSON.stringify({ ...fragment, organisationId: 'org_1' });
    expect(readFragment(text)).toEqual({ ...fragment, organisationId: 'org_1' });
    for (const other of ['hello', '{}', '{"nodes":[],"edges":[]}', 'null'])
      expect(readFragment(other)).toBeUndefined();
  });

  it('of another organisation lose the ids of its chatbots and workflows, and nothing else', () => {
    const theirs = {
      nodes: [
        {
          id: 'trigger',
          type: 'trigger' as const,
          data: {
            label: 'Begin',
            config: { kind: 'message_received', chatbotId: 'bot_1', textContains: ['hi'] },
          },
          position: { x: 0, y: 0 },
        },
        {
          id: 'go_on',
          type: 'action' as const,
          data: {
            label: 'Go on',
            config: { kind: 'start_workflow', workflowId: 'wf_1', input: {} },
          },
          position: { x: 300, y: 0 },
        },
      ],
      edges: [],
    };
    const pasted = (isForeign: boolean) =>
      run(begin(empty), {
        type: 'paste',
        fragment: theirs,
        by: { x: 0, y: 0 },
        isForeign,
      }).graph.nodes.map(({ data }) => data.config);
    expect(pasted(true)).toEqual([
      { kind: 'message_received', textContains: ['hi'] },
      { kind: 'start_workflow', input: {} },
    ]);
    expect(pasted(false)).toEqual(theirs.nodes.map(({ data }) => data.config));
  });
});
