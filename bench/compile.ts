/**
 * What it costs to compile and verify a workflow, to advance an execution by a node, and to simulate
 * it. In this process, without database.
 *
 *   npm run bench:compile
 */
import type { WorkflowGraph } from '@echoai/contract/workflowGraph';
import { compile } from '../packages/automation/src/compile.ts';
import {
  advance,
  fromJson,
  openMachine,
  start,
  toJson,
} from '../packages/automation/src/machine/index.ts';
import { nodeDefinitions } from '../packages/automation/src/nodes/index.ts';
import { rootTypes } from '../packages/automation/src/scope.ts';
import { simulate } from '../packages/automation/src/simulate.ts';
import { definitions } from '../packages/automation/src/testing/definitions.ts';
import { graphOf } from '../packages/automation/src/testing/graph.ts';
import { realChain } from '../packages/automation/src/testing/realChain.ts';

console.log(`${new Date().toISOString()}, Node ${process.version}`);
for (const count of [21, 201, 1_000])
  measureCompiling('small kinds', { graph: chainOf(count), definitions });
for (const groups of [2, 20, 99])
  measureCompiling('real kinds', {
    graph: realChain(groups),
    definitions: nodeDefinitions,
    roots: rootTypes,
  });
measureAdvancing();
measureSimulating();

function measureCompiling(
  title: string,
  input: Parameters<typeof compile>[0] & { graph: WorkflowGraph },
): void {
  const { graph } = input;
  const first = timeOf(() => compile(input));
  const times = Array.from({ length: 30 }, () => timeOf(() => compile(input)));
  const { diagnostics } = compile(input);
  console.log(
    `compile and verify ${graph.nodes.length} nodes of ${title}, ${graph.edges.length} edges: ` +
      `median ${median(times).toFixed(1)} ms, worst ${Math.max(...times).toFixed(1)} ms, ` +
      `first ${first.toFixed(1)} ms; ${diagnostics.length} diagnostics`,
  );
}

/**
 * Groups of ten: a question, conditions on its answer and on the mood, a look-up in a loop, and
 * messages with the variables of nodes before.
 */
function chainOf(count: number): WorkflowGraph {
  const nodes: Parameters<typeof graphOf>[0] = { begin: 'trigger' };
  const edges: string[] = [];
  let before = 'begin';
  for (let group = 0; group < Math.floor((count - 1) / 10); group++) {
    const id = (name: string) => `${name}_${group}`;
    const answer = `steps.${id('ask')}.answer`;
    Object.assign(nodes, {
      [id('ask')]: {
        kind: 'ask',
        question: `Question ${group} for {{ visitor.name | default: "you" }}?`,
      },
      [id('long')]: { kind: 'if', field: answer, operator: 'contains', value: `order ${group}` },
      [id('mood')]: { kind: 'if', field: 'conversation.sentiment', operator: 'less', value: 0 },
      [id('sorry')]: { kind: 'send', text: `Sorry about {{ ${answer} }}` },
      [id('loop')]: 'loop',
      [id('look')]: 'look',
      [id('tell')]: { kind: 'send', text: `Found {{ steps.${id('look')}.value | upcase }}` },
      [id('check')]: { kind: 'validate', path: answer },
      [id('mail')]: { kind: 'send', text: `{{ ${answer} }}`, to: `{{ ${answer} }}` },
      [id('join')]: { kind: 'send', text: 'Thank you, {{ visitor.name }}' },
    });
    edges.push(`${before}>${id('ask')}`);
    for (const edge of [
      ...['ask.answered>long', 'ask.timeout>join', 'long.true>mood', 'long.false>check'],
      ...['mood.true>sorry', 'mood.false>loop', 'sorry>loop', 'loop.each>look', 'loop.done>check'],
      ...['look.found>tell', 'look.absent>loop', 'tell>loop', 'check.valid>mail'],
      ...['check.invalid>join', 'mail>join'],
    ]) {
      const [source, target] = edge.split('>') as [string, string];
      const [node, outcome] = source.split('.') as [string, string?];
      edges.push(`${id(node)}${outcome ? `.${outcome}` : ''}>${id(target)}`);
    }
    before = id('join');
  }
  return graphOf(nodes, edges);
}

/** Along the outputs of 60 steps, each a small object; with and without storing in between. */
function measureAdvancing(): void {
  const { machine: json } = compile({ graph: chainOf(200), definitions });
  const opening = timeOf(() => openMachine(json!));
  const machine = openMachine(json!);
  const ways = ['next', 'answered', 'true', 'false', 'done', 'valid'];
  const run = (isStored: boolean) => {
    const times: number[] = [];
    let at = start(machine);
    while (at.status === 'running') {
      const outcomes = Object.keys(machine.root.states[String(at.snapshot.value)]!.on);
      const type = ways.find((way) => outcomes.includes(way))!;
      const output = { answer: 'An answer of some words', nodeId: at.nodeId };
      times.push(
        timeOf(() => {
          at = advance(machine, at.snapshot, { type, output });
          if (isStored)
            at = fromJson(machine, JSON.parse(JSON.stringify(toJson(machine, at.snapshot))));
        }),
      );
    }
    return times;
  };
  for (let round = 0; round < 100; round++) run(true);
  const pure = Array.from({ length: 30 }, () => run(false)).flat();
  const stored = Array.from({ length: 30 }, () => run(true)).flat();
  const micro = (times: number[]) => (median(times) * 1_000).toFixed(1);
  console.log(
    `open a machine of ${Object.keys(json!.states).length} states: ${opening.toFixed(1)} ms`,
  );
  console.log(
    `advance by a node: median ${micro(pure)} µs; with storing and restoring as JSON ${micro(stored)} µs`,
  );
}

/** Of a workflow of 201 nodes, whose visitor answers and whose team approves. */
function measureSimulating(): void {
  const graph = realChain(20);
  const { machine } = compile({ graph, definitions: nodeDefinitions, roots: rootTypes });
  const choose = Object.fromEntries(
    graph.nodes.flatMap(({ id, data }) =>
      data.config.kind === 'ask_visitor' || data.config.kind === 'ask_approval'
        ? [[id, { outcome: data.config.kind === 'ask_visitor' ? 'answered' : 'approved' }]]
        : [],
    ),
  );
  const about = { event: { text: 'Hello' }, visitor: {}, conversation: {}, now: new Date() };
  const run = () => simulate({ machine: machine!, graph, ...about, choose });
  const { steps, status } = run();
  const times = Array.from({ length: 20 }, () => timeOf(run));
  console.log(
    `simulate ${steps.length} steps (${status}): median ${median(times).toFixed(1)} ms, ` +
      `${((median(times) * 1_000) / steps.length).toFixed(0)} µs a step`,
  );
}

function timeOf(work: () => unknown): number {
  const begun = performance.now();
  work();
  return performance.now() - begun;
}

function median(times: number[]): number {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)]!;
}
