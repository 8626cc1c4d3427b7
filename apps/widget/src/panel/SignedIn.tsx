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
          <span>Signed in as {email}</span>
          <button type="button" class="link" onClick={onSignOut}>
            Not you?
          </button>
        </p>
      )}
    </div>
  );
}
