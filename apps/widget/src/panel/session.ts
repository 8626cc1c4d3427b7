/** The conversation that this browser has with a chatbot, and the credential for it. */
export interface Session {
  sessionId?: string;
  visitorToken?: string;
  /** Changes with every finished turn, so that other tabs notice. */
  revision?: string;
  /** Fingerprint of what the host page had said of the visitor, see `claim.ts`. */
  claim?: string;
  /** Id of the latest answer that was seen: later ones are unread, on the next page too. */
  seen?: string;
  /** The address that the visitor proved by a one-time code. */
  email?: string;
}

export interface SessionStore {
  read(): Session;
  write(session: Session): void;
  /** Calls back when another tab changed the session. */
  watch(onChange: () => void): void;
}

/**
 * Keeps a session in the browser's storage; where that is blocked, for as long as the page lives. The
 * panel is an iframe, so browsers keep it apart for each site that embeds it.
 * @param storage called late, since the mere look at a blocked one throws
 */
export function createSessionStore({
  name,
  storage,
}: {
  name: string;
  storage: () => Storage;
}): SessionStore {
  let memory: Session = {};
  let isBlocked = false;
  return {
    read() {
      if (isBlocked) return memory;
      try {
        const stored = storage().getItem(name);
        memory = stored ? sessionOf(JSON.parse(stored)) : {};
      } catch {
        // Blocked, or not written by us: what is in memory counts.
      }
      return memory;
    },
    write(session) {
      memory = session;
      try {
        if (session.visitorToken) storage().setItem(name, JSON.stringify(session));
        else storage().removeItem(name);
      } catch {
        // Forbidden by the browser's settings, or full.
        isBlocked = true;
      }
    },
    watch(onChange) {
      addEventListener('storage', (event) => {
        if (event.key === name || event.key === null) onChange();
      });
    },
  };
}

const fields = ['sessionId', 'visitorToken', 'revision', 'claim', 'seen', 'email'] as const;

function sessionOf(stored: unknown): Session {
  const given = (stored ?? {}) as Record<string, unknown>;
  const session: Session = {};
  for (const field of fields) {
    const value = given[field];
    if (typeof value === 'string') session[field] = value;
  }
  return session;
}
