import { sql } from 'drizzle-orm';
import type { Unused } from '../platform/jobs/deleteUnused.ts';

/** What visitors leave behind. Conversations are the owner's and stay. */
export const unusedVisitors: Unused[] = [
  {
    table: 'visitor_tokens',
    key: 'token_hash',
    where: sql`exists (
      select from chatbots b where b.id = t.chatbot_id
        and t.last_used_at <= now() - make_interval(days => b.visitor_token_days)
    )`,
  },
  {
    // Nobody proved to be one of these, and none has a conversation or a record in a CRM.
    table: 'external_users',
    key: 'id',
    where: sql`t.external_id is null and not t.email_proven
      and t.created_at < now() - interval '30 days'
      and not exists (select from conversation_sessions where external_user_id = t.id)
      and not exists (select from contact_links where external_user_id = t.id)
      and not exists (
        select from visitor_tokens
        where external_user_id = t.id and last_used_at > now() - interval '30 days'
      )`,
  },
  // A day longer than they are good for, since codes are counted for that long.
  { table: 'email_codes', key: 'id', where: sql`t.expires_at < now() - interval '1 day'` },
  { table: 'first_turns', key: 'key', where: sql`t.created_at < now() - interval '1 day'` },
  { table: 'used_signatures', key: 'signature', where: sql`t.expires_at < now()` },
];
