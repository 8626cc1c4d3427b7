import { api } from '@echoai/contract';
import { eq } from 'drizzle-orm';
import type { Database } from '../platform/database/database.ts';
import { messages } from '../platform/database/schema.ts';
import { AppError } from '../platform/errors.ts';
import type { Implement } from '../platform/http/api.ts';
import { handOver, returnToBot } from './actions/handOver.ts';
import { sendMessage } from './actions/sendMessage.ts';
import { tagConversation, untagConversation } from './actions/tagConversation.ts';
import { readConversation, toOperatorMessage } from './conversationRoutes.ts';

/** What people do in a conversation. */
export function addActionRoutes({
  implement,
  database,
}: {
  implement: Implement;
  database: Database;
}): void {
  implement(api.conversations.send, ({ operator, params: { conversationId: sessionId }, body }) =>
    database.withOrganisation(operator.organisationId, async (tx) => {
      const authorName = body.authorName ?? operator.user?.name ?? null;
      await handOver(tx, { sessionId, reason: `${authorName ?? 'A person'} answered` });
      const { id } = await sendMessage(tx, {
        organisationId: operator.organisationId,
        sessionId,
        text: body.text,
        author: 'person',
        authorName,
      });
      const [row] = await tx.select().from(messages).where(eq(messages.id, id));
      return toOperatorMessage(row!);
    }),
  );

  implement(
    api.conversations.handOver,
    ({ operator, params: { conversationId: sessionId }, body: { answeredBy } }) =>
      database.withOrganisation(operator.organisationId, async (tx) => {
        const reason = `${operator.user?.name ?? 'A program'} took over`;
        if (answeredBy === 'person') await handOver(tx, { sessionId, reason });
        else await returnToBot(tx, { sessionId });
        return readConversation(tx, sessionId);
      }),
  );

  implement(api.conversations.addTag, ({ operator, params: { conversationId, tag } }) =>
    database.withOrganisation(operator.organisationId, async (tx) => {
      const tagged = await tagConversation(tx, { sessionId: conversationId, tag });
      if (tagged === 'full') throw new AppError('conflict', 'A conversation has at most 50 tags.');
      return readConversation(tx, conversationId);
    }),
  );

  implement(api.conversations.removeTag, ({ operator, params: { conversationId, tag } }) =>
    database.withOrganisation(operator.organisationId, async (tx) => {
      await untagConversation(tx, { sessionId: conversationId, tag });
      return readConversation(tx, conversationId);
    }),
  );
}
