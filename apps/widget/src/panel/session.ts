/** The conversation that this browser has with a chatbot, and the credential for it. */
export interface Session {
  sessionId?: string;
  visitorToken?: string;
  /** Changes with every finished turn, so that other tabs notice. */
  revision?: string;
}

export interface SessionStore {
  read(): Session;
  write(session: Session): void;
  /** Calls back when another tab changed the session. */
  watch(onChange: () => void): void;
}

/**
 * Keeps the session in local storage; where that is blocked, for as long as the page lives. The panel
 * is an iframe, so browsers keep it apart for each site that embeds it.
 */
export function createSessionStore(key: string): SessionStore {
  const name = `echoai:${key}`;
  let memory: Session = {};
  let isBlocked = false;
  return {
    read() {
      if (isBlocked) return memory;
      try {
        const stored = localStorage.getItem(name);
        memory = stored ? sessionOf(JSON.parse(stored)) : {};
      } catch {
        // Blocked, or not written by us: what is in memory counts.
      }
      return memory;
    },
    write(session) {
      memory = session;
      try {
        if (session.visitorToken) localStorage.setItem(name, JSON.stringify(session));
        else localStorage.removeItem(name);
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

function sessionOf(stored: unknown): Session {
  const { sessionId, visitorToken, revision } = (stored ?? {}) as Record<string, unknown>;
  const text = (value: unknown) => (typeof value === 'string' ? value : undefined);
  return {
    sessionId: text(sessionId),
    visitorToken: text(visitorToken),
    revision: text(revision),
  };
}
