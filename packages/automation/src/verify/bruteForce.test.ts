import type { WorkflowGraph } from '@echoai/contract/workflowGraph';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compile } from '../compile.ts';
import { evaluate, type Operator } from '../conditions/index.ts';
import type { Diagnostic, DiagnosticCode } from '../diagnostics.ts';
import { definitions } from '../testing/definitions.ts';
import { everyPlace, hasEndlessWay } from '../testing/explore.ts';
import { type AnyConfig, randomGraph } from '../testing/randomGraph.ts';

/** The verifier against trying everything, on graphs that are small enough for it. */

const runs = { numRuns: 400 };

function find(graph: WorkflowGraph, ...codes: DiagnosticCode[]): Diagnostic[] {
  const { diagnostics } = compile({ graph, definitions });
  return diagnostics.filter(({ code }) => codes.includes(code));
}

const kinds = (...kinds: string[]) => fc.constantFrom(...kinds.map((kind) => ({ kind })));

const isEdge = (graph: WorkflowGraph, source: string, target: string) =>
  graph.edges.some((edge) => edge.source === source && edge.target === target);

function expectWay(graph: WorkflowGraph, path: string[]) {
  for (const [position, id] of path.entries())
    if (position > 0) expect(isEdge(graph, path[position - 1]!, id), path.join(' ')).toBe(true);
}

describe('the verifier agrees with trying everything', () => {
  it('on which nodes never run', () => {
    const config: AnyConfig = () => kinds('send', 'look', 'ask', 'end');
    fc.assert(
      fc.property(randomGraph({ config, isLoose: true }), (graph) => {
        const { places } = everyPlace({ graph, initial: [0], leave: () => [0] });
        const run = new Set(places.map(({ node }) => node.id));
        expect(find(graph, 'unreachable-node').map(({ nodeId }) => nodeId)).toEqual(
          graph.nodes.map(({ id }) => id).filter((id) => !run.has(id)),
        );
      }),
      runs,
    );
  });

  it('on loops that can go round without end', () => {
    const config: AnyConfig = () =>
      fc.oneof(
        kinds('send', 'look', 'loop', 'loop', 'wait', 'end'),
        fc.constant({ kind: 'choose', cases: ['a', 'b'] }),
      );
    fc.assert(
      fc.property(randomGraph({ config }), (graph) => {
        // How often each loop node has gone round: twice at most, then it is done and begins anew.
        const { places, next } = everyPlace<Record<string, number>>({
          graph,
          from: graph.nodes.map(({ id }) => id),
          initial: [{}],
          leave: ({ node: { id, data }, state }, outcome) => {
            if (definitions[data.config.kind]!.waits) return [];
            const { [id]: rounds = 0, ...others } = state;
            if (outcome === 'each') return rounds < 2 ? [{ ...others, [id]: rounds + 1 }] : [];
            return outcome === 'done' ? [others] : [state];
          },
        });
        const isEndless = hasEndlessWay(places, next);
        const found = find(graph, 'endless-loop');
        expect(found.length > 0).toBe(isEndless);
        for (const { path } of found) {
          expectWay(graph, path);
          expect(path[0]).toBe(path.at(-1));
        }
      }),
      runs,
    );
  });

  it('on variables that are not set', () => {
    const config: AnyConfig = (_, others) =>
      fc.oneof(
        kinds('look', 'look', 'ask', 'choose', 'end').map(({ kind }) =>
          kind === 'choose' ? { kind, cases: ['a', 'b'] } : { kind },
        ),
        fc.constantFrom(...others).map((id) => ({ kind: 'send', text: `{{ steps.${id}.value }}` })),
        fc.record({
          kind: fc.constant('if'),
          field: fc.constantFrom(...others).map((id) => `steps.${id}.value`),
          operator: fc.constantFrom('equals', 'exists', 'not_exists'),
          value: fc.constant('x'),
        }),
      );
    fc.assert(
      fc.property(randomGraph({ config }), (graph) => {
        // The state is the nodes whose value is set. Conditions may turn out either way.
        const { places } = everyPlace<string[]>({
          graph,
          initial: [[]],
          leave: ({ node: { id, data }, state }, outcome) => {
            const others = state.filter((set) => set !== id);
            if (data.config.kind === 'look' && outcome === 'found') return [[...others, id].sort()];
            const proven = provenBy(data.config, outcome);
            return [[...new Set([...others, ...proven])].sort()];
          },
        });
        const looks = new Set(
          graph.nodes.filter(({ data }) => data.config.kind === 'look').map(({ id }) => id),
        );
        const unset = places.filter(({ node, state }) => {
          const used = usedBy(node.data.config);
          return used && looks.has(used) && !state.includes(used);
        });
        const found = find(graph, 'variable-not-set');
        expect(new Set(found.map(({ nodeId }) => nodeId))).toEqual(
          new Set(unset.map(({ node }) => node.id)),
        );
        for (const { nodeId, path } of found) {
          expectWay(graph, path);
          expect([path[0], path.at(-1)]).toEqual(['n0', nodeId]);
        }
      }),
      runs,
    );
  });
});

/** A comparison that held proves that its variable is set; that one did not hold proves nothing. */
function provenBy(
  { kind, field, operator }: { kind: string; [field: string]: unknown },
  outcome: string,
): string[] {
  const proves = operator === 'not_exists' ? 'false' : 'true';
  return kind === 'if' && outcome === proves ? [stepIn(field)!] : [];
}

/** The node whose value another uses, unless it only asks whether there is one. */
function usedBy({ kind, text, field, operator }: { kind: string; [field: string]: unknown }) {
  if (kind === 'send') return stepIn(text);
  return kind === 'if' && operator === 'equals' ? stepIn(field) : undefined;
}

const stepIn = (text: unknown) => String(text).match(/steps\.(\w+)\.value/)?.[1];

describe('a condition that is said to be decided', () => {
  const samples = [undefined, null, 'a', 'B', 'ab', '', -1, 0, 0.5, '1', 1.5, 2, 3];
  const numeric = fc.record({
    operator: fc.constantFrom<Operator>(
      ...(['less', 'less_or_equal', 'greater', 'greater_or_equal'] as const),
      ...(['number_equals', 'number_not_equals', 'exists', 'not_exists'] as const),
    ),
    value: fc.constantFrom(0, 1, 2),
  });
  const textual = fc.oneof(
    fc.record({
      operator: fc.constantFrom<Operator>('equals', 'not_equals', 'contains', 'not_contains'),
      value: fc.constantFrom('a', 'b', '1'),
      caseSensitive: fc.boolean(),
    }),
    fc.record({
      operator: fc.constantFrom<Operator>('one_of', 'not_one_of'),
      value: fc.subarray(['a', 'ab', '1'], { minLength: 1 }),
    }),
  );
  const conditions =
    (rule: fc.Arbitrary<object>, fields: string[]): AnyConfig =>
    () =>
      fc.oneof(
        { weight: 1, arbitrary: kinds('send', 'wait', 'look') },
        {
          weight: 3,
          arbitrary: fc
            .tuple(rule, fc.constantFrom(...fields))
            .map(([rule, field]) => ({ kind: 'if', field, ...rule })),
        },
      );

  /** Ways out of conditions, and whether each can be taken, with every value tried. */
  function taken(graph: WorkflowGraph, fields: string[]): Map<string, boolean> {
    const ways = new Map<string, boolean>();
    const anyValues = fields.reduce<unknown[][]>(
      (all) => all.flatMap((values) => samples.map((_, sample) => [...values, sample])),
      [[]],
    ) as number[][];
    everyPlace<number[]>({
      graph,
      initial: anyValues,
      leave: ({ node: { id, data }, state }, outcome) => {
        const { kind, ...rule } = data.config;
        if (kind === 'wait' || kind === 'look') return anyValues;
        if (kind !== 'if') return [state];
        const scope = Object.fromEntries(
          fields.map((field, position) => [field.split('.')[1], samples[state[position]!]]),
        );
        const group = { match: 'all', rules: [{ caseSensitive: false, ...rule }] } as never;
        const { result } = evaluate({ group, scope: { visitor: scope } });
        const isTaken = result === (outcome === 'true');
        ways.set(`${id} ${outcome}`, isTaken || (ways.get(`${id} ${outcome}`) ?? false));
        return isTaken ? [state] : [];
      },
    });
    return ways;
  }

  const decided = (graph: WorkflowGraph) =>
    find(graph, 'condition-never-true', 'condition-always-true')
      .map(({ nodeId, code }) => `${nodeId} ${code === 'condition-never-true'}`)
      .sort();
  const never = (ways: Map<string, boolean>) =>
    [...ways].flatMap(([way, isTaken]) => (isTaken ? [] : [way])).sort();

  it('is exactly one that no number decides otherwise', () => {
    const fields = ['visitor.score'];
    fc.assert(
      fc.property(randomGraph({ config: conditions(numeric, fields) }), (graph) => {
        expect(decided(graph)).toEqual(never(taken(graph, fields)));
      }),
      runs,
    );
  });

  it('is one that no value decides otherwise, of several variables and of texts too', () => {
    const fields = ['visitor.score', 'visitor.name'];
    const config = conditions(fc.oneof(numeric, textual), fields);
    let count = 0;
    fc.assert(
      fc.property(randomGraph({ config }), (graph) => {
        const found = decided(graph);
        const ways = taken(graph, fields);
        count += found.length;
        expect(found.filter((way) => ways.get(way))).toEqual([]);
      }),
      { numRuns: 100 },
    );
    expect(count).toBeGreaterThan(3);
  });
});
