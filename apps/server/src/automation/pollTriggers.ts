import { nodeDefinitions, pollers } from '@echoai/automation';
import { cutText } from '@echoai/contract/text';
import { ProviderError } from '@echoai/integrations/client';
import type { PollAnswer, PolledConfig } from '@echoai/integrations/trigger';
import type { Services } from './actions/action.ts';
import { startLater } from './startExecutions.ts';
import {
  type Claim,
  claimPolls,
  lockClaim,
  moveCursor,
  noteFailedPoll,
  postpone,
} from './triggerPollStore.ts';

/** Polls of this process at a time: a provider that is slow holds up few others. */
const atOnce = 8;
/** A poll that takes longer is given up; only then may another process make it. */
const mostMs = 60_000;
const claimSeconds = 90;
/** While its connection needs somebody, it looks so often whether that is over. */
const needsYouSeconds = 60;
/** Without a word of the provider on how long. */
const busySeconds = 10;

/**
 * Asks the providers of polled triggers what is new, each when it is due, one process at a time.
 * What is new starts its workflow in the transaction that moves the cursor: so both happen or neither
 * does, and who dies in between is followed by another with the cursor of before.
 */
export function createTriggerPolling(services: Services) {
  const { database, log } = services;
  const polling = new Set<Promise<void>>();
  const stopping = new AbortController();

  /** Begins those that are due, as far as there is room. */
  async function look(): Promise<void> {
    const limit = atOnce - polling.size;
    if (limit <= 0 || stopping.signal.aborted) return;
    const claims = await database.asPlatform((tx) =>
      claimPolls(tx, { limit, forSeconds: claimSeconds }),
    );
    for (const claim of claims) {
      const one: Promise<void> = pollTrigger({ services, claim, stopping: stopping.signal })
        .then(({ isMore }) => (isMore ? look() : undefined))
        .catch((err: unknown) =>
          log.error({ err, workflowId: claim.workflowId }, 'a trigger could not be polled'),
        )
        .finally(() => polling.delete(one));
      polling.add(one);
    }
  }

  return {
    look,
    /** Ends those that are under way; the next process makes them. */
    async stop(): Promise<void> {
      stopping.abort();
      await Promise.allSettled(polling);
    },
  };
}

async function pollTrigger({
  services,
  claim,
  stopping,
}: {
  services: Services;
  claim: Claim;
  stopping: AbortSignal;
}): Promise<{ isMore: boolean }> {
  const { database } = services;
  const signal = AbortSignal.any([stopping, AbortSignal.timeout(mostMs)]);
  let answer: PollAnswer;
  try {
    answer = await ask({ services, claim, signal });
  } catch (error) {
    await database.withOrganisation(claim.organisationId, async (tx) => {
      if (stopping.aborted) return postpone(tx, claim, 0);
      const heldFor = secondsHeld(error);
      if (heldFor !== null) return postpone(tx, claim, heldFor);
      if (!(error instanceof ProviderError))
        services.log.error({ err: error, workflowId: claim.workflowId }, 'a poll failed');
      await noteFailedPoll(tx, claim, {
        message: error instanceof ProviderError ? error.message : 'Something of ours failed.',
        title: nodeDefinitions[claim.kind]?.title ?? claim.kind,
        inSeconds: intervalOf(claim),
      });
    });
    return { isMore: false };
  }
  return store({ services, claim, answer });
}

/** @throws {ProviderError} */
async function ask({
  services,
  claim: { organisationId, kind, config, cursor },
  signal,
}: {
  services: Services;
  claim: Claim;
  signal: AbortSignal;
}): Promise<PollAnswer> {
  const { provider, poll } = pollers[kind]!;
  const parsed = nodeDefinitions[kind]!.config.parse(config);
  const { connectionId } = parsed as PolledConfig;
  const client = await services.connections.open({
    organisationId,
    connectionId,
    provider,
    signal,
  });
  return poll(parsed, client, cursor);
}

async function store({
  services: { database, engine },
  claim,
  answer: { events, cursor, isMore = false },
}: {
  services: Services;
  claim: Claim;
  answer: PollAnswer;
}): Promise<{ isMore: boolean }> {
  const { workflowId, organisationId, kind } = claim;
  const { provider } = pollers[kind]!;
  return database.withOrganisation(organisationId, async (tx) => {
    const locked = await lockClaim(tx, claim);
    if (!locked) return { isMore: false };
    const { version, wasFailing } = locked;
    const starts = events.map(({ id, event }) => ({
      workflowId,
      version,
      cause: cutText(`${provider} ${id}`, 200),
      event,
    }));
    await startLater(tx, { engine, organisationId, starts });
    const inSeconds = isMore ? 0 : intervalOf(claim);
    await moveCursor(tx, claim, { cursor, inSeconds, wasFailing });
    return { isMore };
  });
}

/** How long a poll is put off while its connection is not to be had; null for another error. */
function secondsHeld(error: unknown): number | null {
  if (!(error instanceof ProviderError)) return null;
  if (error.kind === 'needs-you') return needsYouSeconds;
  if (error.kind !== 'rate-limited') return null;
  return error.retryAfterMs === undefined ? busySeconds : error.retryAfterMs / 1_000;
}

const intervalOf = ({ config }: Claim) => Number((config as PolledConfig).everyMinutes) * 60;
