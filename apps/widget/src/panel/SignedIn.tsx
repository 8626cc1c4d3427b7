import { texts } from './texts/texts.ts';

/** Who signed in by a one-time code; on a shared computer the next person must see it. */
export function SignedIn({
  email,
  onSignOut,
}: {
  email: string | undefined;
  onSignOut: () => void;
}) {
  return (
    <div role="status">
      {email && (
        <p class="signed">
          <span>{texts.signedInAs(email)}</span>
          <button type="button" class="link" onClick={onSignOut}>
            {texts.notYou}
          </button>
        </p>
      )}
    </div>
  );
}
