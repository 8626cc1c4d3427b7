import { compile } from '@echoai/automation/compile';
import {
  type Reference,
  type ReferenceStates,
  referenceKey,
} from '@echoai/automation/fields/referencesOf';
import { nodeDefinitions } from '@echoai/automation/nodes/index';
import { rootTypes } from '@echoai/automation/scope';
import type { WorkflowGraph } from '@echoai/contract';
import { describe, expect, it } from 'vitest';
import { arrange, tidy } from './arrange';
import { begin, builderReducer } from './builderReducer';
import { mendOf } from './mends';
import { hasOverlap } from './places';
import { summaryOf } from './summary';
import { walk } from './walk';

const diagnose = (graph: WorkflowGraph) =>
  compile({ graph, definitions: nodeDefinitions, roots: rootTypes }).diagnostics;

function graphOf(kinds: Record<string, string>, edges: string[]): WorkflowGraph {
  return {
    nodes: Object.entries(kinds).map(([id, kind], place) => ({
      id,
      type: nodeDefinitions[kind]!.type,
      data: { label: id, config: { kind, ...(nodeDefinitions[kind]!.example as object) } },
      position: { x: 0, y: place * 40 },
    })),
    edges: edges.map((id) => {
      const [source, sourceHandle, target] = id.split(/[.>]/) as [string, string, string];
      return { id, source, sourceHandle, target };
    }),
  };
}

const chain = { begin: 'manual', ask: 'ask_visitor', stop: 'end' };
const way = ['begin.next>ask', 'ask.answered>stop'];

describe('a mend', () => {
  it.each([
    ['outcome-not-connected', graphOf({ begin: 'manual', ask: 'ask_visitor' }, ['begin.next>ask'])],
    ['edge-without-node', graphOf(chain, [...way, 'ask.timeout>nobody'])],
    ['edge-without-outcome', graphOf(chain, [...way, 'ask.perhaps>stop'])],
    [
      'outcome-connected-twice',
      graphOf({ ...chain, other: 'end' }, [...way, 'ask.answered>other', 'ask.error>other']),
    ],
    ['unreachable-node', graphOf({ ...chain, island: 'end' }, way)],
    ['several-triggers', graphOf({ ...chain, again: 'manual' }, [...way, 'again.next>ask'])],
  ] as const)('of %s takes the finding away, and brings no other', (code, graph) => {
    const found = diagnose(graph);
    expect(found.map((one) => one.code)).toEqual([code]);
    const mended = builderReducer(begin(graph), mendOf(found[0]!, graph)!.edit);
    expect(diagnose(mended.graph)).toEqual([]);
  });

  it('is not offered where only the owner can know', () => {
    const graph = graphOf({ say: 'send_message' }, []);
    const found = diagnose(graph);
    expect(found.map(({ code }) => code)).toContain('missing-trigger');
    expect(found.map((one) => mendOf(one, graph))).toEqual(found.map(() => undefined));
  });
});

describe('the canvas', () => {
  const graph = graphOf({ ...chain, late: 'notify_team' }, [...way, 'ask.timeout>late']);

  it('lays cards out along the ways without one covering another, and leaves what is laid out', () => {
    expect(hasOverlap(graph)).toBe(true);
    const tidied = tidy(graph);
    expect(hasOverlap(tidied)).toBe(false);
    const x = (id: string) => arrange(graph)[id]!.x;
    expect([x('begin') < x('ask'), x('ask') < x('stop'), x('stop') === x('late')]).toEqual([
      true,
      true,
      true,
    ]);
    expect(tidy(tidied)).toBe(tidied);
  });

  it('is walked by arrow keys: along the first way, back, and across', () => {
    const tidied = tidy(graph);
    expect(walk(tidied, 'begin', 'ArrowRight')).toBe('ask');
    expect(walk(tidied, 'ask', 'ArrowRight')).toBe('stop');
    expect(walk(tidied, 'late', 'ArrowLeft')).toBe('ask');
    expect(walk(tidied, 'begin', 'ArrowLeft')).toBeUndefined();
    const [upper, lower] =
      arrange(graph).stop!.y < arrange(graph).late!.y ? ['stop', 'late'] : ['late', 'stop'];
    expect(walk(tidied, upper!, 'ArrowDown')).toBe(lower);
    expect(walk(tidied, lower!, 'ArrowUp')).toBe(upper);
  });

  it('sums a node up in a line', () => {
    const rules = [{ field: 'conversation.sentiment', operator: 'less', value: -0.4 }];
    expect(summaryOf({ kind: 'if', condition: { match: 'all', rules } })).toBe(
      'conversation.sentiment < -0.4',
    );
    expect(summaryOf({ kind: 'tag_conversation', add: ['refund', 'angry'], retry: {} })).toBe(
      'refund, angry',
    );
    const duration = { amount: 1, unit: 'days' };
    expect(summaryOf({ kind: 'wait', until: { mode: 'duration', duration } })).toBe(
      'duration 1 day',
    );
    expect(summaryOf({ kind: 'end' })).toBe('');
  });

  it('says the names of what a node refers to, and never an id that says nothing', () => {
    const config = {
      ...{ kind: 'slack_post_message', connectionId: 'con_1', to: 'C0SUPPORT', text: 'Hello' },
    };
    expect(summaryOf(config)).toBe('Hello');
    const option = { to: 'option', id: 'C0SUPPORT', connectionId: 'con_1', list: 'destinations' };
    const states: ReferenceStates = {
      [referenceKey({ to: 'connection', id: 'con_1', provider: 'slack' })]: {
        ...{ is: 'broken', name: 'Acme', reason: null },
      },
      [referenceKey({ ...option, of: {} } as Reference)]: { is: 'there', name: '#support' },
    };
    expect(summaryOf(config, states)).toBe('Acme · #support');
    const start = { kind: 'start_workflow', workflowId: 'wf_1' };
    expect(summaryOf(start)).toBe('');
  });
});
