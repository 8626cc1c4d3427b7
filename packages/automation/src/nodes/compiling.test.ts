import { describe, expect, it } from 'vitest';
import { createMachine } from 'xstate';
import { toDirectedGraph } from 'xstate/graph';
import { compile } from '../compile.ts';
import { rootTypes } from '../scope.ts';
import { graphOf } from '../testing/graph.ts';
import { realChain } from '../testing/realChain.ts';
import { nodeDefinitions } from './index.ts';

type Nodes = Parameters<typeof graphOf>[0];

const compiledGraph = (graph: unknown) =>
  compile({ graph, definitions: nodeDefinitions, roots: rootTypes });

/** Codes of the errors, each with the node at fault. */
const errors = (nodes: Nodes, edges: string[]) =>
  compiledGraph(graphOf(nodes, edges, nodeDefinitions))
    .diagnostics.filter(({ severity }) => severity === 'error')
    .map(({ code, nodeId, message }) => `${code} ${nodeId} ${message}`);

const kinds = Object.values(nodeDefinitions);
const begin = { begin: 'message_received' };

describe('the example of every kind compiles', () => {
  it.each(kinds.filter(({ type }) => type === 'trigger'))('as a trigger: $kind', (trigger) => {
    const nodes = { begin: { kind: trigger.kind, ...(trigger.example as object) }, stop: 'end' };
    expect(errors(nodes, ['begin>stop'])).toEqual([]);
  });

  it.each(kinds.filter(({ type }) => type !== 'trigger'))(
    'where the variables that it reads are there: $kind',
    (definition) => {
      const { kind, example, config } = definition;
      const before = stepsReadBy(JSON.stringify(example));
      const way = ['begin', ...before.map((id) => `${id}.${outcomeOf(id)}`)];
      const nodes = {
        ...begin,
        ...Object.fromEntries(before.map((id) => [id, providerOf(id)])),
        node: { kind, ...(example as object) },
        ...(kind === 'end' ? {} : { stop: 'end' }),
      };
      const outcomes = definition.outcomes(config.parse(example)).map(({ id }) => id);
      const edges = [
        ...way.map((from, position) => `${from}>${before[position] ?? 'node'}`),
        ...outcomes.map((id) => `node.${id}>${id === 'each' ? 'node' : 'stop'}`),
      ];
      expect(errors(nodes, edges)).toEqual([]);
    },
  );

  const stepsReadBy = (example: string) => [
    ...new Set([...example.matchAll(/steps\.(\w+)/g)].map(([, id]) => id!)),
  ];
  const isAsked = (id: string) => id.startsWith('ask');
  const outcomeOf = (id: string) => (isAsked(id) ? 'answered' : 'next');

  /** A node that gives what examples read of a node called so. */
  function providerOf(id: string) {
    if (!isAsked(id)) {
      const sample = { id: 'A-1024', total: 59.9, history: 'Sent on Monday', items: ['Coat'] };
      return { kind: 'http_request', url: 'https://example.com', sample };
    }
    const answerType = id === 'ask_email' ? 'email' : 'text';
    return { kind: 'ask_visitor', question: 'What?', answerType };
  }
});

describe('where something is sent', () => {
  const askAndMail = (answerType: string) =>
    errors(
      {
        ...begin,
        ask: { kind: 'ask_visitor', question: 'Your address?', answerType },
        mail: { kind: 'send_email', to: ['{{ steps.ask.answer }}'], subject: 'Hi', body: 'Hello' },
      },
      ['begin>ask', 'ask.answered>mail'],
    );

  it('may be an answer that was asked for as an e-mail address, and no other', () => {
    expect(askAndMail('email')).toEqual([]);
    expect(askAndMail('text')).toEqual([expect.stringMatching(/^unchecked-recipient mail /)]);
  });

  it('may not be a host that the visitor wrote', () => {
    const unsafe = [
      '{{ event.text }}',
      'https://{{ event.text }}/',
      'https://{{ event.text }}.example.com/',
      'https://example.com{{ event.text }}/',
      'https://example.com:{{ event.text }}/',
      'https://example.com\\{{ event.text }}/',
      'https://{% if now %}{{ event.text }}{% endif %}/',
    ];
    const request = (url: string) =>
      errors({ ...begin, call: { kind: 'http_request', url } }, ['begin>call']);
    for (const url of unsafe)
      expect(request(url)).toEqual([expect.stringMatching(/^unchecked-recipient call /)]);
    for (const url of ['https://example.com/{{ event.text }}', 'http://a.b?q={{ event.text }}'])
      expect(request(url)).toEqual([]);
  });

  it('may not be an address of the contact that nobody checked', () => {
    const mail = { kind: 'send_email', to: ['{{ visitor.email }}'], subject: 'Hi', body: 'Hello' };
    const check = { kind: 'validate_data', value: 'visitor.email', check: 'email' };
    expect(errors({ ...begin, mail }, ['begin>mail'])).toEqual([
      expect.stringMatching(/^unchecked-recipient mail /),
    ]);
    expect(errors({ ...begin, check, mail }, ['begin>check', 'check.valid>mail'])).toEqual([]);
  });
});

describe('variables of visitor, conversation, workflow and execution', () => {
  const say = (text: string) =>
    errors({ ...begin, say: { kind: 'send_message', text } }, ['begin>say']);

  it.each([
    'visitor.name',
    'visitor.properties.plan',
    'conversation.lastMessage.intent',
    'conversation.tags.first',
    'workflow.version',
    'execution.startedAt',
    'now',
  ])('are known: %s', (path) => expect(say(`{{ ${path} }}`)).toEqual([]));

  it.each(['visitor.surname', 'conversation.mood', 'workflow.owner', 'execution.visit'])(
    'are refused where there is none: %s',
    (path) =>
      expect(say(`{{ ${path} }}`)).toEqual([expect.stringMatching(/^unknown-variable say /)]),
  );

  it('are compared by their type', () => {
    const rules = [{ field: 'conversation.tags', operator: 'greater', value: 1 }];
    const look = { kind: 'if', condition: { match: 'all', rules } };
    expect(errors({ ...begin, look }, ['begin>look'])).toEqual([
      expect.stringMatching(/^type-mismatch look /),
    ]);
  });
});

describe('a workflow of every kind', () => {
  it('of two hundred nodes compiles', () => {
    const graph = realChain(20);
    expect(graph.nodes).toHaveLength(201);
    const { machine, diagnostics } = compiledGraph(graph);
    expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(Object.keys(machine!.states)).toHaveLength(203);
  });

  it('opens in the tools of XState, with a label on every node and an edge for every way', () => {
    const machine = createMachine(compiledGraph(realChain(2)).machine as object);
    const { children } = toDirectedGraph(machine);
    expect(children).toHaveLength(23);
    expect(children[0]!.stateNode.description).toBe('BEGIN');
    const { edges: ways } = children.find(({ stateNode }) => stateNode.description === 'LOOP_0')!;
    expect(ways.map(({ label, target }) => [label.text, target.description])).toEqual([
      ['each', 'KEEP_0'],
      ['done', 'WAIT_0'],
      ['error', 'Failed'],
    ]);
  });
});
