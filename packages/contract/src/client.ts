import type { z } from 'zod';
import { api } from './api.ts';
import type { Endpoint } from './endpoint.ts';
import { type Problem, problem } from './errors.ts';

type Field<Name extends string, Schema, Inferred> = Schema extends z.ZodType
  ? Record<Name, Inferred>
  : unknown;

/** Arguments of a call: path parameters, query and body as the endpoint defines them. */
export type Arguments<E extends Endpoint> = Field<
  'params',
  E['params'],
  E['params'] extends z.ZodType ? z.input<E['params']> : never
> &
  (E['query'] extends z.ZodType ? { query?: Partial<z.input<E['query']>> } : unknown) &
  (E['form'] extends z.ZodType
    ? { body: z.input<NonNullable<E['body']>> } | { form: FormData }
    : Field<'body', E['body'], E['body'] extends z.ZodType ? z.input<E['body']> : never>);

export type Result<E extends Endpoint> = E['response'] extends z.ZodType
  ? z.output<E['response']>
  : undefined;

type Call<E extends Endpoint> =
  Record<never, never> extends Arguments<E>
    ? (args?: Arguments<E> & { signal?: AbortSignal }) => Promise<Result<E>>
    : (args: Arguments<E> & { signal?: AbortSignal }) => Promise<Result<E>>;

export type Client = {
  [Feature in keyof typeof api]: {
    [Name in keyof (typeof api)[Feature]]: (typeof api)[Feature][Name] extends Endpoint
      ? Call<(typeof api)[Feature][Name]>
      : never;
  };
};

/** A refusal by the API, with its problem details; `status` 0 when no answer came at all. */
export class ApiError extends Error {
  readonly problem: Problem;
  constructor(details: Problem) {
    super(details.detail ?? details.title);
    this.name = 'ApiError';
    this.problem = details;
  }
}

/**
 * The typed client of `/api/v1`: `client.chatbots.get({ params: { chatbotId } })`.
 * @param baseUrl origin of the server; empty in a browser on the same origin
 * @throws {ApiError} for every answer that is not successful, and when the server is out of reach
 */
export function createClient({
  baseUrl = '',
  headers,
  fetch: send = globalThis.fetch,
}: {
  baseUrl?: string;
  headers?: Record<string, string>;
  fetch?: typeof globalThis.fetch;
} = {}): Client {
  const callEndpoint =
    (definition: Endpoint) =>
    async (args: CallArguments = {}) => {
      const response = await send(`${baseUrl}/api/v1${locate(definition, args)}`, {
        method: definition.method.toUpperCase(),
        headers: {
          accept: 'application/json',
          ...(args.body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        credentials: 'same-origin',
        ...bodyOf(args),
        ...(args.signal ? { signal: args.signal } : {}),
      }).catch((error: unknown) => {
        if (args.signal?.aborted) throw error;
        throw new ApiError(unreachable);
      });
      if (!response.ok) throw new ApiError(await readProblem(response));
      return response.status === 204 ? undefined : response.json();
    };
  return Object.fromEntries(
    Object.entries(api).map(([feature, endpoints]) => [
      feature,
      Object.fromEntries(
        Object.entries(endpoints).map(([name, definition]) => [name, callEndpoint(definition)]),
      ),
    ]),
  ) as unknown as Client;
}

interface CallArguments {
  params?: Record<string, string>;
  query?: Record<string, unknown>;
  body?: unknown;
  form?: FormData;
  signal?: AbortSignal;
}

const unreachable: Problem = {
  type: 'about:blank',
  title: 'The server cannot be reached',
  status: 0,
  code: 'internal',
  detail: 'The server cannot be reached. Check your connection and try again.',
};

function locate(definition: Endpoint, { params = {}, query = {} }: CallArguments): string {
  const path = definition.path.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(params[name] ?? ''),
  );
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) search.set(name, String(value));
  }
  return search.size > 0 ? `${path}?${search}` : path;
}

function bodyOf({ body, form }: CallArguments): Pick<RequestInit, 'body'> {
  if (form) return { body: form };
  return body === undefined ? {} : { body: JSON.stringify(body) };
}

async function readProblem(response: Response): Promise<Problem> {
  const parsed = problem.safeParse(await response.json().catch(() => null));
  if (parsed.success) return parsed.data;
  return {
    type: 'about:blank',
    title: `The server answered ${response.status}`,
    status: response.status,
    code: 'internal',
  };
}
