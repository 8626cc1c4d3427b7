import type { WorkflowGraph } from '@echoai/contract/workflowGraph';
import { buildFlow, type Flow } from './flow/flow.ts';
import { faultOfJson } from './flow/plainJson.ts';
import {
  advance,
  type OpenMachine,
  openMachine,
  type Progress,
  start,
  type WorkflowMachine,
} from './machine/index.ts';
import { nodeDefinitions } from './nodes/index.ts';
import { buildScope, type Scope, type ScopeConversation, type ScopeVisitor } from './scope.ts';
import { type ChoiceReader, type Choices, readChoices } from './simulation/choices.ts';
import { performNode } from './simulation/performNode.ts';
import { type Run, record, recordEnd, type Simulation } from './simulation/record.ts';
import type { ReadNode, Visit, World } from './simulation/visit.ts';
import { timeZoneOf } from './timeZone.ts';
import { quoted } from './verify/check.ts';
import { simulationWork, spend, spendOnValue, TooMuchWork, withinWork } from './work.ts';

/** A workflow that is tried. */
export interface CompiledWorkflow {
  /** Compiled from `graph`. */
  machine: WorkflowMachine;
  graph: WorkflowGraph;
}

/** A node that was left before the simulation begins, as an execution recorded it. */
export interface PastStep {
  nodeId: string;
  outcome: string;
  output: unknown;
}

export interface SimulationInput {
  /** What the trigger gives. */
  event: object;
  /** What is known of them; null when the execution is about none. */
  visitor: Partial<ScopeVisitor> | null;
  conversation: Partial<ScopeConversation> | null;
  /** When it begins. */
  now: Date;
  /** It goes on from there, in the order given; none of them is performed or listed again. */
  past?: PastStep[];
  choose?: Choices;
  workflow?: Omit<Scope['workflow'], 'timeZone'>;
  /** Most nodes that are visited. */
  maxSteps?: number;
  /** Most units of work, see `work.ts`. */
  maxWork?: number;
}

/**
 * Runs a compiled workflow without doing anything: effects are listed, time is virtual, and what
 * people and other programs answer is chosen or made up. Never throws, and always stops.
 */
export function simulate({
  machine,
  graph,
  ...input
}: CompiledWorkflow & SimulationInput): Simulation {
  return prepareSimulation({ machine, graph })(input);
}

/** `simulate` for one workflow and many inputs: it is opened once, which costs more than a run. */
export function prepareSimulation(
  compiled: CompiledWorkflow,
): (input: SimulationInput) => Simulation {
  let opened: Opened | undefined;
  return (input) => {
    const run: Run = { steps: [], effects: [], endedAt: null, error: null };
    try {
      opened ??= open(compiled);
      const { maxWork = simulationWork } = input;
      const begun = opened;
      const status = withinWork(maxWork, () => play(begun, input, run));
      return { status, ...run };
    } catch (error) {
      return { status: 'stopped', ...run, error: messageOf(error) };
    }
  };
}

interface Opened {
  flow: Flow;
  machine: OpenMachine;
}

function open({ machine, graph }: CompiledWorkflow): Opened {
  return { flow: buildFlow(graph, nodeDefinitions), machine: openMachine(machine) };
}

/** @throws Error what stopped it. */
function play({ flow, machine }: Opened, input: SimulationInput, run: Run): 'ended' | 'failed' {
  const { maxSteps = 1_000, maxWork = 0 } = input;
  for (const [name, most] of Object.entries({ maxSteps, maxWork }))
    if (!Number.isFinite(most)) throw new Error(`${name} must be a number.`);
  const choices = choicesOf(input, flow);
  let world = worldOf(input);
  const timeZone = timeZoneOf(flow.triggers[0]?.reading?.config);
  let at = afterPast(machine, flow, input.past ?? []);
  while (at.status === 'running') {
    run.endedAt = world.now.toISOString();
    if (run.steps.length >= maxSteps) throw new Error(tooMany(maxSteps));
    const node = nodeOf(flow, at.nodeId);
    const steps = at.snapshot.context.steps as Scope['steps'];
    const scope = scopeOf({ input, world, steps, timeZone });
    const performed = performAndCount({ node, scope, world, choices });
    record({ run, node, performed, world });
    world = { ...world, ...performed.world };
    at = advance(machine, at.snapshot, { type: performed.outcome, output: performed.output });
  }
  run.endedAt = world.now.toISOString();
  if (at.status === 'failed') run.error = run.steps.at(-1)?.error ?? null;
  else if (at.nodeId) recordEnd(run, nodeOf(flow, at.nodeId));
  return at.status;
}

/** Units for a step besides what it evaluates. */
const step = 5_000;

/**
 * A step and what it leaves: each is stored and shown.
 * @throws Error that names the node at which there was too much work
 */
function performAndCount(visit: Visit): ReturnType<typeof performNode> {
  try {
    spend(step);
    const performed = performNode(visit);
    const { input, output, effects = [], reasons = [] } = performed;
    for (const value of [input, output, ...effects, ...reasons]) spendOnValue(value);
    return performed;
  } catch (error) {
    if (!(error instanceof TooMuchWork)) throw error;
    throw new Error(`Stopped at ${quoted(visit.node.label)}: ${error.message}`);
  }
}

/**
 * Where the workflow stands after what happened. A node that failed and was then tried again is
 * taken as it was left the last time.
 *
 * @throws Error when the workflow cannot have come that way.
 */
function afterPast(machine: OpenMachine, flow: Flow, past: PastStep[]): Progress {
  let at = start(machine);
  for (const [place, { nodeId, outcome, output }] of past.entries()) {
    if (at.status !== 'running' || at.nodeId !== nodeId) {
      const came = quoted(flow.byId.get(nodeId)?.label ?? nodeId);
      throw new Error(`The workflow no longer comes to ${came} on the way that was taken.`);
    }
    const next = advance(machine, at.snapshot, { type: outcome, output });
    if (next.status !== 'failed' || past[place + 1]?.nodeId !== nodeId) at = next;
  }
  return at;
}

/** Values that are too deep would overflow whoever reads them. */
function choicesOf({ event, choose = {} }: SimulationInput, flow: Flow): ChoiceReader {
  for (const [name, value] of Object.entries({ event, choices: choose })) {
    const fault = faultOfJson(value);
    if (fault) throw new Error(`The ${name} cannot be read: ${fault}.`);
  }
  const read = readChoices(choose, flow);
  if ('error' in read) throw new Error(read.error);
  return read.choices;
}

function worldOf({ now, visitor, conversation }: SimulationInput): World {
  if (Number.isNaN(now.getTime())) throw new Error('The time at which it begins is none.');
  return { now, visitor, conversation };
}

function scopeOf({
  input: { event, now, workflow = unnamed },
  world,
  steps,
  timeZone,
}: {
  input: SimulationInput;
  world: World;
  steps: Scope['steps'];
  timeZone: string;
}): Scope {
  const execution = { id: 'simulation', startedAt: now };
  return buildScope({ event, workflow: { ...workflow, timeZone }, execution, steps, ...world });
}

const unnamed: NonNullable<SimulationInput['workflow']> = {
  id: 'workflow',
  name: 'Workflow',
  version: 1,
};

/** @throws Error for a graph that the machine was not compiled from. */
function nodeOf(flow: Flow, id: string | null): ReadNode {
  const node = flow.byId.get(id ?? '');
  if (!node) throw new Error(`The graph has no node ${id}, which the machine has.`);
  if (!node.reading) throw new Error(`${quoted(node.label)} is not configured rightly.`);
  return node as ReadNode;
}

const tooMany = (maxSteps: number) =>
  `Stopped after ${maxSteps.toLocaleString('en')} steps. A loop may be longer than was meant.`;

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
