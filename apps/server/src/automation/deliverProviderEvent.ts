import { accepters, nodeDefinitions } from '@echoai/automation';
import { cutText } from '@echoai/contract/text';
import { sql } from 'drizzle-orm';
import type { Told } from '../connections/eventPages.ts';
import type { Database } from '../platform/database/database.ts';
import { AppError } from '../platform/errors.ts';
import type { Automation } from './automation.ts';
import { decideApproval } from './executionActions.ts';

/**
 * What a provider told starts the workflows that wait for it, each once, or answers the execution
 * that asked.
 * @returns whether it counts
 */
export async function deliverProviderEvent({
  database,
  automation,
  organisationId,
  connectionId,
  provider,
  event,
}: Told & { database: Database; automation: Automation }): Promise<boolean> {
  if (event.type === 'decision') return decide();
  const accepts = accepters[event.kind];
  if (!accepts) return false;
  const { rows } = await database.withOrganisation(organisationId, (tx) =>
    tx.execute<{ id: string; config: unknown }>(sql`
      select id, trigger_config as config from workflows
      where active_version is not null and trigger_kind = ${event.kind}
        and trigger_config ->> 'connectionId' = ${connectionId}
      order by id`),
  );
  const wanted = rows.filter(({ config }) => {
    const parsed = nodeDefinitions[event.kind]!.config.safeParse(config);
    return parsed.success && accepts(parsed.data, event.event);
  });
  for (const { id: workflowId } of wanted) {
    await automation
      .begin(organisationId, {
        workflowId,
        cause: cutText(`${provider} ${event.id}`, 200),
        sessionId: undefined,
        eventOf: () => event.event,
      })
      .catch((error: unknown) => {
        // Switched off meanwhile.
        if (!(error instanceof AppError)) throw error;
      });
  }
  return wanted.length > 0;

  async function decide(): Promise<boolean> {
    if (event.type !== 'decision') return false;
    const [, executionId, visit] = event.effectId.match(/^(exe_\w+)-(\d{1,6})$/) ?? [];
    if (!executionId) return false;
    const { decision, decidedBy } = event;
    try {
      await database.withOrganisation(organisationId, (tx) =>
        decideApproval(tx, {
          engine: automation.engine,
          organisationId,
          executionId,
          visit: Number(visit),
          decision,
          comment: '',
          decidedBy,
        }),
      );
      return true;
    } catch (error) {
      if (error instanceof AppError) return false;
      throw error;
    }
  }
}
