import { z } from 'zod';

/** Stable codes of the API's problem details, each with its HTTP status and title. */
export const errorCodes = {
  'invalid-request': { status: 422, title: 'The request is not valid' },
  'malformed-json': { status: 400, title: 'The body is not valid JSON' },
  unauthenticated: { status: 401, title: 'Not signed in, or the key is not valid' },
  forbidden: { status: 403, title: 'Not allowed' },
  'origin-not-allowed': { status: 403, title: 'This web site may not use the chatbot' },
  'visitor-token-required': { status: 401, title: 'The visitor token is missing or not valid' },
  'identity-not-proven': { status: 403, title: 'The proof of identity is not valid' },
  'mail-not-configured': { status: 503, title: 'No mail server is set up' },
  'mail-failed': { status: 502, title: 'The mail server did not take the message' },
  'not-found': { status: 404, title: 'Not found' },
  'method-not-allowed': { status: 405, title: 'The method is not allowed here' },
  conflict: { status: 409, title: 'It conflicts with the current state' },
  'workflow-invalid': { status: 422, title: 'The workflow has errors' },
  'signature-invalid': { status: 401, title: 'The signature is missing or not valid' },
  'payload-too-large': { status: 413, title: 'The request is too large' },
  'unsupported-media-type': { status: 415, title: 'This kind of file cannot be read' },
  'rate-limited': { status: 429, title: 'Too many requests' },
  'model-unavailable': { status: 502, title: 'The language model did not answer' },
  'model-misconfigured': { status: 502, title: 'The language model refused our credentials' },
  'model-overloaded': { status: 503, title: 'The language model is busy' },
  'model-timeout': { status: 504, title: 'The language model took too long' },
  'connection-needs-you': { status: 409, title: 'The connection has to be made anew' },
  'provider-refused': { status: 422, title: 'The provider refused it' },
  'provider-unavailable': { status: 502, title: 'The provider did not answer as it should' },
  'database-unavailable': { status: 503, title: 'The database cannot be used at the moment' },
  starting: { status: 503, title: 'The server is starting' },
  'shutting-down': { status: 503, title: 'The server is shutting down' },
  internal: { status: 500, title: 'Something went wrong on our side' },
} as const satisfies Record<string, { status: number; title: string }>;

export type ErrorCode = keyof typeof errorCodes;

/** RFC 9457 problem details, with our stable `code` and, for invalid input, the fields at fault. */
export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.enum(Object.keys(errorCodes) as [ErrorCode, ...ErrorCode[]]),
  detail: z.string().optional(),
  requestId: z.string().optional(),
  errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
});
export type Problem = z.infer<typeof problem>;
