import { cutText } from '@echoai/contract/text';
import { AppError } from '../../platform/errors.ts';
import { ActionError, type Performed } from '../actions/action.ts';
import type { OpenNode } from '../openWorkflow.ts';
import type { StepRow } from './execution.ts';

/** Bytes of JSON that a node may give to the nodes after it. */
export const maxOutputBytes = 64 * 1024;

/** The step's row after its node did something; a step that is over ends now. */
export function performed(step: StepRow, result: Performed): StepRow {
  if ('until' in result) {
    return {
      ...step,
      state: 'waiting',
      waitsFor: result.for,
      waitsUntil: result.until,
      waitState: result.state ?? null,
    };
  }
  const output = result.output ?? {};
  if (Buffer.byteLength(JSON.stringify(output)) > maxOutputBytes)
    return exhausted(step, `What it gave is larger than ${maxOutputBytes / 1024} kB.`);
  const input = result.input === undefined ? step.input : result.input;
  const endedAt = new Date();
  return { ...step, ...over, input, state: 'done', outcome: result.outcome, output, endedAt };
}

/**
 * The step's row after an attempt failed: it waits for the next one, twice as long each time and a
 * little more or less, so that those who failed together do not come back together; or it is over.
 */
export function failed(step: StepRow, { node, error, now }: Failure): StepRow {
  const message = messageOf(error);
  if (error instanceof ActionError && error.waitsFor) return held(step, { error, now });
  const { attempts, delaySeconds } = retryOf(node);
  // Ours has a stable code: trying again gives the same.
  const isPermanent = error instanceof ActionError ? error.isPermanent : isSaid(error);
  if (isPermanent || step.attempts >= attempts) return exhausted(step, message);
  const least = error instanceof ActionError ? (error.retryAfterMs ?? 0) : 0;
  const delay = delaySeconds * 1_000 * 2 ** (step.attempts - 1) * (0.8 + 0.4 * Math.random());
  const until = new Date(now.getTime() + Math.min(Math.max(delay, least), maxDelayMs));
  return { ...step, state: 'waiting', waitsFor: 'retry', waitsUntil: until, error: message };
}

/** The step's row when its connection is not to be had: nothing was tried, and nothing failed. */
function held(step: StepRow, { error, now }: { error: ActionError; now: Date }): StepRow {
  const until = new Date(now.getTime() + Math.min(error.retryAfterMs ?? maxDelayMs, maxDelayMs));
  return {
    ...step,
    state: 'waiting',
    attempts: step.attempts - 1,
    waitsFor: 'connection',
    waitsUntil: until,
    waitState: error.waitsFor,
    error: messageOf(error),
  };
}

/** The step's row when nobody can tell whether its effect happened. */
export function uncertain(step: StepRow, { node, error, now }: Failure): StepRow {
  const message = messageOf(error);
  const policy = (node.config as { whenUncertain?: 'ask' | 'skip' | 'repeat' }).whenUncertain;
  if (policy === 'repeat') return failed(step, { node, error, now });
  if (policy === 'skip') return skipped({ ...step, error: message }, node);
  return { ...step, ...over, state: 'uncertain', error: message };
}

/** Goes on as if the effect had happened, with nothing given. */
export function skipped(step: StepRow, node: OpenNode): StepRow {
  const outcome = node.definition.outcomes(node.config)[0]!.id;
  return { ...step, ...over, state: 'skipped', outcome, output: {}, endedAt: new Date() };
}

interface Failure {
  node: OpenNode;
  error: unknown;
  now: Date;
}

function exhausted(step: StepRow, message: string): StepRow {
  const output = { error: message };
  return {
    ...step,
    ...over,
    state: 'failed',
    outcome: 'error',
    output,
    error: message,
    endedAt: new Date(),
  };
}

const over = { waitsFor: null, waitsUntil: null, waitState: null } as const;
const maxDelayMs = 24 * 3_600_000;

function retryOf({ config }: OpenNode): { attempts: number; delaySeconds: number } {
  const { retry } = config as { retry?: { attempts: number; delaySeconds: number } };
  return retry ?? { attempts: 1, delaySeconds: 0 };
}

/** An error that says what happened, and left our own database as it was. */
export function isSaid(error: unknown): error is ActionError | AppError {
  return error instanceof ActionError || error instanceof AppError;
}

function messageOf(error: unknown): string {
  if (isSaid(error)) return cutText(error.message, 1_000);
  return 'Something of ours failed; the server’s log says more.';
}
