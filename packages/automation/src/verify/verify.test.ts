import { describe, expect, it } from 'vitest';
import { compile } from '../compile.ts';
import { type DiagnosticCode, diagnosticCodes } from '../diagnostics.ts';
import { type Reference, type ReferenceStates, referenceKey } from '../fields/referencesOf.ts';
import { definitions } from '../testing/definitions.ts';
import { graphOf } from '../testing/graph.ts';
import type { WorkflowContext } from './analysis.ts';

interface Example {
  wrong: unknown;
  mended: unknown;
  nodeId?: string | null;
  field?: string;
  says: string;
  path?: string[];
  workflow?: WorkflowContext;
  /** States of what both graphs refer to. */
  references?: ReferenceStates;
}

type Nodes = Parameters<typeof graphOf>[0];
const begin = { begin: 'trigger' };
const happy = { field: 'conversation.sentiment', operator: 'greater', value: 0.5 };
const unhappy = { field: 'conversation.sentiment', operator: 'less', value: 0 };
const twoConditions = (second: object, outcome: string) =>
  graphOf({ ...begin, one: { kind: 'if', ...unhappy }, two: { kind: 'if', ...second } } as Nodes, [
    'begin>one',
    `one.${outcome}>two`,
  ]);
const withDuplicate = () => {
  const graph = graphOf({ ...begin, a: 'send' }, ['begin>a']);
  return { ...graph, nodes: [...graph.nodes, graph.nodes[1]] };
};

const posting = (config: object) =>
  graphOf({ ...begin, a: { kind: 'post', channel: '', ...config } } as Nodes, ['begin>a']);
const connectionTo = (id: string): Reference => ({ to: 'connection', id, provider: 'slack' });
const statesOf = (...states: [Reference, ReferenceStates[string]][]): ReferenceStates =>
  Object.fromEntries(states.map(([reference, state]) => [referenceKey(reference), state]));

/** For each code a graph that has it, and the same graph mended. */
const examples: Record<DiagnosticCode, Example> = {
  'invalid-graph': {
    wrong: { nodes: [{ id: '1 2', type: 'trigger', data: {}, position: null }] },
    mended: graphOf({ begin: 'trigger' }, []),
    nodeId: null,
    says: 'nodes.0.id must be of letters, digits and underscores',
  },
  'duplicate-id': {
    wrong: withDuplicate(),
    mended: graphOf({ ...begin, a: 'send' }, ['begin>a']),
    nodeId: 'a',
    says: '“A” has the id a, which “A” has already',
  },
  'missing-trigger': {
    wrong: graphOf({ a: 'send' }, []),
    mended: graphOf({ ...begin, a: 'send' }, ['begin>a']),
    nodeId: null,
    says: 'Nothing starts this workflow',
  },
  'several-triggers': {
    wrong: graphOf({ ...begin, other: 'trigger', a: 'send' }, ['begin>a', 'other>a']),
    mended: graphOf({ ...begin, a: 'send' }, ['begin>a']),
    nodeId: 'other',
    says: '“OTHER” is a trigger beside “BEGIN”',
  },
  'unknown-kind': {
    wrong: graphOf({ ...begin, a: 'toString' }, ['begin>a']),
    mended: graphOf({ ...begin, a: 'send' }, ['begin>a']),
    nodeId: 'a',
    says: '“A” is of the kind “toString”',
  },
  'invalid-configuration': {
    wrong: graphOf({ ...begin, a: { kind: 'send', text: '' } }, ['begin>a']),
    mended: graphOf({ ...begin, a: { kind: 'send', text: 'Hi' } }, ['begin>a']),
    nodeId: 'a',
    field: 'text',
    says: 'In “A”, text must not be empty.',
  },
  'edge-without-node': {
    wrong: graphOf({ ...begin, a: 'send' }, ['begin>a', 'a>gone']),
    mended: graphOf({ ...begin, a: 'send' }, ['begin>a']),
    nodeId: 'a',
    says: 'An edge from “A” leads to a node that does not exist (gone)',
  },
  'edge-without-outcome': {
    wrong: graphOf({ ...begin, a: 'ask', b: 'end' }, ['begin>a', 'a.answered>b', 'a.maybe>b']),
    mended: graphOf({ ...begin, a: 'ask', b: 'end' }, ['begin>a', 'a.answered>b', 'a.timeout>b']),
    nodeId: 'a',
    says: 'An edge leaves “A” by “maybe”',
  },
  'outcome-connected-twice': {
    wrong: graphOf({ ...begin, a: 'send', b: 'send' }, ['begin>a', 'begin>b', 'a>b']),
    mended: graphOf({ ...begin, a: 'send', b: 'send' }, ['begin>a', 'a>b']),
    nodeId: 'begin',
    says: '“Next” of “BEGIN” leads to 2 nodes',
  },
  'outcome-not-connected': {
    wrong: graphOf({ ...begin, a: 'ask' }, ['begin>a']),
    mended: graphOf({ ...begin, a: 'ask', b: 'end' }, ['begin>a', 'a.answered>b']),
    nodeId: 'a',
    says: '“Answered” of “A” leads nowhere',
  },
  'unreachable-node': {
    wrong: graphOf({ ...begin, a: 'send', b: 'send', c: 'send' }, ['begin>a', 'b>c', 'c>a']),
    mended: graphOf({ ...begin, a: 'send', b: 'send', c: 'send' }, ['begin>b', 'b>c', 'c>a']),
    nodeId: 'b',
    says: '“B” never runs',
  },
  'path-without-end': {
    wrong: graphOf({ ...begin, a: 'send', b: 'send' }, ['begin>a', 'a>b', 'b>a']),
    mended: graphOf({ ...begin, a: 'send', b: 'wait' }, ['begin>a', 'a>b', 'b>a']),
    nodeId: 'a',
    says: 'From “A” no way leads to an end or to a wait',
    path: ['begin', 'a', 'b', 'a'],
  },
  'endless-loop': {
    wrong: graphOf({ ...begin, a: 'send', b: 'look' }, ['begin>a', 'a>b', 'b.absent>a']),
    mended: graphOf({ ...begin, a: 'send', b: 'look', c: 'wait' }, [
      ...['begin>a', 'a>b', 'b.absent>c', 'c>a'],
    ]),
    nodeId: 'a',
    says: 'The loop “A” → “B” can go round without end',
    path: ['a', 'b', 'a'],
  },
  'variable-not-set': {
    wrong: graphOf({ ...begin, a: 'look', b: { kind: 'send', text: '{{ steps.a.value }}' } }, [
      ...['begin>a', 'a.found>b', 'a.absent>b'],
    ]),
    mended: graphOf({ ...begin, a: 'look', b: { kind: 'send', text: '{{ steps.a.value }}' } }, [
      ...['begin>a', 'a.found>b'],
    ]),
    nodeId: 'b',
    field: 'text',
    says: '“B” uses steps.a.value, but can be reached without leaving “A” by “Found”',
    path: ['begin', 'a', 'b'],
  },
  'unknown-variable': {
    wrong: graphOf({ ...begin, a: { kind: 'send', text: 'Dear {{ steps.gone.name }}' } }, [
      'begin>a',
    ]),
    mended: graphOf({ ...begin, a: { kind: 'send', text: 'Dear {{ visitor.name }}' } }, [
      'begin>a',
    ]),
    nodeId: 'a',
    field: 'text',
    says: 'no node has the id gone',
  },
  'type-mismatch': {
    wrong: graphOf(
      {
        ...begin,
        a: { kind: 'ask', isList: true },
        b: { kind: 'send', count: '{{ steps.a.answer }}' },
      },
      ['begin>a', 'a.answered>b'],
    ),
    mended: graphOf(
      {
        ...begin,
        a: { kind: 'ask', isList: true },
        b: { kind: 'send', count: '{{ steps.a.answer.size }}' },
      },
      ['begin>a', 'a.answered>b'],
    ),
    nodeId: 'b',
    field: 'count',
    says: '“B” needs a number here, but steps.a.answer is a list',
  },
  'invalid-template': {
    wrong: graphOf({ ...begin, a: { kind: 'send', text: 'Hello {{ visitor.name' } }, ['begin>a']),
    mended: graphOf({ ...begin, a: { kind: 'send', text: 'Hello {{ visitor.name }}' } }, [
      'begin>a',
    ]),
    nodeId: 'a',
    field: 'text',
    says: 'not closed (line 1, column 7)',
  },
  'condition-never-true': {
    wrong: twoConditions(happy, 'true'),
    mended: twoConditions(happy, 'false'),
    nodeId: 'two',
    says: '“TWO” can never be left by “Yes”: what comes before it rules out that conversation.sentiment > 0.5',
    path: ['begin', 'one', 'two'],
  },
  'condition-always-true': {
    wrong: twoConditions({ ...happy, operator: 'less' }, 'true'),
    mended: twoConditions({ ...happy, operator: 'less' }, 'false'),
    nodeId: 'two',
    says: '“TWO” is never left by “No”',
    path: ['begin', 'one', 'two'],
  },
  'workflow-circle': {
    wrong: graphOf({ ...begin, a: { kind: 'start', workflowId: 'wf_2' } }, ['begin>a']),
    mended: graphOf({ ...begin, a: { kind: 'start', workflowId: 'wf_4' } }, ['begin>a']),
    nodeId: 'a',
    says: '“A” starts a circle of workflows: this one → “Escalate” → “wf_3” → this one',
    path: ['begin', 'a'],
    workflow: {
      id: 'wf_1',
      startsIndirectly: { wf_2: ['wf_4', 'wf_3'], wf_3: ['wf_1'] },
      titles: { wf_2: 'Escalate' },
    },
  },
  'unchecked-recipient': {
    wrong: graphOf({ ...begin, a: { kind: 'send', to: '{{ visitor.email }}' } }, ['begin>a']),
    mended: graphOf(
      {
        ...begin,
        check: { kind: 'validate', path: 'visitor.email' },
        a: { kind: 'send', to: '{{ visitor.email }}' },
      },
      ['begin>check', 'check.valid>a'],
    ),
    nodeId: 'a',
    field: 'to',
    says: 'visitor.email comes from outside and decides where “A” sends to',
    path: ['begin', 'a'],
  },
  'raw-in-address': {
    wrong: graphOf(
      { ...begin, a: { kind: 'send', text: 'x', url: 'https://a.b/{{ event.text | raw }}' } },
      ['begin>a'],
    ),
    mended: graphOf(
      { ...begin, a: { kind: 'send', text: 'x', url: 'https://a.b/{{ event.text }}' } },
      ['begin>a'],
    ),
    nodeId: 'a',
    field: 'url',
    says: '“A” puts a value into its address as it is',
  },
  'missing-reference': {
    wrong: posting({ connectionId: 'con_example' }),
    mended: posting({ connectionId: 'con_1' }),
    nodeId: 'a',
    field: 'connectionId',
    says: 'In “A”, “Connection” names a connection that does not exist. Choose one',
    references: statesOf(
      [connectionTo('con_example'), { is: 'missing' }],
      [connectionTo('con_1'), { is: 'there' }],
    ),
  },
  'broken-connection': {
    wrong: posting({ connectionId: 'con_2' }),
    mended: posting({ connectionId: 'con_1' }),
    nodeId: 'a',
    field: 'connectionId',
    says: 'names “Acme”, which does not work. The app was removed. Connect it again',
    references: statesOf(
      [connectionTo('con_2'), { is: 'broken', name: 'Acme', reason: 'The app was removed' }],
      [connectionTo('con_1'), { is: 'there' }],
    ),
  },
  'unsure-reference': {
    wrong: posting({ connectionId: 'con_1', channel: 'C1', tag: 'vipp' }),
    mended: posting({ connectionId: 'con_1', channel: 'C2' }),
    nodeId: 'a',
    field: 'channel',
    says: '“Channel” could not be checked. Slack does not answer. Check it again later.',
    references: statesOf(
      [
        { to: 'option', id: 'C1', connectionId: 'con_1', list: 'channels', of: {} },
        { is: 'unknown', reason: 'Slack does not answer' },
      ],
      [{ to: 'tag', id: 'vipp' }, { is: 'missing' }],
    ),
  },
};

describe('the verifier', () => {
  it.each(diagnosticCodes)('finds %s, and finds it no more when it is mended', (code) => {
    const { wrong, mended, workflow, references, says, ...expected } = examples[code];
    const found = compile({ graph: wrong, definitions, workflow, references });
    const diagnostic = found.diagnostics.find((one) => one.code === code);
    expect(diagnostic).toMatchObject({ ...expected, message: expect.stringContaining(says) });
    expect(found.machine === null).toBe(
      found.diagnostics.some(({ severity }) => severity === 'error'),
    );
    const { machine, diagnostics } = compile({ graph: mended, definitions, workflow, references });
    expect(diagnostics.filter((one) => one.code === code)).toEqual([]);
    expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(machine).not.toBeNull();
  });
});
