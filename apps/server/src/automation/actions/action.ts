import type { Guarantee, NodeDefinition } from '@echoai/automation';
import type { z } from 'zod';
import type { Config as Environment } from '../../config.ts';
import type { Connections } from '../../connections/connections.ts';
import type { Database, Transaction } from '../../platform/database/database.ts';
import type { Log } from '../../platform/log.ts';
import type { SendMail } from '../../platform/mail.ts';
import type { Models } from '../../platform/models/models.ts';
import type { Secrets } from '../../platform/secrets.ts';
import type { Engine } from '../engine/engine.ts';

/** One visit of a node by an execution. */
export interface Step {
  organisationId: string;
  workflowId: string;
  workflowName: string;
  executionId: string;
  nodeId: string;
  /** Of the node, as the owner called it. */
  label: string;
  /** The node's configuration before its templates were filled in. */
  configured: unknown;
  /** Counts the nodes that the execution performed, from 1. */
  visit: number;
  /** Identifies the effect, whenever it is tried: `<execution>-<visit>`. Receivers know repetitions by it. */
  effectId: string;
  /** From 1. */
  attempt: number;
  /** When its first attempt began. */
  startedAt: Date;
  /** What the node gave when it was visited before; undefined the first time. */
  previous: unknown;
  /** How many workflows started one another before this execution. */
  depth: number;
  guarantee: Guarantee;
  /** The conversation that the execution is about; null when it has none. */
  sessionId: string | null;
  externalUserId: string | null;
  /** The automation's. */
  timeZone: string;
  now: Date;
}

/** A node is over: it is left by `outcome`, and what it gave is `steps.<id>`. */
export interface Left {
  outcome: string;
  /** JSON of at most 64 kB. */
  output?: unknown;
  /** What the log shows as its input, if not the configuration. */
  input?: unknown;
}

/** A node waits: until `until`, or until a signal of its kind comes before. */
export interface Waits {
  until: Date;
  for: 'time' | 'reply' | 'approval';
  /** What the node must know when it goes on. */
  state?: unknown;
}

export type Performed = Left | Waits;

/** What came for a node that waits: a visitor's reply or a colleague's decision. */
export type Signal =
  | { type: 'reply'; messageId: string; text: string }
  | { type: 'decision'; decision: 'approved' | 'declined'; comment: string; decidedBy: string };

/** What actions may use. */
export interface Services {
  config: Environment;
  database: Database;
  models: Models;
  sendMail: SendMail;
  log: Log;
  engine: Engine;
  /** The installation's secret, from which purposes derive their keys. */
  secret: string;
  /** Opens what owners keep sealed. */
  secrets: Secrets;
  connections: Connections;
}

export interface Input<Config = unknown> {
  /** Rendered: every template is filled in. */
  config: Config;
  step: Step;
  services: Services;
}

/**
 * How a kind of node acts. `inside` works on our own database within the transaction of the step,
 * and so exactly once; it must not wait for anything else. `outside` reaches the world, with no
 * transaction open; whether it happens again after a crash is the definition's guarantee.
 *
 * @throws ActionError what went wrong, in the owner's words. Other errors count as passing.
 */
export interface Action<Config = unknown> {
  inside?(tx: Transaction, input: Input<Config>): Promise<Performed>;
  /**
   * Instead of `inside`, where one statement does for many what it does for one: executions of
   * different visitors. @returns for each what came of it, or its error
   */
  insideTogether?(
    tx: Transaction,
    inputs: readonly Input<Config>[],
  ): Promise<(Performed | Error)[]>;
  outside?(input: Input<Config> & { signal: AbortSignal }): Promise<Performed>;
  /** Which of the two, for an action that has both. */
  isOutside?(config: Config): boolean;
  /** Goes on with a node that waited: `signal` is null when the time is over. */
  resume?(
    tx: Transaction,
    input: Input<Config> & { signal: Signal | null; state: unknown; until: Date },
  ): Promise<Performed>;
  /** Takes back what a waiting node left open, when it waits no longer: an open question. */
  release?(tx: Transaction, step: Pick<Step, 'sessionId' | 'effectId'>): Promise<void>;
}

/** An action that failed, and why, in words for the owner. */
export class ActionError extends Error {
  override name = 'ActionError';
  /** Whether trying again is of no use. */
  readonly isPermanent: boolean;
  /** The least milliseconds until the next attempt, where the other side said so. */
  readonly retryAfterMs: number | undefined;
  /** For an effect that must not happen twice: whether it may have happened despite the error. */
  readonly mayHaveHappened: boolean;
  /** A connection that is not to be had now: the attempt does not count, and the next is when it is. */
  readonly waitsFor: { connectionId: string } | undefined;

  constructor(
    message: string,
    options: {
      isPermanent?: boolean;
      retryAfterMs?: number;
      mayHaveHappened?: boolean;
      waitsFor?: { connectionId: string };
      cause?: unknown;
    } = {},
  ) {
    super(message, options.cause === undefined ? {} : { cause: options.cause });
    this.isPermanent = options.isPermanent ?? false;
    this.retryAfterMs = options.retryAfterMs;
    this.mayHaveHappened = options.mayHaveHappened ?? false;
    this.waitsFor = options.waitsFor;
  }
}

/** Keeps the type of the configuration of the definition that the action belongs to. */
export function defineAction<Config extends z.ZodType>(
  _definition: NodeDefinition<Config>,
  action: Action<z.output<Config>>,
): Action {
  return action as Action;
}
