import { cutText, type Endpoint, maxFileBytes, type Result } from '@echoai/contract';
import { JsonTooDeep, parseJson } from '@echoai/contract/json';
import type { Context, Hono, MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { z } from 'zod';
import { AppError } from '../errors.ts';
import { isPacked, packAnswer } from './packAnswer.ts';
import type { Authenticators, Operator, Visitor } from './principals.ts';

export type HttpEnv = { Variables: { requestId: string; address: string } };
export type HttpContext = Context<HttpEnv>;

type Parsed<Schema> = Schema extends z.ZodType ? z.output<Schema> : undefined;

/** What a handler gets: everything parsed, and who asks. */
export type Call<E extends Endpoint> = {
  params: Parsed<E['params']>;
  query: Parsed<E['query']>;
  body: E['form'] extends z.ZodType ? Parsed<E['body']> | undefined : Parsed<E['body']>;
  /** Set instead of `body` when the request is a multipart form. */
  form: Parsed<E['form']> | undefined;
  context: HttpContext;
} & (E['access'] extends 'operator'
  ? { operator: Operator }
  : E['access'] extends 'visitor'
    ? { visitor: Visitor }
    : unknown);

/** Registers the handler of one endpoint of the contract. */
export type Implement = <E extends Endpoint>(
  endpoint: E,
  handler: (call: Call<E>) => Promise<Result<E> | Response>,
) => void;

/** Bytes of a request's body, by what it may carry. */
function largestBody({ access, form }: Endpoint): number {
  if (form) return maxFileBytes + 64 * 1024;
  return access === 'operator' ? 1024 * 1024 : 64 * 1024;
}

/**
 * Refuses bodies above `maxSize` bytes, by their announced length or while they come in. Where the
 * length is announced, Node reads no more than that, and the body is left alone: asking for it as a
 * stream costs as much as the rest of a small request.
 */
export function createBodyLimit(maxSize: number): MiddlewareHandler<HttpEnv> {
  const onError = (): never => {
    throw new AppError(
      'payload-too-large',
      `The request may have at most ${Math.floor(maxSize / 1024)} kB.`,
    );
  };
  const limitStream = bodyLimit({ maxSize, onError });
  return async (c, next) => {
    if (c.req.method === 'GET') return next();
    const announced = c.req.header('content-length');
    if (announced === undefined || c.req.header('transfer-encoding')) return limitStream(c, next);
    if (Number(announced) > maxSize) onError();
    return next();
  };
}

/** Binds contract endpoints to `app`: authentication first, then size, then the parsed request. */
export function createImplement(app: Hono<HttpEnv>, authenticators: Authenticators): Implement {
  return (endpoint, handler) => {
    const path = `/api/v1${endpoint.path.replace(/\{(\w+)\}/g, ':$1')}`;
    const mayPack = isPacked(endpoint);
    const limitBody = createBodyLimit(largestBody(endpoint));
    app.on(
      endpoint.method.toUpperCase(),
      path,
      async (c, next) => {
        c.header('cache-control', 'no-store');
        await next();
      },
      async (c) => {
        const principal = await authenticate(endpoint, c, authenticators);
        let response: Response | undefined;
        const tooLarge = await limitBody(c, async () => {
          const input = await parseRequest(endpoint, c);
          const result = await handler({ ...input, ...principal, context: c } as never);
          if (result instanceof Response) response = result;
          else if (result === undefined) response = c.body(null, 204);
          else if (mayPack) response = await packAnswer(c, result as object);
          else response = c.json(result as object, endpoint.status as 200 | undefined);
        });
        return tooLarge ?? response!;
      },
    );
  };
}

async function authenticate(endpoint: Endpoint, c: HttpContext, authenticators: Authenticators) {
  if (endpoint.access === 'operator')
    return { operator: await authenticators.operator(c.req.raw, c.get('address')) };
  if (endpoint.access === 'visitor') {
    const visitor = await authenticators.visitor(c.req.raw, c.get('address'));
    const origin = c.req.header('origin');
    if (origin) {
      // The authenticator let this origin pass; a browser there may read the answer.
      c.header('access-control-allow-origin', origin);
      c.header('access-control-expose-headers', 'retry-after, x-request-id');
      c.header('vary', 'origin');
    }
    return { visitor };
  }
  return {};
}

async function parseRequest(endpoint: Endpoint, c: HttpContext) {
  const isForm = /^multipart\/form-data/i.test(c.req.header('content-type') ?? '');
  return {
    params: parse(endpoint.params, storable(c.req.param()), 'path'),
    query: parse(endpoint.query, storable(c.req.query()), 'query'),
    form:
      isForm && endpoint.form
        ? parse(endpoint.form, storable(await readForm(c)), 'form')
        : undefined,
    body:
      isForm && endpoint.form
        ? undefined
        : parse(endpoint.body, endpoint.body && (await readJson(c, endpoint.body))),
  };
}

async function readJson(c: HttpContext, schema: z.ZodType): Promise<unknown> {
  const text = await c.req.text();
  // A body of which everything has a default may be left out.
  if (text === '' && schema.safeParse(undefined).success) return undefined;
  try {
    return parseJson(text, storableText);
  } catch (error) {
    if (error instanceof JsonTooDeep) throw new AppError('malformed-json', error.message);
    throw new AppError(
      'malformed-json',
      text === '' ? 'A JSON body is required, and it is empty.' : 'The body is not valid JSON.',
    );
  }
}

/** The values without what PostgreSQL cannot store, neither as text nor in JSON. */
function storable(values: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, storableText(value)]),
  );
}

/** Text without NUL and halves of surrogate pairs; anything else as it is. */
function storableText(value: unknown): unknown {
  return typeof value === 'string' ? value.toWellFormed().replaceAll('\0', '') : value;
}

async function readForm(c: HttpContext): Promise<Record<string, unknown>> {
  try {
    return await c.req.parseBody();
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError('invalid-request', 'The multipart form cannot be read.', { cause: error });
  }
}

/** @throws {AppError} `invalid-request` with every field at fault */
function parse(schema: z.ZodType | undefined, value: unknown, where?: string): unknown {
  if (!schema) return undefined;
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const fields = parsed.error.issues.slice(0, 20).map((issue) => ({
    path: [where, ...issue.path].filter((part) => part !== undefined).join('.'),
    message: issue.message,
  }));
  const detail = fields.map(({ path, message }) => `${path || 'body'}: ${message}`).join('; ');
  throw new AppError('invalid-request', cutText(detail, 1000), { fields });
}
