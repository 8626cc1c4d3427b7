import type { VisitorSession } from '@echoai/contract';
import { CallError, type Failure, offline } from './failure.ts';
import type { Visitor } from './visitor.ts';

interface HistoryState {
  /** Undefined until they were read for the first time. */
  sessions?: VisitorSession[];
  hasMore: boolean;
  isBusy: boolean;
  failure?: Failure;
}

/** The visitor's conversations, the latest first, page by page. */
export function createHistory({ session, call }: Pick<Visitor, 'session' | 'call'>) {
  let state: HistoryState = { hasMore: false, isBusy: false };
  let cursor: string | null = null;
  const subscribers = new Set<() => void>();
  const change = (next: Partial<HistoryState>) => {
    state = { ...state, ...next };
    for (const notify of subscribers) notify();
  };

  const readPage = async (): Promise<void> => {
    // Whoever never wrote has no conversations, and no credential to ask for them by.
    if (!session.read().visitorToken) return change({ sessions: [], hasMore: false });
    change({ isBusy: true, failure: undefined });
    try {
      const after = cursor ? `&cursor=${encodeURIComponent(cursor)}` : '';
      const { items, nextCursor } = await call<{
        items: VisitorSession[];
        nextCursor: string | null;
      }>('GET', `/sessions?limit=20${after}`);
      const known = new Set(state.sessions?.map(({ id }) => id));
      cursor = nextCursor;
      change({
        // One that went on meanwhile would come twice.
        sessions: [...(state.sessions ?? []), ...items.filter(({ id }) => !known.has(id))],
        hasMore: nextCursor !== null,
      });
    } catch (error) {
      const failure = error instanceof CallError ? error.failure : offline;
      if (failure.code === 'visitor-token-required') change({ sessions: [], hasMore: false });
      else change({ failure });
    }
    change({ isBusy: false });
  };
  return {
    read: () => state,
    subscribe(notify: () => void): () => void {
      subscribers.add(notify);
      return () => subscribers.delete(notify);
    },
    /** The first page, and the next one each time after. */
    readPage,
  };
}
