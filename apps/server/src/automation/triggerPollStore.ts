import { pollers } from '@echoai/automation';
import { sql } from 'drizzle-orm';
import type { Transaction } from '../platform/database/database.ts';
import { toJson } from '../platform/database/sqlValues.ts';
import { tellTeam } from '../workspace/tellTeam.ts';

/** The SQL of triggers that are polled. Inside `withOrganisation`, unless said otherwise. */

/** After so long without a poll that worked the team is told. */
const silentFor = sql`interval '1 hour'`;

/**
 * A workflow was switched on, changed or switched off. With another trigger it begins anew; how often
 * it looks does not matter for that.
 * @param kind of the trigger that starts it now; null when nothing does
 */
export async function followActivation(
  tx: Transaction,
  { workflowId, kind }: { workflowId: string; kind: string | null },
): Promise<void> {
  if (kind === null || !pollers[kind]) {
    await tx.execute(sql`delete from trigger_polls where workflow_id = ${workflowId}`);
    return;
  }
  await tx.execute(sql`
    insert into trigger_polls as p (workflow_id, organisation_id, kind, config)
    select id, organisation_id, trigger_kind, trigger_config from workflows where id = ${workflowId}
    on conflict (workflow_id) do update set
      kind = excluded.kind, config = excluded.config, next_at = now(),
      cursor = case when p.kind = excluded.kind
        and p.config - 'everyMinutes' = excluded.config - 'everyMinutes' then p.cursor end
    where p.kind <> excluded.kind or p.config <> excluded.config`);
}

/** One poll that is to be made now, by this process. */
export interface Claim {
  workflowId: string;
  organisationId: string;
  kind: string;
  config: unknown;
  cursor: unknown;
  /** Until when it is ours; what comes of it is stored only while the row says the same. */
  claimedUntil: string;
}

/** Polls that are due, of all organisations: inside `asPlatform`. */
export async function claimPolls(
  tx: Transaction,
  { limit, forSeconds }: { limit: number; forSeconds: number },
): Promise<Claim[]> {
  const { rows } = await tx.execute<Claim & Record<string, unknown>>(sql`
    with due as (
      select workflow_id from trigger_polls where next_at <= now()
      order by next_at limit ${limit} for update skip locked
    )
    update trigger_polls set next_at = now() + make_interval(secs => ${forSeconds})
    where workflow_id = any (array(select workflow_id from due))
    returning workflow_id as "workflowId", organisation_id as "organisationId", kind, config, cursor,
      next_at::text as "claimedUntil"`);
  return rows;
}

const ours = ({ workflowId, claimedUntil }: Claim) =>
  sql`workflow_id = ${workflowId} and next_at = ${claimedUntil}::timestamptz`;

/**
 * Locks the poll until the end of the transaction.
 * @returns the version that it starts; null when it is not ours any more: the workflow was switched
 * off or changed, or we were too slow
 */
export async function lockClaim(
  tx: Transaction,
  claim: Claim,
): Promise<{ version: number; wasFailing: boolean } | null> {
  const { rows } = await tx.execute<{ version: number | null; wasFailing: boolean }>(sql`
    select
      (select active_version from workflows where id = workflow_id) as version,
      failing_since is not null as "wasFailing"
    from trigger_polls where ${ours(claim)} for update`);
  const [row] = rows;
  return row && row.version !== null ? { ...row, version: row.version } : null;
}

/** It worked. @param wasFailing whether the team may have been told that it did not */
export async function moveCursor(
  tx: Transaction,
  claim: Claim,
  { cursor, inSeconds, wasFailing }: { cursor: unknown; inSeconds: number; wasFailing: boolean },
): Promise<void> {
  await tx.execute(sql`
    update trigger_polls set cursor = ${toJson(cursor)}::jsonb, failing_since = null,
      last_error = null, next_at = now() + make_interval(secs => ${inSeconds})
    where ${ours(claim)}`);
  if (!wasFailing) return;
  await tx.execute(sql`
    update notifications set read_at = now()
    where workflow_id = ${claim.workflowId} and cause like 'poll %' and read_at is null`);
}

/** Nothing came of it, and nobody is at fault. */
export async function postpone(tx: Transaction, claim: Claim, inSeconds: number): Promise<void> {
  await tx.execute(sql`
    update trigger_polls set next_at = now() + make_interval(secs => ${inSeconds})
    where ${ours(claim)}`);
}

/** It failed. The team is told once for as long as it does. */
export async function noteFailedPoll(
  tx: Transaction,
  claim: Claim,
  { message, title, inSeconds }: { message: string; title: string; inSeconds: number },
): Promise<void> {
  const { rows } = await tx.execute<{ name: string; cause: string }>(sql`
    with failed as (
      update trigger_polls set last_error = ${message},
        failing_since = coalesce(failing_since, now()),
        next_at = now() + make_interval(secs => ${inSeconds})
      where ${ours(claim)} returning workflow_id, failing_since
    )
    select w.name, 'poll ' || w.id || ' ' || extract(epoch from failing_since) as cause
    from failed join workflows w on w.id = failed.workflow_id
    where failing_since <= now() - ${silentFor}`);
  const [long] = rows;
  if (!long) return;
  const { workflowId, organisationId } = claim;
  await tellTeam(tx, {
    organisationId,
    workflowId,
    cause: long.cause,
    title: `“${long.name}” has not been able to start for an hour`,
    text: `${title}: ${message} It goes on where it stopped as soon as that is mended.`,
  });
}
