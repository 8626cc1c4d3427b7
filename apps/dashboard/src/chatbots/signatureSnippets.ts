export const languages = { node: 'Node', python: 'Python', php: 'PHP' };
export type Language = keyof typeof languages;

/** How a server makes the identity of its visitor; docs/visitors.md has the same. */
export function signatureSnippet({
  language,
  chatbotId,
}: {
  language: Language;
  chatbotId: string;
}): string {
  return snippets[language].replace('CHATBOT_ID', chatbotId);
}

const snippets: Record<Language, string> = {
  node: `import { createHmac } from 'node:crypto';

const expiresAt = Math.floor(Date.now() / 1000) + 3600;
const text = ['CHATBOT_ID', user.id, user.email ?? '', expiresAt].join('\\n');
const signature = createHmac('sha256', process.env.ECHOAI_IDENTITY_SECRET).update(text).digest('hex');
const identity = { externalId: user.id, email: user.email, expiresAt, signature };`,
  python: `import hashlib, hmac, os, time

expires_at = int(time.time()) + 3600
text = "\\n".join(["CHATBOT_ID", str(user.id), user.email or "", str(expires_at)])
signature = hmac.new(os.environ["ECHOAI_IDENTITY_SECRET"].encode(), text.encode(), hashlib.sha256).hexdigest()
identity = {"externalId": str(user.id), "email": user.email, "expiresAt": expires_at, "signature": signature}`,
  php: `$expiresAt = time() + 3600;
$text = implode("\\n", ['CHATBOT_ID', $user->id, $user->email ?? '', $expiresAt]);
$signature = hash_hmac('sha256', $text, getenv('ECHOAI_IDENTITY_SECRET'));
$identity = ['externalId' => $user->id, 'email' => $user->email, 'expiresAt' => $expiresAt, 'signature' => $signature];`,
};
