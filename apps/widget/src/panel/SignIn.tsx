import { useEffect, useRef, useState } from 'preact/hooks';
import { FailureNotice } from './FailureNotice.tsx';
import { CallError, type Failure, offline } from './failure.ts';
import { viewTexts } from './texts/viewTexts.ts';
import type { Visitor } from './visitor.ts';

/** Until a code may be sent again, in seconds. */
const pause = 30;

/** Signing in by a code that is sent to the visitor's e-mail address. */
export function SignIn({ visitor, onDone }: { visitor: Visitor; onDone: () => void }) {
  const [email, setEmail] = useState('');
  const [code, setCode] = useState('');
  const [isSent, setSent] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure>();
  const [wait, setWait] = useState(0);
  const field = useRef<HTMLInputElement>(null);

  useEffect(() => {
    if (wait === 0) return;
    const timer = setTimeout(() => setWait(wait - 1), 1000);
    return () => clearTimeout(timer);
  }, [wait]);
  useEffect(() => {
    if (isSent) field.current?.focus();
  }, [isSent]);

  const attempt = async (work: () => Promise<void>) => {
    setBusy(true);
    setFailure(undefined);
    try {
      await work();
    } catch (error) {
      setFailure(error instanceof CallError ? error.failure : offline);
      field.current?.focus();
    }
    setBusy(false);
  };
  const sendCode = () =>
    attempt(async () => {
      await visitor.sendCode(email.trim());
      setCode('');
      setSent(true);
      setWait(pause);
    });
  const verify = () =>
    attempt(async () => {
      await visitor.verifyCode(email.trim(), code.trim());
      onDone();
    });
  return (
    <form
      class="sign-in"
      onSubmit={(event) => {
        event.preventDefault();
        if (!isBusy) void (isSent ? verify() : sendCode());
      }}
    >
      <p role="status">{isSent ? viewTexts().codeSent(email.trim()) : viewTexts().sendsCode}</p>
      <label for="proof">{isSent ? viewTexts().code : viewTexts().emailAddress}</label>
      <div class="line">
        {isSent ? (
          <input
            key="code"
            id="proof"
            ref={field}
            inputMode="numeric"
            autocomplete="one-time-code"
            required
            minLength={4}
            maxLength={12}
            value={code}
            onInput={(event) => setCode(event.currentTarget.value)}
          />
        ) : (
          <input
            key="email"
            id="proof"
            ref={field}
            type="email"
            autocomplete="email"
            required
            maxLength={254}
            value={email}
            onInput={(event) => setEmail(event.currentTarget.value)}
          />
        )}
        <button type="submit" class="strong" disabled={isBusy}>
          {isSent ? viewTexts().signIn : viewTexts().sendCode}
        </button>
      </div>
      {failure && <FailureNotice failure={{ ...failure, canRetry: false }} onRetry={sendCode} />}
      {isSent && (
        <p class="line">
          <button
            type="button"
            class="link"
            disabled={isBusy || wait > 0}
            onClick={() => void sendCode()}
          >
            {wait > 0 ? viewTexts().sendAgainIn(wait) : viewTexts().sendAgain}
          </button>
          <button
            type="button"
            class="link"
            onClick={() => {
              setSent(false);
              setFailure(undefined);
              requestAnimationFrame(() => field.current?.focus());
            }}
          >
            {viewTexts().otherAddress}
          </button>
        </p>
      )}
    </form>
  );
}
