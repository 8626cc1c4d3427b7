import { useEffect, useMemo, useRef } from 'preact/hooks';
import { Day } from './Day.tsx';
import { FailureNotice } from './FailureNotice.tsx';
import { createHistory } from './history.ts';
import { plainText } from './plainText.ts';
import { SignIn } from './SignIn.tsx';
import { viewTexts } from './texts/viewTexts.ts';
import { useStore } from './useStore.ts';
import type { Visitor } from './visitor.ts';

/** The visitor's conversations; whoever is not known by more than this browser may sign in. */
export function History({
  visitor,
  canSendCode,
  onOpen,
}: {
  visitor: Visitor;
  canSendCode: boolean;
  /** Without a session: a new conversation. */
  onOpen: (sessionId?: string) => void;
}) {
  const { proof, email } = useStore(visitor);
  // Another proof is another list.
  const history = useMemo(() => createHistory(visitor), [visitor, proof, email]);
  const { sessions, hasMore, isBusy, failure } = useStore(history);
  const top = useRef<HTMLDivElement>(null);
  useEffect(() => void history.readPage(), [history]);
  const current = visitor.session.read().sessionId;
  return (
    <div class="scroller list" ref={top} tabIndex={-1} aria-busy={isBusy}>
      {sessions?.length === 0 && (
        <div class="empty">
          <p>{viewTexts().noConversations}</p>
          <p class="hint">{viewTexts().conversationsKept}</p>
          <button type="button" class="quiet" onClick={() => onOpen()}>
            {viewTexts().askQuestion}
          </button>
        </div>
      )}
      {sessions && sessions.length > 0 && (
        <ul aria-label={viewTexts().yourConversations}>
          {sessions.map(({ id, subject, preview, lastMessageAt }) => (
            <li key={id}>
              <button
                type="button"
                class="past"
                aria-current={id === current ? 'true' : undefined}
                onClick={() => onOpen(id)}
              >
                <span class="subject" dir="auto">
                  {plainText(subject) || viewTexts().conversation}
                </span>
                <Day time={lastMessageAt} />
                <span class="preview" dir="auto">
                  {plainText(preview)}
                </span>
              </button>
            </li>
          ))}
        </ul>
      )}
      {failure && <FailureNotice failure={failure} onRetry={history.readPage} isBusy={isBusy} />}
      {hasMore && !failure && (
        <button type="button" class="quiet" onClick={history.readPage} disabled={isBusy}>
          {viewTexts().showOlder}
        </button>
      )}
      {proof === 'none' && sessions && (
        <section class="others" aria-labelledby="others">
          <h2 id="others">{viewTexts().otherDevices}</h2>
          {canSendCode ? (
            <SignIn visitor={visitor} onDone={() => top.current?.focus()} />
          ) : (
            <p class="hint">{viewTexts().noSignIn}</p>
          )}
        </section>
      )}
    </div>
  );
}
