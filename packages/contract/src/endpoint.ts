import type { z } from 'zod';

/**
 * One HTTP operation as a value. The server validates and documents requests by it (OpenAPI), the
 * typed client is derived from it, so that the three cannot disagree.
 */
export interface Endpoint {
  readonly method: 'get' | 'post' | 'patch' | 'put' | 'delete';
  /** Below `/api/v1`, with `{name}` for path parameters. */
  readonly path: string;
  readonly summary: string;
  /** Who may call it: a visitor with a publishable key, an operator, or anybody. */
  readonly access: 'visitor' | 'operator' | 'public';
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  /** A JSON body. */
  readonly body?: z.ZodType;
  /** Field names of a multipart form instead of (or beside) a JSON body; `file` is the upload. */
  readonly form?: z.ZodObject;
  /** The body of the successful answer; absent for 204. */
  readonly response?: z.ZodType;
  /**
   * Whether the answer holds a secret: it is then not packed, since the length of a packed answer may
   * give the secret away.
   */
  readonly holdsSecret?: true;
  /** Status of the successful answer; 200, or 204 without a response. */
  readonly status?: 200 | 201 | 202 | 204;
}

/** Keeps the literal types of a definition while checking its shape. */
export function endpoint<const Definition extends Endpoint>(definition: Definition): Definition {
  return definition;
}
