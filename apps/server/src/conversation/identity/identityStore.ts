import { and, eq, gt, lt, sql } from 'drizzle-orm';
import type { Transaction } from '../../platform/database/database.ts';
import {
  chatbots,
  conversationSessions,
  emailCodes,
  externalUsers,
  memoryFacts,
  usedSignatures,
  visitorTokens,
} from '../../platform/database/schema.ts';
import { newId } from '../../platform/newId.ts';
import { isTokenGood, isTokenUseDue, noteTokenUse } from '../sessionStore.ts';
import { hashVisitorToken, newVisitorToken } from '../visitorToken.ts';

/** The SQL of who visitors are. Every function runs inside `withOrganisation`. */

export type Proof = 'none' | 'signature' | 'code';

/** A visitor as one browser's token knows them. */
export interface KnownVisitor {
  id: string;
  email: string | null;
  emailProven: boolean;
  externalId: string | null;
  firstName: string | null;
  lastName: string | null;
  proof: Proof;
}

/**
 * The visitor whom a token names at this chatbot; null without one, for one that we did not give
 * out, and for one that expired.
 */
export async function findKnownVisitor(
  tx: Transaction,
  { token, chatbotId }: { token: string | null; chatbotId: string },
): Promise<KnownVisitor | null> {
  if (!token) return null;
  const [row] = await tx
    .select({
      id: externalUsers.id,
      email: externalUsers.email,
      emailProven: externalUsers.emailProven,
      externalId: externalUsers.externalId,
      firstName: externalUsers.firstName,
      lastName: externalUsers.lastName,
      proof: visitorTokens.proof,
      isUseDue: isTokenUseDue,
    })
    .from(visitorTokens)
    .innerJoin(externalUsers, eq(externalUsers.id, visitorTokens.externalUserId))
    .innerJoin(chatbots, eq(chatbots.id, visitorTokens.chatbotId))
    .where(
      and(
        eq(visitorTokens.tokenHash, hashVisitorToken(token)),
        eq(visitorTokens.chatbotId, chatbotId),
        isTokenGood,
      ),
    );
  if (!row) return null;
  const { isUseDue, ...known } = row;
  if (isUseDue) await noteTokenUse(tx, token);
  return known;
}

/** Whether a visitor has proven that this address is theirs. */
export async function hasProvenEmail(
  tx: Transaction,
  { externalUserId, email }: { externalUserId: string; email: string },
): Promise<boolean> {
  const proven = and(
    eq(externalUsers.id, externalUserId),
    eq(externalUsers.email, email.trim().normalize('NFC').toLowerCase()),
    eq(externalUsers.emailProven, true),
  );
  return (await tx.$count(externalUsers, proven)) > 0;
}

/** Gives out a new token for a visitor. */
export async function giveToken(
  tx: Transaction,
  {
    organisationId,
    chatbotId,
    externalUserId,
    proof,
  }: { organisationId: string; chatbotId: string; externalUserId: string; proof: Proof },
): Promise<string> {
  const token = newVisitorToken();
  await tx.insert(visitorTokens).values({
    tokenHash: hashVisitorToken(token),
    organisationId,
    chatbotId,
    externalUserId,
    proof,
  });
  return token;
}

export async function dropToken(tx: Transaction, token: string): Promise<void> {
  await tx.delete(visitorTokens).where(eq(visitorTokens.tokenHash, hashVisitorToken(token)));
}

/** The visitor with a proven host-site id or e-mail, made on first sight; one however many ask at once. */
export async function findOrCreateProven(
  tx: Transaction,
  {
    organisationId,
    externalId,
    email,
  }: { organisationId: string; externalId?: string; email?: string },
): Promise<string> {
  const name = `${organisationId} ${externalId ?? ''} ${email ?? ''}`;
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${email ?? name}, 0))`);
  const byExternalId =
    externalId === undefined ? undefined : eq(externalUsers.externalId, externalId);
  const byEmail =
    email === undefined
      ? undefined
      : and(eq(externalUsers.email, email), eq(externalUsers.emailProven, true));
  const find = async () => {
    for (const condition of [byExternalId, byEmail]) {
      if (!condition) continue;
      const [row] = await tx
        .select({ id: externalUsers.id, externalId: externalUsers.externalId })
        .from(externalUsers)
        .where(condition);
      // An address that belongs to another id of the host site stays with that one.
      const isOther = row && externalId !== undefined && row.externalId !== null;
      if (row && !(isOther && row.externalId !== externalId)) return row.id;
    }
    return undefined;
  };
  const known = await find();
  if (known) {
    await noteProven(tx, { externalUserId: known, externalId, email });
    return known;
  }
  const id = newId('vis');
  await tx
    .insert(externalUsers)
    .values({ id, organisationId, externalId: externalId ?? null })
    .onConflictDoNothing();
  const created = (await find()) ?? id;
  await noteProven(tx, { externalUserId: created, email });
  return created;
}

/** Notes a proven id and e-mail on a visitor; an e-mail that another has proven stays theirs. */
async function noteProven(
  tx: Transaction,
  {
    externalUserId,
    externalId,
    email,
  }: { externalUserId: string; externalId?: string; email?: string },
): Promise<void> {
  if (externalId !== undefined) {
    await tx
      .update(externalUsers)
      .set({ externalId, updatedAt: sql`now()` })
      .where(
        and(eq(externalUsers.id, externalUserId), sql`external_id is distinct from ${externalId}`),
      );
  }
  if (email === undefined) return;
  await tx
    .update(externalUsers)
    .set({ email, emailProven: true, updatedAt: sql`now()` })
    .where(
      and(
        eq(externalUsers.id, externalUserId),
        sql`(email, email_proven) is distinct from (${email}, true)`,
        sql`not exists (
          select from external_users other
          where other.email = ${email} and other.email_proven and other.id <> ${externalUserId}
        )`,
      ),
    );
}

/** Notes what is said of a visitor, which proves nothing. */
export async function noteUnproven(
  tx: Transaction,
  {
    externalUserId,
    email,
    name,
  }: { externalUserId: string; email: string | undefined; name: string | undefined },
): Promise<void> {
  const [firstName, ...rest] = name?.trim().split(/\s+/) ?? [];
  await tx
    .update(externalUsers)
    .set({
      // A proven address is not overwritten by hearsay.
      ...(email ? { email: sql`case when email_proven then email else ${email} end` } : {}),
      ...(firstName ? { firstName, lastName: rest.join(' ') || null } : {}),
      updatedAt: sql`now()`,
    })
    .where(eq(externalUsers.id, externalUserId));
}

/**
 * Uses up a signature.
 * @returns whose it was already, or null when it had not been used
 */
export async function useSignature(
  tx: Transaction,
  row: { signature: string; organisationId: string; externalUserId: string; expiresAt: Date },
): Promise<string | null> {
  await tx.delete(usedSignatures).where(lt(usedSignatures.expiresAt, sql`now()`));
  const inserted = await tx.insert(usedSignatures).values(row).onConflictDoNothing().returning();
  if (inserted.length > 0) return null;
  const [used] = await tx
    .select({ externalUserId: usedSignatures.externalUserId })
    .from(usedSignatures)
    .where(eq(usedSignatures.signature, row.signature));
  return used?.externalUserId ?? '';
}

/**
 * The visitor takes along the conversation at hand, with what it taught us: theirs if the browser's
 * anonymous token held it and somebody wrote in it during the last half hour. Older ones may be of
 * whoever sat at the computer before.
 */
export async function takeAlong(
  tx: Transaction,
  {
    sessionId,
    from,
    to,
    chatbotId,
  }: { sessionId: string; from: string; to: string; chatbotId: string },
): Promise<void> {
  const moved = await tx
    .update(conversationSessions)
    .set({ externalUserId: to })
    .where(
      and(
        eq(conversationSessions.id, sessionId),
        eq(conversationSessions.externalUserId, from),
        eq(conversationSessions.chatbotId, chatbotId),
        gt(conversationSessions.lastMessageAt, sql`now() - interval '30 minutes'`),
      ),
    )
    .returning({ id: conversationSessions.id });
  if (moved.length === 0) return;
  await tx
    .update(memoryFacts)
    .set({ externalUserId: to })
    .where(and(eq(memoryFacts.sessionId, sessionId), eq(memoryFacts.externalUserId, from)));
}

/** Codes that were sent within the last hour. */
export interface SentCodes {
  ofChatbot: number;
  ofEmail: number;
  /** To this e-mail address, asked for from this network address. */
  ofBoth: number;
  /** Seconds until the first of them is an hour old. */
  seconds: number;
}

/** Counts the codes of a chatbot, one transaction after the other, so that many at once are counted. */
export async function countCodes(
  tx: Transaction,
  { chatbotId, email, askedFrom }: { chatbotId: string; email: string; askedFrom: string },
): Promise<SentCodes> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`codes ${chatbotId}`}, 0))`);
  await tx.delete(emailCodes).where(lt(emailCodes.createdAt, sql`now() - interval '1 hour'`));
  const { rows } = await tx.execute<SentCodes & Record<string, unknown>>(sql`
    select count(*)::int as "ofChatbot",
      count(*) filter (where email = ${email})::int as "ofEmail",
      count(*) filter (where email = ${email} and asked_from = ${askedFrom})::int as "ofBoth",
      coalesce(ceil(extract(epoch from min(created_at) + interval '1 hour' - now())), 1)::int as seconds
    from email_codes where chatbot_id = ${chatbotId}`);
  return rows[0]!;
}

export async function storeCode(
  tx: Transaction,
  row: {
    organisationId: string;
    chatbotId: string;
    email: string;
    codeHash: string;
    challengeHash: string;
    askedFrom: string;
  },
): Promise<void> {
  await tx
    .insert(emailCodes)
    .values({ ...row, id: newId('cod'), expiresAt: sql`now() + interval '10 minutes'` });
}

/**
 * Counts a guess and compares it, in one statement: however many come at once, no more than
 * `maxGuesses` are ever compared.
 * @returns `none`: no code was sent for the challenge, or it is too old or used
 */
export async function guessCode(
  tx: Transaction,
  guess: {
    chatbotId: string;
    email: string;
    challengeHash: string;
    codeHash: string;
    maxGuesses: number;
  },
): Promise<'right' | 'wrong' | 'too-often' | 'none'> {
  const { chatbotId, email, challengeHash, codeHash, maxGuesses } = guess;
  const { rows } = await tx.execute<{ isRight: boolean }>(sql`
    update email_codes set failed_attempts = failed_attempts + 1
    where challenge_hash = ${challengeHash} and chatbot_id = ${chatbotId} and email = ${email}
      and expires_at > now() and failed_attempts < ${maxGuesses}
    returning code_hash = ${codeHash} as "isRight"`);
  if (rows[0]) return rows[0].isRight ? 'right' : 'wrong';
  const isKnown = await tx.$count(
    emailCodes,
    and(eq(emailCodes.challengeHash, challengeHash), gt(emailCodes.expiresAt, sql`now()`)),
  );
  return isKnown > 0 ? 'too-often' : 'none';
}

/** What was sent to an address is good no longer. */
export async function deleteCodes(
  tx: Transaction,
  { chatbotId, email }: { chatbotId: string; email: string },
): Promise<void> {
  await tx
    .delete(emailCodes)
    .where(and(eq(emailCodes.chatbotId, chatbotId), eq(emailCodes.email, email)));
}
