import { assign, createMachine, initialTransition, type SnapshotFrom, transition } from 'xstate';
import { z } from 'zod';
import type { NodeState, WorkflowMachine } from './schema.ts';

/** What a node gave when it was left by an outcome. */
export interface OutcomeEvent {
  /** The outcome's id. */
  type: string;
  /** JSON; becomes `steps.<id>`. */
  output?: unknown;
}

export type OpenMachine = ReturnType<typeof openMachine>;
export type Snapshot = SnapshotFrom<OpenMachine>;

/** Where an execution stands after a transition. */
export interface Progress {
  snapshot: Snapshot;
  status: 'running' | 'ended' | 'failed';
  /** The node to perform next; once it is over, the node that ended it, or null. */
  nodeId: string | null;
}

/** A compiled machine made ready to run. Opening costs more than a step: keep it while it is used. */
export function openMachine(machine: WorkflowMachine) {
  return createMachine(machine as Parameters<typeof createMachine>[0]).provide({
    actions: { store: storeOutput as never, perform: () => {} },
  });
}

// The copy takes own properties and makes own properties, whatever their names.
const storeOutput = assign(
  (
    { context, event }: { context: { steps: object }; event: { type: string; output?: unknown } },
    { nodeId }: { nodeId: string },
  ) => ({ steps: { ...context.steps, [nodeId]: event.output ?? null } }),
);

/** The beginning of an execution; its first node is the trigger. Nothing is performed. */
export function start(machine: OpenMachine): Progress {
  const [snapshot] = initialTransition(machine);
  return progressOf(machine, snapshot);
}

/**
 * The execution after its current node was left by an outcome. Pure: the snapshot that is given
 * stays as it is.
 *
 * @throws Error when the execution is over, or the current node has no such outcome.
 */
export function advance(machine: OpenMachine, snapshot: Snapshot, event: OutcomeEvent): Progress {
  const state = stateOf(machine, snapshot);
  if (snapshot.status !== 'active') throw new Error('The execution is over and cannot advance.');
  if (!Object.hasOwn(state?.on ?? {}, event.type))
    throw new Error(`Node ${state?.meta?.nodeId} has no outcome ${event.type}.`);
  const [next] = transition(machine, snapshot, event);
  return progressOf(machine, next);
}

/** A snapshot as JSON, to be stored; the outputs of the steps are in it. */
export function toJson(machine: OpenMachine, snapshot: Snapshot): unknown {
  return machine.getPersistedSnapshot(snapshot);
}

const storedSnapshot = z.looseObject({
  status: z.enum(['active', 'done']),
  value: z.string(),
  context: z.object({ steps: z.record(z.string(), z.unknown()) }),
});

/**
 * A stored snapshot and where it stands.
 *
 * @throws Error when it is no snapshot of this machine.
 */
export function fromJson(machine: OpenMachine, json: unknown): Progress {
  const stored = storedSnapshot.safeParse(json);
  if (!stored.success || !Object.hasOwn(machine.root.states, stored.data.value))
    throw new Error('The stored state is none of this workflow version.');
  const snapshot = machine.restoreSnapshot(json as never, {} as never) as Snapshot;
  return progressOf(machine, snapshot);
}

type State = Partial<NodeState> | undefined;

function stateOf(machine: OpenMachine, snapshot: Snapshot): State {
  return machine.root.states[String(snapshot.value)]?.config as State;
}

function progressOf(machine: OpenMachine, snapshot: Snapshot): Progress {
  const nodeId = stateOf(machine, snapshot)?.meta?.nodeId ?? null;
  if (snapshot.status === 'active') return { snapshot, status: 'running', nodeId };
  return { snapshot, status: snapshot.value === 'failed' ? 'failed' : 'ended', nodeId };
}
