import { api, type VisitorProfile, type VisitorSession } from '@echoai/contract';
import { eq, sql } from 'drizzle-orm';
import type { Database, Transaction } from '../../platform/database/database.ts';
import { chatbots } from '../../platform/database/schema.ts';
import { AppError, notFound } from '../../platform/errors.ts';
import type { Implement } from '../../platform/http/api.ts';
import { createLimit } from '../../platform/http/limits.ts';
import { byTimeAndId, pageOfRows, readCursor } from '../../platform/http/paging.ts';
import type { Visitor } from '../../platform/http/principals.ts';
import type { SendMail } from '../../platform/mail.ts';
import { readChatbot } from '../sessionStore.ts';
import { sendEmailCode, verifyEmailCode } from './emailCode.ts';
import { type Identified, identifyVisitor } from './identifyVisitor.ts';
import { dropToken, findKnownVisitor, type KnownVisitor } from './identityStore.ts';
import { identitySecret } from './signature.ts';

/** Who visitors are, their own conversations, and the secret by which a host site vouches for them. */
export function addIdentityRoutes({
  implement,
  database,
  secret,
  sendMail,
}: {
  implement: Implement;
  database: Database;
  secret: string;
  sendMail: SendMail;
}): void {
  const limitReads = createLimit({ name: 'identity-reads', by: 'address', allowance: 240 });
  const limitClaims = createLimit({ name: 'identity-claims', by: 'address', allowance: 30 });
  const limitCodes = createLimit({ name: 'codes', by: 'address', allowance: 20, seconds: 3_600 });
  const limitGuesses = createLimit({
    name: 'wrong-codes',
    by: 'address',
    allowance: 20,
    seconds: 900,
  });
  const toProfile = ({
    id,
    email,
    emailProven,
    firstName,
    lastName,
    proof,
  }: KnownVisitor): VisitorProfile => ({
    id,
    email,
    emailProven,
    name: [firstName, lastName].filter(Boolean).join(' ') || null,
    proof,
    canSendCode: sendMail !== null,
  });
  const answer = ({ visitorToken, visitor }: Identified) => ({
    ...(visitorToken ? { visitorToken } : {}),
    visitor: toProfile(visitor),
  });

  implement(api.identity.get, async ({ visitor }) => {
    limitReads.take(visitor.address);
    return database.withOrganisation(visitor.organisationId, async (tx) =>
      toProfile(await requireKnown(tx, visitor)),
    );
  });

  implement(api.identity.identify, async ({ visitor, body }) => {
    limitClaims.take(visitor.address);
    return answer(
      await database.withOrganisation(visitor.organisationId, (tx) =>
        identifyVisitor(tx, { visitor, request: body, secret }),
      ),
    );
  });

  implement(api.identity.sendCode, async ({ visitor, body: { email } }) => {
    limitCodes.take(visitor.address);
    return sendEmailCode({ database, sendMail, secret, visitor, email });
  });

  implement(api.identity.verifyCode, async ({ visitor, body }) => {
    limitClaims.take(visitor.address);
    // Taken before, and given back when it is right: many at once must not pass together.
    limitGuesses.take(visitor.address);
    const identified = await verifyEmailCode({ database, secret, visitor, ...body });
    limitGuesses.giveBack(visitor.address);
    return answer(identified);
  });

  implement(api.identity.signOut, async ({ visitor }) => {
    limitReads.take(visitor.address);
    await database.withOrganisation(visitor.organisationId, async (tx) => {
      if (visitor.token) await dropToken(tx, visitor.token);
    });
    return undefined;
  });

  implement(api.identity.sessions, async ({ visitor, query: { limit, cursor } }) => {
    limitReads.take(visitor.address);
    return database.withOrganisation(visitor.organisationId, async (tx) => {
      const { id } = await requireKnown(tx, visitor);
      const rows = await selectSessions(tx, {
        externalUserId: id,
        chatbotId: visitor.chatbotId,
        before: readCursor(cursor, byTimeAndId) ?? null,
        limit: limit + 1,
      });
      return pageOfRows({ rows, limit, cursorOf: (row) => [row.lastMessageAt, row.id] });
    });
  });

  implement(api.chatbots.identity, ({ operator, params: { chatbotId } }) =>
    database.withOrganisation(operator.organisationId, async (tx) => {
      const { identitySecretVersion: version } = await readChatbot(tx, chatbotId);
      return { secret: identitySecret({ secret, chatbotId, version }) };
    }),
  );

  implement(api.chatbots.rotateIdentity, ({ operator, params: { chatbotId } }) =>
    database.withOrganisation(operator.organisationId, async (tx) => {
      const [row] = await tx
        .update(chatbots)
        .set({ identitySecretVersion: sql`identity_secret_version + 1` })
        .where(eq(chatbots.id, chatbotId))
        .returning({ version: chatbots.identitySecretVersion });
      if (!row) throw notFound('chatbot');
      return { secret: identitySecret({ secret, chatbotId, version: row.version }) };
    }),
  );
}

/** @throws {AppError} `visitor-token-required` without a token that we gave out at this chatbot */
export async function requireKnown(tx: Transaction, visitor: Visitor): Promise<KnownVisitor> {
  const known = await findKnownVisitor(tx, visitor);
  if (known) return known;
  throw new AppError(
    'visitor-token-required',
    'Send the visitorToken of the first turn in EchoAI-Visitor.',
  );
}

/** Times are given in microseconds: a cursor made of milliseconds would repeat rows. */
async function selectSessions(
  tx: Transaction,
  {
    externalUserId,
    chatbotId,
    before,
    limit,
  }: {
    externalUserId: string;
    chatbotId: string;
    before: readonly [string, string] | null;
    limit: number;
  },
): Promise<VisitorSession[]> {
  const [time, id] = before ?? [null, null];
  const { rows } = await tx.execute<Record<string, unknown> & VisitorSession>(sql`
    select s.id, left(coalesce(m.subject, ''), 120) as subject, left(m.preview, 160) as preview,
      m.count::int as "messageCount",
      to_char(s.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "createdAt",
      to_char(s.last_message_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "lastMessageAt"
    from (
      select * from conversation_sessions
      where external_user_id = ${externalUserId} and chatbot_id = ${chatbotId}
        and (${id}::text is null or (last_message_at, id) < (${time}::timestamptz, ${id}))
      order by last_message_at desc, id desc limit ${limit}
    ) s
    join lateral (
      select count(*) as count,
        (select content from messages where session_id = s.id and role = 'user' order by id limit 1) as subject,
        (select content from messages where session_id = s.id order by id desc limit 1) as preview
      from messages where session_id = s.id
      having count(*) > 0
    ) m on true
    order by s.last_message_at desc, s.id desc`);
  return rows;
}
