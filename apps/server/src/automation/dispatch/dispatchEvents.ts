import { matchers } from '@echoai/automation';
import { sql } from 'drizzle-orm';
import { asOrganisation, type Transaction } from '../../platform/database/database.ts';
import { textArray } from '../../platform/database/sqlValues.ts';
import { ensureEpoch } from '../../platform/live/eventEpoch.ts';
import {
  type EventPosition,
  readEventPosition,
  readEvents,
  type StoredEvent,
} from '../../platform/live/readEvents.ts';
import type { Services } from '../actions/action.ts';
import { beginExecutions } from '../beginExecutions.ts';
import { isInCanary } from '../candidate/isInCanary.ts';
import { signalSteps } from '../executionStore.ts';
import type { Start } from '../startExecutions.ts';
import { eventOf, readTriggerFacts } from './triggerFacts.ts';

interface Trigger {
  version: number;
  event: string;
  kind: string;
  config: unknown;
}

interface ActiveWorkflow extends Trigger {
  organisationId: string;
  id: string;
  /** The version that starts for a share of the visitors instead. */
  canary: (Trigger & { share: number }) | null;
}

/**
 * One transaction of `asPlatform`: the next events start the workflows that wait for them, and
 * answers reach the executions that asked. That an event was read is committed with what came of
 * it; and a workflow is started by an event once, whoever reads it again.
 * @returns whether there may be more, and whether to look again soon without being woken
 */
export async function dispatchEvents(
  tx: Transaction,
  { services, limit }: { services: Services; limit: number },
): Promise<{ isMore: boolean; isBehind: boolean }> {
  const after = await lockCursor(tx);
  if (!after) return { isMore: false, isBehind: true };
  const { events, isBehind } = await readEvents(tx, { after, limit });
  const last = events.at(-1);
  if (!last) return { isMore: false, isBehind };
  const byOrganisation = Map.groupBy(
    await ofInterest(tx, events),
    ({ event }) => event.organisationId,
  );
  // In one order for all processes, since each organisation's job is a lock until the commit.
  for (const organisationId of [...byOrganisation.keys()].sort()) {
    const found = byOrganisation.get(organisationId)!;
    await asOrganisation(tx, organisationId, () =>
      dispatch(tx, { services, organisationId, found }),
    );
  }
  await moveCursor(tx, last);
  return { isMore: events.length === limit, isBehind };
}

/** Moves on without what stands next, which cannot be dispatched. */
export async function skipEvent(tx: Transaction): Promise<StoredEvent | null> {
  const after = await lockCursor(tx);
  if (!after) return null;
  const { events } = await readEvents(tx, { after, limit: 1 });
  if (events[0]) await moveCursor(tx, events[0]);
  return events[0] ?? null;
}

interface Found {
  event: StoredEvent;
  workflows: ActiveWorkflow[];
}

/** Events that a workflow may be started by, or that answer a question. */
async function ofInterest(tx: Transaction, events: StoredEvent[]): Promise<Found[]> {
  const { rows } = await tx.execute<ActiveWorkflow & Record<string, unknown>>(sql`
    select organisation_id as "organisationId", id, active_version as version,
      trigger_event as event, trigger_kind as kind, trigger_config as config,
      case when candidate_mode = 'canary' then json_build_object(
        'version', candidate_version, 'event', candidate_trigger_event,
        'kind', candidate_trigger_kind, 'config', candidate_trigger_config,
        'share', candidate_share
      ) end as canary
    from workflows, lateral (
      select ${textArray(unique(events.map(({ type }) => type)))} as types
    ) read
    where active_version is not null
      and organisation_id = any (${textArray(unique(events.map((event) => event.organisationId)))})
      and (
        trigger_event = any (types)
        or candidate_mode = 'canary' and candidate_trigger_event = any (types)
      )
    order by id`);
  const ofOrganisation = Map.groupBy(rows, ({ organisationId }) => organisationId);
  return events.flatMap((event) => {
    const workflows = (ofOrganisation.get(event.organisationId) ?? []).filter((workflow) =>
      [workflow.event, workflow.canary?.event].includes(event.type),
    );
    const isAnswer = event.type === 'question.answered';
    return workflows.length > 0 || isAnswer ? [{ event, workflows }] : [];
  });
}

async function dispatch(
  tx: Transaction,
  {
    services,
    organisationId,
    found,
  }: { services: Services; organisationId: string; found: Found[] },
): Promise<void> {
  const facts = await readTriggerFacts(
    tx,
    found.map(({ event }) => event),
  );
  const starts: Start[] = [];
  const woken: string[] = [];
  for (const [position, { event, workflows }] of found.entries()) {
    if (event.type === 'question.answered') woken.push(...(await answerQuestion(tx, event)));
    const about = facts[position];
    if (!about) continue;
    const payload = event.payload as Record<string, unknown>;
    for (const workflow of workflows) {
      const { id, version, kind, config } = triggerFor(workflow, about.externalUserId);
      if (!matchers[kind]?.({ config, event: { type: event.type, payload }, facts: about }))
        continue;
      const { sessionId, externalUserId } = about;
      starts.push({
        workflowId: id,
        version,
        cause: `event ${event.id}`,
        event: eventOf(payload, about),
        sessionId,
        externalUserId,
      });
    }
  }
  await beginExecutions(tx, { services, organisationId, starts });
  if (woken.length > 0) await services.engine.enqueue(tx, { organisationId, executionIds: woken });
}

/** What starts a workflow for a visitor: of the active version, or of its canary. */
function triggerFor({ id, canary, ...active }: ActiveWorkflow, visitorId: string) {
  const isCanary = canary && isInCanary({ workflowId: id, ...canary, visitorId });
  return { id, ...(isCanary ? canary : active) };
}

/** The question's id is that of the effect that asked it. */
async function answerQuestion(tx: Transaction, { payload }: StoredEvent): Promise<string[]> {
  const { questionId, messageId, text } = payload as Record<string, string>;
  const [, executionId, visit] = questionId?.match(/^(exe_\w+)-(\d+)$/) ?? [];
  if (!executionId) return [];
  const signal = { type: 'reply' as const, messageId: messageId!, text: text! };
  return signalSteps(tx, [{ executionId, visit: Number(visit), waitsFor: 'reply', signal }]);
}

const cursor = 'automation';

/** @returns null while another process reads */
async function lockCursor(tx: Transaction): Promise<EventPosition | null> {
  const { rows } = await tx.execute<{ transactionId: string; id: string; isAhead: boolean }>(sql`
    select transaction_id::text as "transactionId", event_id::text as id,
      transaction_id > event_horizon() as "isAhead"
    from event_cursors where name = ${cursor} for update skip locked`);
  const [row] = rows;
  if (!row) return null;
  // The address of the database leads to another server since this process started.
  if (row.isAhead) await ensureEpoch(tx);
  return { transactionId: row.transactionId, id: Number(row.id) };
}

async function moveCursor(tx: Transaction, { transactionId, id }: EventPosition): Promise<void> {
  await tx.execute(sql`
    update event_cursors set transaction_id = ${transactionId}::text::xid8, event_id = ${id}
    where name = ${cursor}`);
}

/** Once an installation: what happened before automations were there starts none. */
export async function beginCursor(tx: Transaction): Promise<void> {
  const { transactionId, id } = await readEventPosition(tx);
  await tx.execute(sql`
    insert into event_cursors (name, transaction_id, event_id)
    values (${cursor}, ${transactionId}::text::xid8, ${id}) on conflict (name) do nothing`);
}

const unique = (texts: string[]) => [...new Set(texts)];
