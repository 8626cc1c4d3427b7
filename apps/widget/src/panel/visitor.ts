import type { IdentifyRequest, VisitorProfile } from '@echoai/contract';
import type { Identity } from '../protocol.ts';
import type { VisitorApi } from './api.ts';
import { type Claim, readClaim } from './claim.ts';
import { CallError } from './failure.ts';
import { newId } from './newId.ts';
import type { Session, SessionStore } from './session.ts';

export interface VisitorState {
  proof: VisitorProfile['proof'];
  /** Proven by a one-time code in this tab. */
  email?: string;
  /** Another number is another person, of whom nothing of the one before may stay in view. */
  person: number;
}

/** Where credentials lie. Which of them counts is decided by what is known on this page. */
export interface Slots {
  /** Of the anonymous visitor of this browser. */
  browser: SessionStore;
  /** Proven by a signature: counts only on pages that prove the same person again. */
  known: SessionStore;
  /** Proven by a one-time code: lives in this tab only. */
  tab: SessionStore;
}

export type Visitor = ReturnType<typeof createVisitor>;

type Identified = { visitorToken?: string; visitor: VisitorProfile };

/** Who uses this browser, and the session that is theirs. Knows no user interface. */
export function createVisitor({
  api,
  slots,
  settled,
}: {
  api: Pick<VisitorApi, 'call'>;
  slots: Slots;
  /** Resolves once no turn is under way, which a change of the credential would cut off. */
  settled: () => Promise<void>;
}) {
  const { browser, known, tab } = slots;
  let claim: Claim | null = null;
  let isProven = false;
  /** What the page said last; the same again changes nothing. */
  let said = 'null';
  let proving = Promise.resolve();
  /** By which the server knows that the code was asked for here. */
  let challenge = '';
  let state: VisitorState = { proof: 'none', person: 0 };
  const subscribers = new Set<() => void>();
  const switches = new Set<(isOther: boolean) => void>();

  const active = (): SessionStore => {
    if (isProven && known.read().claim === claim?.fingerprint) return known;
    return tab.read().visitorToken ? tab : browser;
  };
  const read = () => active().read();
  const refresh = (isOther = false) => {
    const slot = active();
    state = {
      proof: slot === known ? 'signature' : slot === tab ? 'code' : 'none',
      email: slot === tab ? slot.read().email : undefined,
      person: state.person + Number(isOther),
    };
    for (const notify of subscribers) notify();
  };
  const change = (isOther: boolean) => {
    refresh(isOther);
    for (const notify of switches) notify(isOther);
  };
  const call = <Result>(
    method: string,
    path: string,
    options: { body?: object; keepalive?: boolean } = {},
  ) => api.call<Result>({ method, path, token: read().visitorToken, ...options });
  const signOut = (token: string | undefined) => {
    if (!token) return;
    // Out of reach, the server keeps a credential that nobody has any more.
    api.call({ method: 'POST', path: '/visitor/sign-out', token }).catch(() => undefined);
  };
  const drop = (slot: SessionStore) => {
    const { visitorToken } = slot.read();
    slot.write({});
    signOut(visitorToken);
  };
  const introduce = (request: IdentifyRequest, token?: string) =>
    api.call<Identified>({ method: 'POST', path: '/visitor/identify', token, body: request });

  /** Exchanges a signed claim for a credential, which takes the conversation at hand along. */
  const prove = async (mine: Claim): Promise<void> => {
    await settled();
    if (claim !== mine) return;
    const held = known.read();
    const atHand = (tab.read().visitorToken ? tab : browser).read();
    const from: Session = atHand.sessionId || !held.visitorToken ? atHand : held;
    try {
      const { visitorToken = from.visitorToken } = await introduce(
        { ...mine.request, sessionId: from.sessionId },
        from.visitorToken,
      );
      if (claim !== mine) return signOut(visitorToken);
      if (from !== held) signOut(held.visitorToken);
      const { sessionId, seen } = from;
      known.write({ sessionId, visitorToken, claim: mine.fingerprint, seen, revision: newId() });
      browser.write({});
      tab.write({});
      isProven = true;
      change(false);
    } catch (error) {
      if (claim !== mine) return;
      warn(error);
      // Tried again when the page tells of itself next, unless it would only be refused again.
      if (!isRefusal(error)) said = '';
    }
  };

  /** Tells the server an e-mail that nothing proves, once, with the first message of the visitor. */
  const note = async (): Promise<void> => {
    const mine = claim;
    const held = browser.read();
    if (!mine || mine.isSigned || active() !== browser || held.claim === mine.fingerprint) return;
    try {
      const { visitorToken = held.visitorToken } = await introduce(mine.request, held.visitorToken);
      if (claim === mine) browser.write({ ...held, visitorToken, claim: mine.fingerprint });
      else signOut(visitorToken);
    } catch (error) {
      warn(error);
    }
  };

  const isOfAnother = ({ claim: of, email }: Session, next: Claim) => {
    if (of === next.fingerprint || of === next.hearsay) return false;
    // Whoever proved the address that the page names now is the same.
    return email ? email !== next.request.email?.toLowerCase() : of !== undefined;
  };

  for (const slot of [browser, known]) slot.watch(() => refresh());
  refresh();

  return {
    read: () => state,
    subscribe(notify: () => void): () => void {
      subscribers.add(notify);
      return () => subscribers.delete(notify);
    },
    /** Calls back when another session counts; `isOther` when another person's does. */
    onSwitch: (notify: (isOther: boolean) => void) => switches.add(notify),
    call,

    /** The session that counts, for the conversation. */
    session: {
      read,
      write(session: Session): void {
        active().write(session);
        // Without its token a proven session is over.
        if (!session.visitorToken) refresh();
      },
      watch(onChange: () => void): void {
        browser.watch(onChange);
        known.watch(onChange);
      },
      /** Resolves once it is clear whose next message it is. */
      async ready(): Promise<void> {
        await proving;
        await note();
      },
    },

    /** Takes what the host page says; the same again changes nothing. */
    identify(identity: Identity | null | undefined): void {
      const saying = JSON.stringify(identity ?? null);
      if (saying === said) return;
      said = saying;
      const before = claim;
      const token = read().visitorToken;
      const next = readClaim(identity);
      const isAgain = next?.fingerprint === before?.fingerprint;
      // A new signature for somebody who is proven already adds nothing.
      if (isAgain && (active() === known || !next?.isSigned)) return;
      claim = next;
      isProven = false;
      if (next) {
        for (const slot of [browser, known, tab]) {
          if (isOfAnother(slot.read(), next)) drop(slot);
        }
      }
      const isSame = isAgain || next?.hearsay === before?.fingerprint;
      if ((before && next && !isSame) || token !== read().visitorToken) change(true);
      if (next?.isSigned) proving = proving.then(() => prove(next));
    },

    async sendCode(email: string): Promise<void> {
      const answer = await call<{ challenge: string }>('POST', '/visitor/code', {
        body: { email },
      });
      challenge = answer.challenge;
    },

    /** Proves an address for this tab; the conversation at hand comes along. */
    verifyCode(email: string, code: string): Promise<void> {
      const work = proving.then(async () => {
        await settled();
        const { sessionId, visitorToken: old, seen } = read();
        const body = { email, code, challenge, sessionId };
        const answer = await call<Identified>('POST', '/visitor/code/verify', { body });
        tab.write({
          sessionId,
          visitorToken: answer.visitorToken ?? old,
          claim: claim?.fingerprint,
          seen,
          email: answer.visitor.email ?? email,
          revision: newId(),
        });
        browser.write({});
        change(false);
      });
      proving = work.catch(() => undefined);
      return work;
    },

    /** The one who signed in by a code leaves. */
    signOut(): void {
      drop(active());
      change(true);
    },
    /** Forgets everybody in this browser. */
    reset(): void {
      said = 'null';
      claim = null;
      isProven = false;
      for (const slot of [browser, known, tab]) drop(slot);
      change(true);
    },
  };
}

const isRefusal = (error: unknown) =>
  error instanceof CallError &&
  ['identity-not-proven', 'invalid-request'].includes(error.failure.code);

/** For the site's developers; visitors can do nothing about it and chat on. */
function warn(error: unknown): void {
  const { detail, fields = '' } = error instanceof CallError ? error.failure : {};
  console.warn(`EchoAI.identify: ${detail ?? error} ${fields}`);
}
