import type { WorkflowGraph } from '@echoai/contract';
import { describe, expect, it } from 'vitest';
import { diffGraphs, isUnchanged, mergedGraph } from './diffGraphs.ts';

type Config = WorkflowGraph['nodes'][number]['data']['config'];

/** @param edges as `from.outcome>to` */
function graphOf(nodes: Record<string, Config>, edges: string[], x = 0): WorkflowGraph {
  return {
    nodes: Object.entries(nodes).map(([id, config]) => ({
      id,
      type: 'action',
      data: { label: id, config },
      position: { x, y: 0 },
    })),
    edges: edges.map((edge, place) => {
      const [, source = '', sourceHandle = '', target = ''] = edge.match(/(\w+)\.(\w+)>(\w+)/)!;
      return { id: `e${place}`, source, sourceHandle, target };
    }),
  };
}

const begin = { kind: 'manual' };
const tell = { kind: 'notify_team', title: 'Hello' };
const before = graphOf({ begin, tell }, ['begin.next>tell']);

describe('the difference of two graphs', () => {
  it('is nothing when cards only moved, a default is written out, or edges have other ids', () => {
    const moved = graphOf({ begin, tell: { ...tell, text: '' } }, ['begin.next>tell'], 300);
    moved.edges[0]!.id = 'another';
    delete moved.edges[0]!.sourceHandle;
    const diff = diffGraphs(before, moved);
    expect(isUnchanged(diff)).toBe(true);
    expect(diff.nodes.map(({ change }) => change)).toEqual(['same', 'same']);
  });

  it('names nodes and edges that came and went', () => {
    const after = graphOf({ begin, stop: { kind: 'end' } }, ['begin.next>stop']);
    const { nodes, edges } = diffGraphs(before, after);
    expect(nodes.map(({ id, change }) => [id, change])).toEqual([
      ['begin', 'same'],
      ['stop', 'added'],
      ['tell', 'removed'],
    ]);
    expect(edges.map(({ id, change }) => [id, change])).toEqual([
      ['begin.next>tell', 'removed'],
      ['begin.next>stop', 'added'],
    ]);
  });

  it('tells what changed of a node, field by field, down to the value', () => {
    const ask = (config: object) => graphOf({ ask: { kind: 'ask_visitor', ...config } }, []);
    const old = ask({ question: 'Which?', answerType: 'choice', choices: ['a', 'b'] });
    const now = ask({
      question: 'Which one?',
      answerType: 'choice',
      choices: ['a', 'c'],
      retry: { attempts: 5 },
    });
    now.nodes[0]!.data.label = 'Ask them';
    expect(diffGraphs(old, now).nodes[0]!.fields).toEqual([
      { path: ['label'], before: 'ask', after: 'Ask them' },
      { path: ['question'], before: 'Which?', after: 'Which one?' },
      { path: ['choices'], before: ['a', 'b'], after: ['a', 'c'] },
      { path: ['retry', 'attempts'], before: 3, after: 5 },
    ]);
  });

  it('goes into lists of objects, and says of what is not there any more that it was', () => {
    const rule = (value: string) => ({ field: 'event.text', operator: 'contains', value });
    const when = (...values: string[]) =>
      graphOf({ is: { kind: 'if', condition: { match: 'all', rules: values.map(rule) } } }, []);
    const { fields } = diffGraphs(when('a', 'b'), when('c')).nodes[0]!;
    expect(fields.map(({ path }) => path.join('.'))).toEqual([
      'condition.rules.0.value',
      'condition.rules.1',
    ]);
    expect(fields[0]).toMatchObject({ before: 'a', after: 'c' });
    expect(fields[1]).toMatchObject({ before: { value: 'b' }, after: undefined });
  });

  it('can be read of nodes that are not right yet, or of a kind that is gone', () => {
    const odd = (text: number) => graphOf({ odd: { kind: 'gone', text } }, []);
    expect(diffGraphs(odd(1), odd(2)).nodes[0]!.fields).toEqual([
      { path: ['text'], before: 1, after: 2 },
    ]);
  });

  it('is drawn with every node and edge of either graph', () => {
    const after = graphOf({ begin, stop: { kind: 'end' } }, ['begin.next>stop'], 300);
    const merged = mergedGraph(diffGraphs(before, after));
    expect(merged.nodes.map(({ id, position }) => [id, position.x])).toEqual([
      ['begin', 300],
      ['stop', 300],
      ['tell', 0],
    ]);
    expect(merged.edges.map(({ id }) => id)).toEqual(['begin.next>tell', 'begin.next>stop']);
  });
});
