import { matchers, prepareSimulation, type Simulation } from '@echoai/automation';
import { sql } from 'drizzle-orm';
import type { Transaction } from '../../platform/database/database.ts';
import { records } from '../../platform/database/sqlValues.ts';
import { readEvents, type StoredEvent } from '../../platform/live/readEvents.ts';
import { newId } from '../../platform/newId.ts';
import type { StepRow } from '../advance/execution.ts';
import { readPastScopes, readPastTriggerFacts } from '../backtest/readPast.ts';
import { type EventFacts, eventOf } from '../dispatch/triggerFacts.ts';
import { storeSteps } from '../executionStore.ts';
import { readVersion } from '../workflowStore.ts';
import { type Candidate, moveShadow, readCandidate } from './candidateStore.ts';

/** Events that one transaction reads, short enough for visitors to come between. */
const eventsAtOnce = 50;

/**
 * Simulates a shadow on the next events that its workflow may be started by, and stores what it would
 * have done as executions that are over. Nothing happens by them; that an event was read is committed
 * with what came of it.
 * @returns whether there may be more
 */
export async function shadowEvents(
  tx: Transaction,
  { workflowId, organisationId }: { workflowId: string; organisationId: string },
): Promise<boolean> {
  const { candidate } = await readCandidate(tx, workflowId, { lock: true });
  if (candidate?.mode !== 'shadow') return false;
  const { position: after } = candidate;
  const { events } = await readEvents(tx, { after, organisationId, limit: eventsAtOnce });
  const last = events.at(-1);
  if (!last) return false;
  await simulateAll(tx, { candidate, organisationId, events });
  await moveShadow(tx, { workflowId, position: last });
  return events.length === eventsAtOnce;
}

async function simulateAll(
  tx: Transaction,
  {
    candidate,
    organisationId,
    events,
  }: { candidate: Candidate; organisationId: string; events: StoredEvent[] },
): Promise<void> {
  const { workflowId, workflowName, version, trigger } = candidate;
  const asked = events
    .filter(({ type }) => type === trigger.event)
    .map(({ id, type, payload, createdAt }) => ({
      ...{ id, type, at: createdAt },
      payload: payload as Record<string, unknown>,
    }));
  if (asked.length === 0) return;
  const facts = await readPastTriggerFacts(tx, asked, { moods: true });
  const found = asked.flatMap((event, position) => {
    const about = facts[position];
    const { config, kind } = trigger;
    return about && matchers[kind]?.({ config, event, facts: about }) ? [{ event, about }] : [];
  });
  if (found.length === 0) return;
  const scopes = await readPastScopes(tx, found);
  const simulate = prepareSimulation(await readVersion(tx, { workflowId, version }));
  const workflow = { id: workflowId, name: workflowName, version };
  const shadows = found.map(({ event, about }, position) => {
    const given = eventOf(event.payload, about);
    const run = simulate({ event: given, now: event.at, workflow, ...scopes[position]! });
    return toShadow({ event, about, given, run });
  });
  await storeShadows(tx, { candidate, organisationId, shadows });
}

type Shadow = ReturnType<typeof toShadow>;

/** In the simulation's own time, which a wait moves on. */
function toShadow({
  event: { id: eventId, at },
  about: { sessionId, externalUserId },
  given,
  run,
}: {
  event: { id: number; at: Date };
  about: EventFacts;
  given: object;
  run: Simulation;
}) {
  const { steps, status, error, endedAt } = run;
  const end = endedAt ?? at.toISOString();
  return {
    ...{ id: newId('exe'), cause: `shadow event ${eventId}`, event: given },
    ...{ sessionId, externalUserId, visit: steps.length },
    status: status === 'ended' ? 'completed' : 'failed',
    error:
      status === 'ended'
        ? null
        : { nodeId: steps.at(-1)?.nodeId ?? null, message: error ?? 'It failed.' },
    beganAt: at.toISOString(),
    endedAt: end,
    steps: steps.map(
      (step, index): StepRow => ({
        ...{ visit: step.visit, nodeId: step.nodeId, kind: step.kind },
        state: step.error === undefined ? 'done' : 'failed',
        input: step.reasons ?? step.input,
        ...{ outcome: step.outcome, output: step.output, attempts: 1, error: step.error ?? null },
        ...{ waitsFor: null, waitsUntil: null, waitState: null, signals: [] },
        startedAt: new Date(step.at),
        endedAt: new Date(steps[index + 1]?.at ?? end),
      }),
    ),
  };
}

async function storeShadows(
  tx: Transaction,
  {
    candidate: { workflowId, version },
    organisationId,
    shadows,
  }: { candidate: Candidate; organisationId: string; shadows: Shadow[] },
): Promise<void> {
  const rows = shadows.map(({ steps: _, ...row }) => row);
  const { rows: stored } = await tx.execute<{ id: string }>(sql`
    insert into workflow_executions
      (id, organisation_id, workflow_id, version, mode, cause, event, session_id,
       external_user_id, status, visit, error, created_at, ended_at)
    select id, ${organisationId}, ${workflowId}, ${version}, 'shadow', cause, event, "sessionId",
      "externalUserId", status, visit, error, "beganAt", "endedAt"
    from ${records(rows, {
      id: 'text',
      cause: 'text',
      event: 'jsonb',
      sessionId: 'text',
      externalUserId: 'text',
      status: 'text',
      visit: 'int',
      error: 'jsonb',
      beganAt: 'timestamptz',
      endedAt: 'timestamptz',
    })}
    on conflict (workflow_id, cause) do nothing returning id`);
  const isStored = new Set(stored.map(({ id }) => id));
  await storeSteps(tx, {
    organisationId,
    steps: shadows
      .filter(({ id }) => isStored.has(id))
      .flatMap(({ id, steps }) => steps.map((step) => ({ executionId: id, ...step }))),
  });
}
