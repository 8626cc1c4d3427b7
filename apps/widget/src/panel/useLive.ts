import { useEffect } from 'preact/hooks';
import type { VisitorApi } from './api.ts';
import type { Conversation } from './conversation.ts';
import { useStore } from './useStore.ts';
import type { Views } from './useViews.ts';
import type { Visitor } from './visitor.ts';

/**
 * Hears what comes into the conversation, from where its history ended; while the panel is closed
 * too, for the count of what is unread.
 * @returns who answers the visitor now
 */
export function useLive({
  views,
  api,
  visitor: { session },
  conversation,
}: {
  /** Undefined until they are loaded. */
  views: Views | undefined;
  api: VisitorApi;
  visitor: Visitor;
  conversation: Conversation;
}) {
  const { handledBy } = useStore(conversation);
  const { sessionId, visitorToken } = session.read();
  const isKnown = Boolean(sessionId && visitorToken && conversation.following().lastEventId);
  useEffect(() => {
    if (views && isKnown) return views.follow({ api, conversation, session });
  }, [views, isKnown, sessionId, visitorToken, api, conversation, session]);
  return handledBy;
}
