/** A refusal to sign in, in words. */
export class SignInError extends Error {
  override name = 'SignInError';
}

/** Starts a session, which the browser keeps as a cookie. @throws {SignInError} */
export async function signIn(credentials: { email: string; password: string }): Promise<void> {
  const response = await post('/auth/sign-in/email', credentials);
  if (response.ok) return;
  throw new SignInError(explainRefusal(response));
}

export async function signOut(): Promise<void> {
  const response = await post('/auth/sign-out', {});
  if (!response.ok) throw new SignInError('Signing out did not work. Try again.');
}

/** The current password, as typed, is another one. */
export class WrongPasswordError extends Error {
  override name = 'WrongPasswordError';
}

/**
 * Replaces the password; the server ends all other sessions.
 * @throws {WrongPasswordError} or {SignInError} with what is wrong in words
 */
export async function changePassword(passwords: {
  currentPassword: string;
  newPassword: string;
}): Promise<void> {
  const response = await post('/auth/change-password', passwords);
  if (response.ok) return;
  const { code, message } = (await response.json().catch(() => ({}))) as {
    code?: string;
    message?: string;
  };
  if (code === 'INVALID_PASSWORD')
    throw new WrongPasswordError('This is not your password. Check it and try again.');
  if (code === 'WEAK_PASSWORD' && message) throw new SignInError(message);
  if (response.status === 401)
    throw new SignInError('You are not signed in any more. Sign in again, then change it.');
  if (response.status === 429) throw new SignInError(explainRefusal(response));
  throw new SignInError(`The password was not changed (${response.status}). Try again.`);
}

async function post(path: string, body: object): Promise<Response> {
  try {
    return await fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  } catch {
    throw new SignInError('The server cannot be reached. Check your connection and try again.');
  }
}

function explainRefusal({ status, headers }: Response): string {
  if (status === 401) return 'E-mail or password is not right. Check both and try again.';
  if (status === 429) {
    const seconds = Number(headers.get('retry-after'));
    return `Too many attempts. Try again in ${waitOf(seconds)}.`;
  }
  if (status === 403) {
    return 'This address is not the one EchoAI was set up for. Open the dashboard at its ECHOAI_PUBLIC_URL.';
  }
  return `The server could not sign you in (${status}). Try again; its log says more.`;
}

function waitOf(seconds: number): string {
  if (!(seconds > 0)) return 'a minute';
  if (seconds < 120) return seconds === 1 ? 'a second' : `${seconds} seconds`;
  return `${Math.ceil(seconds / 60)} minutes`;
}
