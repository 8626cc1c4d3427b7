/** Who asks, found out by the features' authenticators before a handler runs. */

/** Somebody who works for an organisation: signed in, or a program with a secret key. */
export interface Operator {
  organisationId: string;
  /** Null for a secret key. */
  user: { id: string; name: string; email: string } | null;
}

/** Somebody on a web site: the key names the chatbot, the token (when sent) the person. */
export interface Visitor {
  organisationId: string;
  chatbotId: string;
  /** As sent in `EchoAI-Visitor`, unchecked; null when absent. */
  token: string | null;
  /** Where the request came from, for rate limits. */
  address: string;
}

export interface Authenticators {
  /** @throws {AppError} `unauthenticated`, or `rate-limited` for too many unknown keys */
  operator(request: Request, address: string): Promise<Operator>;
  /** @throws {AppError} `unauthenticated`, `origin-not-allowed` or `rate-limited` */
  visitor(request: Request, address: string): Promise<Visitor>;
}
