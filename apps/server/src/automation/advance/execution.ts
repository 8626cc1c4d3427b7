import { fromJson, type OpenMachine, type Progress, start } from '@echoai/automation';
import type { Signal } from '../actions/action.ts';

/** A step's row: one visit of a node. */
export interface StepRow {
  visit: number;
  nodeId: string;
  kind: string;
  state: 'intended' | 'waiting' | 'done' | 'failed' | 'uncertain' | 'skipped';
  input: unknown;
  outcome: string | null;
  output: unknown;
  attempts: number;
  error: string | null;
  waitsFor: 'time' | 'reply' | 'approval' | 'retry' | 'connection' | null;
  waitsUntil: Date | null;
  waitState: unknown;
  signals: Signal[];
  /** By this process's clock: the database's stands still within a transaction, which many steps share. */
  startedAt: Date;
  endedAt: Date | null;
}

/** An execution that is locked to be advanced, with the row of its current step if there is one. */
export interface Execution {
  id: string;
  workflowId: string;
  workflowName: string;
  version: number;
  sessionId: string | null;
  externalUserId: string | null;
  event: object;
  snapshot: unknown;
  visit: number;
  depth: number;
  createdAt: Date;
  step: StepRow | null;
}

export interface ExecutionError {
  nodeId: string | null;
  message: string;
}

/** How an execution's row is to be after a turn, and the rows of its steps. */
export interface Change {
  id: string;
  status: 'pending' | 'waiting' | 'held' | 'completed' | 'failed';
  snapshot: unknown;
  visit: number;
  needsOutside: boolean;
  wakeAt: Date | null;
  error: ExecutionError | null;
  steps: StepRow[];
}

/** A node that is visited now, and begins. */
export function newStep(node: { id: string; kind: string }, visit: number): StepRow {
  return {
    visit,
    nodeId: node.id,
    kind: node.kind,
    state: 'intended',
    input: null,
    outcome: null,
    output: null,
    attempts: 0,
    error: null,
    waitsFor: null,
    waitsUntil: null,
    waitState: null,
    signals: [],
    startedAt: new Date(),
    endedAt: null,
  };
}

/** The end of an execution whose version or state this program cannot read. */
export function unreadable({ id, snapshot, visit }: Execution): Change {
  const message = 'It cannot go on: its version or its state cannot be read.';
  return {
    id,
    status: 'failed',
    snapshot,
    visit,
    needsOutside: false,
    wakeAt: null,
    error: { nodeId: null, message },
    steps: [],
  };
}

/** Where an execution stands in its machine. @throws Error for a snapshot that is none of it */
export function progressOf(machine: OpenMachine, { snapshot }: Execution): Progress {
  return snapshot ? fromJson(machine, snapshot) : start(machine);
}
