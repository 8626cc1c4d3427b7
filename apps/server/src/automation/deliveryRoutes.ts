import { definition } from '@echoai/automation/nodes/send_webhook/definition';
import { api, type Delivery } from '@echoai/contract';
import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Config } from '../config.ts';
import type { Database, Transaction } from '../platform/database/database.ts';
import { toIso } from '../platform/database/sqlValues.ts';
import { AppError, notFound } from '../platform/errors.ts';
import type { Implement } from '../platform/http/api.ts';
import { pageOfRows, readCursor } from '../platform/http/paging.ts';
import { newId } from '../platform/newId.ts';
import type { Secrets } from '../platform/secrets.ts';
import { ActionError } from './actions/action.ts';
import { sendWebhook } from './actions/send_webhook.ts';

const byStep = z.tuple([z.string().regex(/^\w+$/), z.int32()]);

/** The log of webhooks that automations sent; each can be sent again. */
export function addDeliveryRoutes({
  implement,
  database,
  config,
  secrets,
}: {
  implement: Implement;
  database: Database;
  config: Config;
  secrets: Secrets;
}): void {
  implement(api.deliveries.list, ({ operator, query: { limit, cursor, workflowId, state } }) =>
    database.withOrganisation(operator.organisationId, async (tx) => {
      // Above every id that there is.
      const [executionId, visit] = readCursor(cursor, byStep) ?? ['exf', 0];
      const rows = await listDeliveries(tx, {
        before: { executionId, visit },
        limit: limit + 1,
        workflowId,
        state,
      });
      const page = pageOfRows({ rows, limit, cursorOf: (row) => [row.executionId, row.visit] });
      return { ...page, items: page.items.map(({ visit: _visit, ...item }) => item) };
    }),
  );

  implement(
    api.deliveries.replay,
    async ({ operator: { organisationId }, params: { deliveryId } }) => {
      const [, executionId = '', visit = '0'] = deliveryId.match(/^(exe_\w+)-(\d{1,6})$/) ?? [];
      const step = { executionId, visit: Number(visit) };
      const found = await database.withOrganisation(organisationId, (tx) => readSent(tx, step));
      const input = definition.config.safeParse(found.input);
      if (!input.success)
        throw new AppError('conflict', 'It was never sent: its address or body was not complete.');
      const result = await sendWebhook({
        organisationId,
        workflowId: found.workflowId,
        deliveryId,
        config: input.data,
        services: { config, database, secrets },
        now: new Date(),
        signal: AbortSignal.timeout(input.data.timeoutSeconds * 1_000),
      }).then(
        (status) => ({ status, error: null }),
        (error: unknown) => {
          if (!(error instanceof ActionError)) throw error;
          return { status: null, error: error.message };
        },
      );
      const { rows } = await database.withOrganisation(organisationId, (tx) =>
        tx.execute<{ at: string }>(sql`
          insert into webhook_redeliveries (id, organisation_id, execution_id, visit, status, error)
          values (${newId('rdl')}, ${organisationId}, ${step.executionId}, ${step.visit},
            ${result.status}, ${result.error})
          returning created_at as at`),
      );
      return { at: toIso(rows[0]!.at), ...result };
    },
  );
}

type Row = Delivery & { visit: number };

/** States of a step, as a receiver's owner calls them. */
const stateOf = sql`case s.state when 'done' then 'delivered' when 'waiting' then 'waiting' else 'failed' end`;

async function listDeliveries(
  tx: Transaction,
  {
    before,
    limit,
    workflowId = null,
    state = null,
  }: {
    before: { executionId: string; visit: number };
    limit: number;
    workflowId?: string | null | undefined;
    state?: Delivery['state'] | null | undefined;
  },
): Promise<Row[]> {
  const { rows } = await tx.execute<Row & Record<string, unknown>>(sql`
    select s.execution_id || '-' || s.visit as id, s.execution_id as "executionId", s.visit,
      e.workflow_id as "workflowId", w.name as "workflowName",
      coalesce(s.input ->> 'url', '') as url, s.input -> 'body' as body, ${stateOf} as state,
      (s.output ->> 'status')::int as status, s.error, s.attempts, s.started_at as "startedAt",
      coalesce((
        select jsonb_agg(jsonb_build_object('at', r.created_at, 'status', r.status, 'error', r.error)
          order by r.id desc)
        from webhook_redeliveries r where r.execution_id = s.execution_id and r.visit = s.visit
      ), '[]') as redeliveries
    from execution_steps s
    join workflow_executions e on e.id = s.execution_id
    join workflows w on w.id = e.workflow_id
    where s.kind = 'send_webhook' and s.state <> 'intended' and e.mode = 'live'
      and (s.execution_id, s.visit) < (${before.executionId}, ${before.visit})
      and coalesce(${workflowId}::text, e.workflow_id) = e.workflow_id
      and coalesce(${state}::text, ${stateOf}) = ${stateOf}
    order by s.execution_id desc, s.visit desc limit ${limit}`);
  return rows.map((row) => ({
    ...row,
    startedAt: toIso(row.startedAt),
    redeliveries: row.redeliveries.map((one) => ({ ...one, at: toIso(one.at) })),
  }));
}

/** @throws {AppError} `not-found` */
async function readSent(
  tx: Transaction,
  { executionId, visit }: { executionId: string; visit: number },
): Promise<{ workflowId: string; input: unknown }> {
  const { rows } = await tx.execute<{ workflowId: string; input: unknown }>(sql`
    select e.workflow_id as "workflowId", s.input
    from execution_steps s join workflow_executions e on e.id = s.execution_id
    where s.execution_id = ${executionId} and s.visit = ${visit} and s.kind = 'send_webhook'
      and e.mode = 'live'`);
  if (!rows[0]) throw notFound('delivery');
  return rows[0];
}
