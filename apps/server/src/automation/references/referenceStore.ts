import type { Reference, ReferenceState } from '@echoai/automation';
import type { ConnectionStatus } from '@echoai/contract';
import { sql } from 'drizzle-orm';
import type { Transaction } from '../../platform/database/database.ts';
import { textArray } from '../../platform/database/sqlValues.ts';

/** How something that a graph names is in an organisation. */
export type Named = (reference: Exclude<Reference, { to: 'option' | 'setting' }>) => ReferenceState;

type Row = Record<string, unknown> & {
  to: string;
  id: string;
  name: string;
  /** A connection's provider, or an intent's chatbot. */
  of: string | null;
  /** A connection's health, or whether a workflow is on. */
  status: string | null;
  reason: string | null;
};

/** Reads in one statement which of the named things there are. Runs inside `withOrganisation`. */
export async function readNamed(tx: Transaction, references: Reference[]): Promise<Named> {
  const idsOf = (to: Reference['to']) =>
    textArray(references.flatMap((reference) => (reference.to === to ? [reference.id] : [])));
  const { rows } = await tx.execute<Row>(sql`
    select 'connection' as to, id, name, provider as of, status, status_reason as reason
      from connections where id = any (${idsOf('connection')})
    union all select 'chatbot', id, name, null, null, null
      from chatbots where id = any (${idsOf('chatbot')})
    union all select 'credential', id, name, null, null, null
      from credentials where id = any (${idsOf('credential')})
    union all select 'workflow', id, name, null,
        case when active_version is null then 'off' else 'on' end, null
      from workflows where deleted_at is null and id = any (${idsOf('workflow')})
    union all select 'intent', name, name, chatbot_id, null, null
      from intents where is_active and name = any (${idsOf('intent')})
    union all select 'tag', tag, tag, null, null, null
      from unnest(${idsOf('tag')}) tag
      where exists (select from conversation_sessions s where s.tags @> array[tag])`);
  return (reference) => {
    const found = rows.filter(({ to, id }) => to === reference.to && id === reference.id);
    const [row] = found;
    if (!row) return { is: 'missing' };
    if (reference.to === 'connection') return stateOfConnection(row, reference.provider);
    if (reference.to === 'workflow' && row.status === 'off')
      return { is: 'troubled', name: row.name, reason: null };
    if (reference.to === 'intent' && reference.chatbotId !== null)
      return found.some(({ of }) => of === reference.chatbotId)
        ? { is: 'there', name: row.name }
        : { is: 'missing' };
    return { is: 'there', name: row.name };
  };
}

function stateOfConnection({ name, of, status, reason }: Row, provider: string): ReferenceState {
  if (of !== provider) return { is: 'of-other-provider', name };
  const is = healthInShort[status as ConnectionStatus];
  return is === 'there' ? { is, name } : { is, name, reason };
}

const healthInShort: Record<ConnectionStatus, 'there' | 'troubled' | 'broken'> = {
  healthy: 'there',
  degraded: 'troubled',
  'rate-limited': 'troubled',
  'needs-you': 'broken',
};
