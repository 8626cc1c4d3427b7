import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compile } from './compile.ts';
import { diagnosticCodes } from './diagnostics.ts';
import { advance, openMachine, type Progress, start } from './machine/index.ts';
import { definitions } from './testing/definitions.ts';
import { graphOf } from './testing/graph.ts';
import { type AnyConfig, randomGraph } from './testing/randomGraph.ts';

const plain = fc
  .constantFrom('send', 'look', 'ask', 'wait', 'loop', 'end')
  .map((kind) => ({ kind }));
const choice = fc.constant({ kind: 'choose', cases: ['a', 'b', 'c'] });
const condition = (field: string) => ({ kind: 'if', field, operator: 'less', value: 1 });

const config: AnyConfig = (_, others) =>
  fc.oneof(plain, choice, fc.constantFrom(...others.map((id) => condition(`steps.${id}.value`))));

/** Of what every graph has, so that many are without errors. */
const soundConfig: AnyConfig = () =>
  fc.oneof(plain, choice, fc.constant(condition('event.sentiment')));

describe('any value', () => {
  const nested = (depth: number) => {
    let value: unknown = 1;
    for (let level = 0; level < depth; level++) value = { rules: [value] };
    return value;
  };

  /** What is wrong is said, whatever it is; the answer is JSON. */
  function expectAnswer(value: unknown) {
    const { graph, machine, diagnostics } = compile({ graph: value, definitions });
    if (!graph) expect(diagnostics.length).toBeGreaterThan(0);
    expect(machine === null).toBe(diagnostics.some(({ severity }) => severity === 'error'));
    for (const { code, message } of diagnostics) {
      expect(diagnosticCodes).toContain(code);
      expect(message).toMatch(/\.$/);
    }
    expect(diagnostics.filter(({ code }) => code === 'invalid-graph').length).toBeLessThanOrEqual(
      50,
    );
    return diagnostics;
  }

  it('is answered with diagnostics and never with an exception', () => {
    const withEverything = { withBigInt: true, withDate: true, withMap: true, withSet: true };
    const values = fc.oneof(fc.anything({ ...withEverything, withNullPrototype: true }), fc.json());
    fc.assert(
      fc.property(values, (value) => void expectAnswer(value)),
      { numRuns: 1_000 },
    );
  });

  it('in any place of a graph is answered so too', () => {
    fc.assert(
      fc.property(
        randomGraph({ config }),
        fc.array(fc.nat(), { minLength: 2, maxLength: 8 }),
        fc.anything(),
        (graph, turns, value) => {
          const copy = structuredClone(graph) as object;
          let place = copy as Record<string, unknown>;
          for (const turn of turns) {
            const keys = Object.keys(place);
            const key = keys[turn % keys.length];
            const next = key === undefined ? undefined : place[key];
            if (typeof next !== 'object' || next === null || Object.keys(next).length === 0) break;
            place = next as Record<string, unknown>;
          }
          const keys = Object.keys(place);
          const key = keys[turns[0]! % keys.length] ?? 'key';
          Object.defineProperty(place, key, { value, enumerable: true, writable: true });
          expectAnswer(copy);
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it.each([
    ['deep', { nodes: nested(100_000), edges: [] }, 'nested deeper'],
    ['wide', { nodes: Array(300_000).fill(0), edges: [] }, 'too large'],
    ['polluting', JSON.parse('{"nodes":[],"edges":[],"__proto__":{"a":1}}'), '__proto__'],
    [
      'polluting within',
      JSON.parse('{"nodes":[{"data":{"__proto__":1}}],"edges":[]}'),
      '__proto__',
    ],
    ['with a function', { nodes: [() => {}], edges: [] }, 'function'],
    ['with a reserved id', graphOf({ constructor: 'trigger' }, []), 'id constructor'],
    ['with too many nodes', { nodes: Array(1_001).fill({}), edges: [] }, 'cannot be read'],
  ])('that is %s is refused by a sentence', (_, value, says) => {
    const [diagnostic] = expectAnswer(value);
    expect(diagnostic).toMatchObject({ code: 'invalid-graph', message: expect.any(String) });
    expect(diagnostic!.message).toContain(says);
  });

  it('that is circular, or throws when it is read, is refused', () => {
    const circle: Record<string, unknown> = { edges: [] };
    circle.nodes = circle;
    const hostile = {
      get nodes(): never {
        throw new Error('no');
      },
    };
    for (const value of [circle, hostile, new Proxy({}, { ownKeys: () => ['a', 'a'] })])
      expect(expectAnswer(value)[0]!.code).toBe('invalid-graph');
  });
});

describe('a machine without errors', () => {
  it('ends or waits within a bound, whatever the outcomes are', () => {
    const maxRounds = 3;
    let count = 0;
    fc.assert(
      fc.property(
        randomGraph({ maxNodes: 12, config: soundConfig }),
        fc.array(fc.nat(), { minLength: 50, maxLength: 50 }),
        (graph, choices) => {
          const { machine: json } = compile({ graph, definitions });
          if (!json) return;
          count++;
          const machine = openMachine(json);
          const rounds: Record<string, number> = {};
          // Nodes passed without a wait: each once for every combination of counts at most.
          const loops = graph.nodes.filter(({ data }) => data.config.kind === 'loop').length;
          const bound = graph.nodes.length * (maxRounds + 1) ** loops;
          let at: Progress = start(machine);
          let sinceWait = 0;
          for (let step = 0; step < 500 && at.status === 'running'; step++) {
            const node = graph.nodes.find(({ id }) => id === at.nodeId)!;
            sinceWait = definitions[node.data.config.kind]!.waits ? 0 : sinceWait + 1;
            expect(sinceWait).toBeLessThanOrEqual(bound);
            const outcomes = Object.keys(outcomesOf(json, node.id)).filter(
              (id) => id !== 'each' || (rounds[node.id] ?? 0) < maxRounds,
            );
            const type = outcomes[choices[step % choices.length]! % outcomes.length]!;
            rounds[node.id] = type === 'each' ? (rounds[node.id] ?? 0) + 1 : 0;
            at = advance(machine, at.snapshot, { type });
          }
        },
      ),
      { numRuns: 600 },
    );
    expect(count).toBeGreaterThan(50);
  });

  function outcomesOf(json: { states: object }, nodeId: string): object {
    const states = Object.values(json.states) as { meta?: { nodeId: string }; on?: object }[];
    return states.find(({ meta }) => meta?.nodeId === nodeId)!.on!;
  }
});

describe('compiling', () => {
  it('a thousand nodes with loops, conditions and variables gives a bounded list of problems', () => {
    const nodes: Parameters<typeof graphOf>[0] = { n0: 'trigger' };
    const edges = ['n0>n1'];
    for (let index = 1; index < 1_000; index++) {
      const id = `n${index}`;
      const field = `steps.n${(index * 7) % 1_000}.value`;
      nodes[id] =
        index % 3 === 0
          ? { kind: 'if', field, operator: 'less', value: index % 10 }
          : index % 3 === 1
            ? { kind: 'look' }
            : { kind: 'send', text: `{{ ${field} }} {{ conversation.sentiment }}` };
      for (const outcome of ['true', 'found', 'next'])
        edges.push(`${id}.${outcome}>n${1 + ((index * 13) % 999)}`);
      for (const outcome of ['false', 'absent', 'error'])
        edges.push(`${id}.${outcome}>n${(index % 999) + 1}`);
    }
    const kindOf = (id: string) => (nodes[id] as { kind: string }).kind;
    const has: Record<string, string> = {
      if: 'true false',
      look: 'found absent',
      send: 'next error',
    };
    const graph = graphOf(
      nodes,
      edges.filter((edge) => {
        const [source, outcome = 'next'] = edge.split('>')[0]!.split('.') as [string, string?];
        return source === 'n0' || has[kindOf(source)]!.split(' ').includes(outcome);
      }),
    );
    const { diagnostics } = compile({ graph, definitions });
    expect(diagnostics.length).toBeLessThan(2_100);
  });
});
