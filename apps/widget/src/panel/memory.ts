import type { MemoryFact } from '@echoai/contract';
import { CallError, type Failure, offline } from './failure.ts';
import { viewTexts } from './texts/viewTexts.ts';
import type { Visitor } from './visitor.ts';

interface MemoryState {
  /** Undefined until they were read. */
  facts?: MemoryFact[];
  /** Ids of facts that are about to be forgotten, which can still be undone. */
  leaving: string[];
  /** What was just done, to be said aloud. */
  done: string;
  failure?: Failure;
}

export type Memory = ReturnType<typeof createMemory>;

/**
 * What is remembered of the visitor. A fact is forgotten after a while in which that can be undone, or
 * at once when nobody looks any more.
 * @param undoTime in milliseconds
 */
export function createMemory({
  visitor: { session, call },
  undoTime = 8_000,
}: {
  visitor: Pick<Visitor, 'session' | 'call'>;
  undoTime?: number;
}) {
  let state: MemoryState = { leaving: [], done: '' };
  const timers = new Map<string, ReturnType<typeof setTimeout>>();
  const subscribers = new Set<() => void>();
  const change = (next: Partial<MemoryState>) => {
    state = { ...state, ...next };
    for (const notify of subscribers) notify();
  };
  const without = (id: string) => ({
    facts: state.facts?.filter((fact) => fact.id !== id),
    leaving: state.leaving.filter((one) => one !== id),
  });
  const stay = (id: string) => {
    clearTimeout(timers.get(id));
    timers.delete(id);
    change({ leaving: state.leaving.filter((one) => one !== id) });
  };

  /** Says what went wrong; whatever is gone already is what was wanted. */
  const attempt = async (work: () => Promise<void>): Promise<boolean> => {
    change({ failure: undefined, done: '' });
    try {
      await work();
      return true;
    } catch (error) {
      change({ failure: error instanceof CallError ? error.failure : offline });
      return false;
    }
  };
  const remove = async (id: string): Promise<void> => {
    timers.delete(id);
    const isGone = await attempt(() =>
      call<void>('DELETE', `/visitor/memory/${encodeURIComponent(id)}`, { keepalive: true }).catch(
        (error) => {
          if (!(error instanceof CallError && error.failure.code === 'not-found')) throw error;
        },
      ),
    );
    if (isGone) change(without(id));
    else stay(id);
  };

  return {
    read: () => state,
    subscribe(notify: () => void): () => void {
      subscribers.add(notify);
      return () => subscribers.delete(notify);
    },
    load: () =>
      attempt(async () => {
        if (!session.read().visitorToken) return change({ facts: [] });
        const { items } = await call<{ items: MemoryFact[] }>('GET', '/visitor/memory');
        change({ facts: items });
      }),
    /** @returns whether it was put right */
    correct: (id: string, text: string) =>
      attempt(async () => {
        const path = `/visitor/memory/${encodeURIComponent(id)}`;
        const corrected = await call<MemoryFact>('PATCH', path, { body: { text } }).catch(
          (error) => {
            throw isRefused(error) ? new CallError({ code: 'not-a-fact', canRetry: false }) : error;
          },
        );
        const facts = state.facts?.map((fact) => (fact.id === id ? corrected : fact));
        change({ facts, done: viewTexts().corrected });
      }),
    forget(id: string): void {
      change({ leaving: [...state.leaving, id], done: viewTexts().canUndo });
      timers.set(
        id,
        setTimeout(() => void remove(id), undoTime),
      );
    },
    undo(id: string): void {
      stay(id);
      change({ done: viewTexts().kept });
    },
    /** @returns whether everything is forgotten */
    forgetAll: () =>
      attempt(async () => {
        for (const id of timers.keys()) stay(id);
        await call<void>('DELETE', '/visitor/memory');
        change({ facts: [], done: viewTexts().allForgotten });
      }),
    /** Nobody looks any more: what is leaving is forgotten now. */
    finish(): void {
      for (const [id, timer] of timers) {
        clearTimeout(timer);
        void remove(id);
      }
    },
  };
}

const isRefused = (error: unknown) =>
  error instanceof CallError && error.failure.code === 'invalid-request';
