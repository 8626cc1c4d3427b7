import { api, type Notification } from '@echoai/contract';
import { sql } from 'drizzle-orm';
import type { Database } from '../platform/database/database.ts';
import { textArray, toIso } from '../platform/database/sqlValues.ts';
import type { Implement } from '../platform/http/api.ts';
import { byTimeAndId, pageOfRows, readCursor } from '../platform/http/paging.ts';

/** What the team should know: of nodes that tell it, of approvals and of failures. */
export function addNotificationRoutes({
  implement,
  database,
}: {
  implement: Implement;
  database: Database;
}): void {
  implement(api.notifications.list, ({ operator, query: { limit, cursor } }) =>
    database.withOrganisation(operator.organisationId, async (tx) => {
      const [time, id] = readCursor(cursor, byTimeAndId) ?? ['9999-01-01T00:00:00.000000Z', ''];
      const { rows } = await tx.execute<Row>(sql`
        select id, title, text, execution_id as "executionId", workflow_id as "workflowId", count,
          created_at as "createdAt", read_at as "readAt",
          to_char(last_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "lastAt"
        from notifications where (last_at, id) < (${time}::timestamptz, ${id})
        order by last_at desc, id desc limit ${limit + 1}`);
      const { rows: counted } = await tx.execute<{ unread: number }>(
        sql`select count(*)::int as unread from notifications where read_at is null`,
      );
      const page = pageOfRows({
        rows: rows.map(toNotification),
        limit,
        cursorOf: ({ lastAt, id }) => [lastAt, id],
      });
      return { ...page, unread: counted[0]!.unread };
    }),
  );

  implement(api.notifications.read, ({ operator, body: { ids } }) =>
    database.withOrganisation(operator.organisationId, async (tx) => {
      await tx.execute(sql`
        update notifications set read_at = now() where read_at is null
          and ${ids ? sql`id = any (${textArray(ids)})` : sql`true`}`);
      return undefined;
    }),
  );
}

type Row = Record<string, unknown> & Notification;

function toNotification(row: Row): Notification {
  return { ...row, createdAt: toIso(row.createdAt), readAt: toIso(row.readAt) };
}
