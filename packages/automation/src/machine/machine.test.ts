import { describe, expect, it } from 'vitest';
import { assign, createActor, createMachine } from 'xstate';
import { compile } from '../compile.ts';
import { definitions } from '../testing/definitions.ts';
import { graphOf } from '../testing/graph.ts';
import {
  advance,
  fromJson,
  openMachine,
  start,
  toJson,
  type WorkflowMachine,
  workflowMachine,
} from './index.ts';

const graph = graphOf({ begin: 'trigger', ask: 'ask', thank: 'send', again: 'loop', stop: 'end' }, [
  'begin>ask',
  'ask.answered>thank',
  'ask.timeout>stop',
  'thank>again',
  'again.each>again',
  'again.done>stop',
]);

function machineOf(value: unknown): WorkflowMachine {
  const { machine, diagnostics } = compile({ graph: value, definitions, workflow: { id: 'wf_1' } });
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  // As it is stored and read again.
  return workflowMachine.parse(JSON.parse(JSON.stringify(machine)));
}

describe('a compiled machine', () => {
  it('is the JSON that XState runs, with a state for every node', () => {
    const machine = machineOf(graph);
    expect(machine).toMatchObject({ id: 'wf_1', initial: 's0', context: { steps: {} } });
    expect(machine.states.s1).toEqual({
      description: 'ASK',
      meta: { nodeId: 'ask', kind: 'ask' },
      entry: { type: 'perform', params: { nodeId: 'ask' } },
      on: {
        answered: { target: 's2', actions: { type: 'store', params: { nodeId: 'ask' } } },
        timeout: { target: 's4', actions: { type: 'store', params: { nodeId: 'ask' } } },
        error: { target: 'failed', actions: { type: 'store', params: { nodeId: 'ask' } } },
      },
    });
    expect(machine.states.s4).toEqual({
      type: 'final',
      description: 'STOP',
      meta: { nodeId: 'stop', kind: 'end' },
    });
  });

  it('runs unchanged as an actor of XState', () => {
    const performed: string[] = [];
    const machine = createMachine(machineOf(graph) as object).provide({
      actions: {
        perform: (_, params) => performed.push((params as unknown as { nodeId: string }).nodeId),
        store: assign({}),
      },
    });
    const actor = createActor(machine).start();
    for (const type of ['next', 'answered', 'next', 'each', 'done']) actor.send({ type });
    expect(performed).toEqual(['begin', 'ask', 'thank', 'again', 'again']);
    expect(actor.getSnapshot().status).toBe('done');
  });

  it('says node by node what is to be performed, and keeps what each gave', () => {
    const machine = openMachine(machineOf(graph));
    let at = start(machine);
    expect(at).toMatchObject({ status: 'running', nodeId: 'begin' });
    at = advance(machine, at.snapshot, { type: 'next', output: { text: 'Hi' } });
    const asked = at;
    expect(at).toMatchObject({ status: 'running', nodeId: 'ask' });
    at = advance(machine, at.snapshot, { type: 'answered', output: { answer: 'Yes' } });
    expect(at).toMatchObject({ status: 'running', nodeId: 'thank' });
    expect(at.snapshot.context).toEqual({
      steps: { begin: { text: 'Hi' }, ask: { answer: 'Yes' } },
    });
    expect(asked.snapshot.context).toEqual({ steps: { begin: { text: 'Hi' } } });
  });

  it('performs a node again that follows itself', () => {
    const machine = createMachine(machineOf(graph) as object);
    let count = 0;
    const counting = machine.provide({ actions: { perform: () => count++, store: () => {} } });
    const actor = createActor(counting).start();
    for (const type of ['next', 'answered', 'next']) actor.send({ type });
    const before = count;
    for (let round = 0; round < 3; round++) actor.send({ type: 'each' });
    expect(count - before).toBe(3);
  });

  it('ends at an end and at an outcome without edge, and fails at an error without edge', () => {
    const machine = openMachine(machineOf(graphOf({ a: 'trigger', b: 'send' }, ['a>b'])));
    const { snapshot } = advance(machine, start(machine).snapshot, { type: 'next' });
    expect(advance(machine, snapshot, { type: 'next' })).toMatchObject({
      status: 'ended',
      nodeId: null,
    });
    expect(advance(machine, snapshot, { type: 'error' })).toMatchObject({ status: 'failed' });

    const other = openMachine(machineOf(graphOf({ a: 'trigger', b: 'end' }, ['a>b'])));
    expect(advance(other, start(other).snapshot, { type: 'next' })).toMatchObject({
      status: 'ended',
      nodeId: 'b',
    });
  });

  it('goes on from a stored snapshot as if it had never stopped', () => {
    const machine = openMachine(machineOf(graph));
    let at = start(machine);
    for (const type of ['next', 'answered', 'next', 'each', 'each', 'done']) {
      const stored = JSON.parse(JSON.stringify(toJson(machine, at.snapshot)));
      const restored = fromJson(openMachine(machineOf(graph)), stored);
      expect(restored).toMatchObject({ status: at.status, nodeId: at.nodeId });
      at = advance(machine, restored.snapshot, { type, output: { type } });
    }
    expect(at).toMatchObject({ status: 'ended', nodeId: 'stop' });
    expect(at.snapshot.context).toMatchObject({ steps: { again: { type: 'done' } } });
    expect(fromJson(machine, toJson(machine, at.snapshot))).toMatchObject({ status: 'ended' });
  });

  it('refuses outcomes that a node does not have, and to go on after the end', () => {
    const machine = openMachine(machineOf(graph));
    const { snapshot } = start(machine);
    for (const type of ['answered', '*', '', 'xstate.init', '__proto__', 'constructor'])
      expect(() => advance(machine, snapshot, { type })).toThrow(`no outcome ${type}`);
    const asked = advance(machine, snapshot, { type: 'next' });
    const ended = advance(machine, asked.snapshot, { type: 'timeout' });
    expect(() => advance(machine, ended.snapshot, { type: 'next' })).toThrow('is over');
  });

  it.each([
    null,
    {},
    { status: 'active', value: 's99', context: { steps: {} } },
    { status: 'active', value: 'constructor', context: { steps: {} } },
    { status: 'active', value: { s0: 's1' }, context: { steps: {} } },
    { status: 'active', value: 's1', context: {} },
  ])('refuses %j as a snapshot', (json) => {
    expect(() => fromJson(openMachine(machineOf(graph)), json)).toThrow('stored state');
  });

  it('keeps outputs of any name without touching prototypes', () => {
    const machine = openMachine(
      machineOf(graphOf({ toString: 'trigger', b: 'end' }, ['toString>b'])),
    );
    const output = JSON.parse('{"__proto__":{"polluted":true}}');
    const { snapshot } = advance(machine, start(machine).snapshot, { type: 'next', output });
    expect(Object.keys((snapshot.context as { steps: object }).steps)).toEqual(['toString']);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });
});
