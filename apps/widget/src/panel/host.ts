import type { HostState, ToHost } from '../protocol.ts';

export interface Host {
  /** Undefined while no loader has spoken, as when the panel is opened by itself. */
  read(): HostState | undefined;
  subscribe(notify: () => void): () => void;
  tell(message: ToHost): void;
}

/**
 * The page around the panel. The first to say what a loader says is the host, and from then on only
 * its origin is believed and told anything; who may embed the panel is decided by `frame-ancestors`.
 */
export function connectHost(): Host {
  let state: HostState | undefined;
  let origin: string | undefined;
  const subscribers = new Set<() => void>();
  addEventListener('message', (event: MessageEvent<HostState>) => {
    if (event.source !== parent || parent === window) return;
    if (!event.data?.options || (origin ?? event.origin) !== event.origin) return;
    origin = event.origin;
    state = event.data;
    for (const notify of subscribers) notify();
  });
  return {
    read: () => state,
    subscribe(notify) {
      subscribers.add(notify);
      return () => subscribers.delete(notify);
    },
    tell(message) {
      if (!origin) return;
      // Sandboxed pages have the origin "null", which cannot be addressed; nothing told is secret.
      parent.postMessage(message, origin === 'null' ? '*' : origin);
    },
  };
}
