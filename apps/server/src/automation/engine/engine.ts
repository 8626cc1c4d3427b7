import type { Transaction } from '../../platform/database/database.ts';
import type { JobDefinition } from '../../platform/jobs/jobs.ts';

/** Executions of one organisation that have something to do. */
export interface Work {
  organisationId: string;
  executionIds: string[];
}

/**
 * Says when executions advance. What they do, and how far they are, is in their rows alone, so that
 * an engine may call too often, too late or twice.
 */
export interface Engine {
  /** Whether executions may advance in the transaction that begins them, without a turn. */
  readonly advancesAtOnce: boolean;
  /**
   * Within the transaction of `withOrganisation` that gave the executions something to do: they are
   * advanced if and only if it commits.
   */
  enqueue(tx: Transaction, work: Work): Promise<void>;
}

/** An engine and what it needs of the process that it runs in. */
export interface RunningEngine {
  engine: Engine;
  /** What our own queue does for it. */
  job: JobDefinition;
  start?(): void;
  stop?(): void;
}

/**
 * Advances executions of an organisation until none of those that were due has anything to do, or
 * for a turn. Never throws for a single execution's sake.
 */
export type Advance = (organisationId: string) => Promise<void>;
