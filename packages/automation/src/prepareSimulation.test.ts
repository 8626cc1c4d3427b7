import { describe, expect, it } from 'vitest';
import { compile } from './compile.ts';
import { nodeDefinitions } from './nodes/index.ts';
import { rootTypes } from './scope.ts';
import { type PastStep, prepareSimulation } from './simulate.ts';
import { graphOf } from './testing/graph.ts';

type Nodes = Parameters<typeof graphOf>[0];

const visitor = { id: 'vis_1' };
const conversation = { id: 'ses_1' };
const now = new Date('2026-01-15T09:00:00Z');
const say = (text: string) => ({ kind: 'send_message', text });

function prepare(nodes: Nodes, edges: string[]) {
  const graph = graphOf({ begin: 'message_received', ...nodes }, edges, nodeDefinitions);
  const { machine } = compile({ graph, definitions: nodeDefinitions, roots: rootTypes });
  return prepareSimulation({ machine: machine!, graph });
}

/** Goes on after what happened. */
const run = (nodes: Nodes, edges: string[], { past }: { past: PastStep[] }) =>
  prepare(nodes, edges)({ event: { text: 'Hello' }, visitor, conversation, now, past });

describe('a prepared simulation', () => {
  it('goes on from what an execution did, whose steps are neither performed nor listed again', () => {
    const nodes = {
      mail: { kind: 'ask_visitor', question: 'Your address?', answerType: 'email' },
      thank: say('Thanks, {{ steps.mail.answer }}'),
      sorry: say('Sorry'),
    };
    const edges = ['begin>mail', 'mail.answered>thank', 'mail.timeout>sorry'];
    const past = [
      { nodeId: 'begin', outcome: 'next', output: {} },
      { nodeId: 'mail', outcome: 'answered', output: { answer: 'ada@example.com' } },
    ];
    const { status, steps, effects } = run(nodes, edges, { past });
    expect(status).toBe('ended');
    expect(steps.map(({ nodeId }) => nodeId)).toEqual(['thank']);
    expect(effects).toMatchObject([{ nodeId: 'thank', text: 'Thanks, ada@example.com' }]);
  });

  it('goes on from a node that failed and was tried again as it was left the last time', () => {
    const past = [
      { nodeId: 'begin', outcome: 'next', output: {} },
      { nodeId: 'call', outcome: 'error', output: { error: 'down' } },
      { nodeId: 'call', outcome: 'next', output: { status: 200, data: {} } },
    ];
    const call = { kind: 'http_request', url: 'https://shop.example', method: 'GET' };
    const nodes = { call, done: say('Done: {{ steps.call.status }}') };
    const { status, effects } = run(nodes, ['begin>call', 'call>done'], { past });
    expect({ status, effects }).toMatchObject({
      status: 'ended',
      effects: [{ text: 'Done: 200' }],
    });
  });

  it('says so when the workflow no longer comes to where the execution went', () => {
    const past = [
      { nodeId: 'begin', outcome: 'next', output: {} },
      { nodeId: 'gone', outcome: 'next', output: {} },
    ];
    expect(run({ tell: say('Hello') }, ['begin>tell'], { past })).toMatchObject({
      status: 'stopped',
      error: 'The workflow no longer comes to “gone” on the way that was taken.',
    });
  });

  it('is prepared once for many inputs, and tells each run apart', () => {
    const runOn = prepare({ tell: say('{{ event.text }}') }, ['begin>tell']);
    const texts = ['a', 'b'].map(
      (text) => runOn({ event: { text }, visitor, conversation, now }).effects,
    );
    expect(texts).toMatchObject([[{ text: 'a' }], [{ text: 'b' }]]);
  });
});
