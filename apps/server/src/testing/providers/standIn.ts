import { createServer, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fail, keep, send } from './answering.ts';
import {
  type AccessProblem,
  createOAuth,
  delay,
  type Grant,
  type Issued,
  type OAuth,
  type OAuthControl,
  type TokenProblem,
} from './oauth.ts';

/** The OAuth client that the provider knows. */
export interface App {
  name: string;
  clientId: string;
  clientSecret: string;
  /** For what the provider sends by itself, where that is not the client secret. */
  signingSecret?: string;
  /** Null: any. */
  redirectUris: Set<string> | null;
}

export interface Recorded {
  method: string;
  /** As sent, without the query. */
  path: string;
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
  body: string;
  /** Milliseconds since 1970. */
  at: number;
}

export interface Answer {
  status: number;
  headers?: Record<string, string>;
  /** Text as it is, anything else as JSON. */
  body?: unknown;
}

export interface Fault {
  /** On `METHOD /path`; left out: any API request, which those of OAuth are not. */
  match?: RegExp;
  /** How many requests it meets; 1 if left out. */
  times?: number;
  answer:
    | { status: number; headers?: Record<string, string>; body?: string }
    /** No answer, ever. */
    | 'hang'
    /** Status 200 and half a JSON document. */
    | 'malformed'
    /** Status 200 and a JSON document of 64 MiB. */
    | 'huge'
    /** Status 200 and a body that goes on for ever, ten bytes a second. */
    | 'slow-body'
    /** The socket is destroyed, and nothing done. */
    | 'drop-before'
    /** What was asked is done, then the socket is destroyed without an answer. */
    | 'drop-after'
    | { redirect: string };
}

/** A provider on 127.0.0.1: its OAuth, its API, and its failures as told. */
export interface StandIn<Account = { id: string; name: string }> {
  /** Stands for all hosts of the provider, such as http://127.0.0.1:1234. */
  url: string;
  app: App;
  /** Every request, tokens included. */
  recorded: Recorded[];
  /** What a consent connects; a grant keeps the one of its time. */
  account: Account;
  oauth: OAuthControl;
  /** Milliseconds until a request is done, and again as many until it is answered; 0 at first. */
  delayMs(): number;
  /** The next requests that match get this instead of the usual. */
  fault(fault: Fault): void;
  /** Forgets faults, what was recorded and counted, and data; grants stay. */
  clear(): void;
  close(): Promise<void>;
}

/** A request as a route sees it. */
export interface Call<Account extends object> extends Recorded {
  /** What stood for the braces of the route's path, decoded. */
  params: string[];
  form: URLSearchParams;
  // biome-ignore lint/suspicious/noExplicitAny: whatever was sent; routes check what they use
  json: any;
  /** Of the access token; set where the route needs one. */
  grant: Grant<Account>;
  oauth: OAuth<Account>;
  app: App;
}

export interface Route<Account extends object> {
  method: string;
  /** Such as `/contacts/{id}`. */
  path: string;
  /** One of these must be granted. `public`: no token is asked for. */
  scopes?: string[] | 'public';
  handle(call: Call<Account>): Answer | Promise<Answer>;
}

/** How one provider speaks. */
export interface Provider<Account extends object> {
  name: string;
  authorize: { path: string /** Besides client_id and redirect_uri. */; required: string[] };
  tokenPath: string;
  /** Where a token request may leave it out. */
  defaultGrantType?: string;
  scopeSeparator: string;
  pkce: boolean;
  rotates: boolean;
  expiresIn: number | null;
  /** A refresh that does not rotate names the refresh token again. */
  repeatsRefreshToken: boolean;
  /** What a consent to these scopes grants, if that may be other than what was asked. */
  granted?(asked: string[]): string[];
  givesRefreshToken(grant: Grant<Account>, oauth: OAuthControl): boolean;
  newToken(kind: 'code' | 'access' | 'refresh', oauth: OAuthControl): string;
  tokenAnswer(issued: Issued<Account>): object;
  tokenError(problem: TokenProblem): Answer;
  accessError(problem: AccessProblem, call: Recorded): Answer;
  missingScope(needed: string[], grant: Grant<Account>): Answer;
  notFound(call: Recorded): Answer;
  badJson(): Answer;
  /** Where an access token may also be, besides the header. */
  tokenInBody?(form: URLSearchParams): string | null;
  /** Said before the route: a limit that is reached, say. */
  before?(grant: Grant<Account>): Answer | null;
  /** Of every answer to a request with a good token. */
  headers?(grant: Grant<Account>): Record<string, string>;
  routes: Route<Account>[];
  clear(): void;
}

/** Thrown by a route in place of its answer. */
export class Refusal extends Error {
  readonly answer: Answer;
  constructor(answer: Answer) {
    super(`refused with ${answer.status}`);
    this.answer = answer;
  }
}

export const json = (body: unknown, status = 200): Answer => ({ status, body });

/** Starts a provider's server on a free port. */
export async function startStandIn<Account extends object>({
  provider,
  app: given,
  account,
}: {
  provider: Provider<Account>;
  app: Partial<App>;
  account: Account;
}): Promise<StandIn<Account>> {
  const app: App = {
    name: 'EchoAI',
    clientId: 'client-id',
    clientSecret: 'client-secret',
    redirectUris: null,
    ...given,
  };
  const faults: (Fault & { times: number })[] = [];
  const oauth = createOAuth(provider, app, () => standIn.account);
  const routes = [...oauthRoutes(provider), ...provider.routes].map((route) => ({
    ...route,
    pattern: patternOf(route.path),
  }));

  const server = createServer(async (request, response) => {
    response.on('error', () => {}); // of a client that gave up
    try {
      const recorded = await record(request);
      standIn.recorded.push(recorded);
      const found = routeOf(recorded);
      const fault = takeFault(recorded, found?.route.scopes === 'public');
      if (fault && fault !== 'drop-after') return fail(response, fault);
      await delay(standIn.delayMs());
      const answer = found
        ? await run(found.route, callOf(recorded, found))
        : provider.notFound(recorded);
      await delay(standIn.delayMs());
      if (fault === 'drop-after') response.socket?.destroy();
      else {
        keep(provider.name, recorded, answer);
        send(response, answer);
      }
    } catch (error) {
      if (response.destroyed) return;
      send(response, { status: 500, body: `stand-in: ${(error as Error).stack}` });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;

  const standIn: StandIn<Account> = {
    url: `http://127.0.0.1:${port}`,
    app,
    recorded: [],
    account,
    oauth: oauth.control,
    delayMs: () => 0,
    fault(fault) {
      faults.push({ times: 1, ...fault });
    },
    clear() {
      faults.length = 0;
      standIn.recorded.length = 0;
      oauth.control.refreshes = 0;
      provider.clear();
    },
    close() {
      server.closeAllConnections();
      return new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
  return standIn;

  function takeFault({ method, path }: Recorded, isOAuth: boolean): Fault['answer'] | null {
    const fault = faults.find(({ match }) => (match ? match.test(`${method} ${path}`) : !isOAuth));
    if (!fault) return null;
    fault.times -= 1;
    if (fault.times <= 0) faults.splice(faults.indexOf(fault), 1);
    return fault.answer;
  }

  function routeOf({ method, path }: Recorded) {
    for (const route of routes) {
      const found = route.method === method && path.match(route.pattern);
      if (found) return { route, params: found.slice(1).map(decodeURIComponent) };
    }
    return null;
  }

  /** The grant and the JSON come later, once they are known to be good. */
  function callOf(recorded: Recorded, { params }: { params: string[] }): Call<Account> {
    const form = new URLSearchParams(isForm(recorded) ? recorded.body : '');
    return { ...recorded, params, form, oauth, app } as unknown as Call<Account>;
  }

  async function run(route: Route<Account>, call: Call<Account>): Promise<Answer> {
    if (route.scopes !== 'public') {
      const bearer = call.headers.authorization?.match(/^Bearer (\S+)$/i)?.[1];
      const grant = oauth.access(bearer ?? provider.tokenInBody?.(call.form) ?? null);
      if (typeof grant === 'string') return provider.accessError(grant, call);
      call.grant = grant;
      const refused = provider.before?.(grant);
      if (refused) return withHeaders(refused, grant);
      if (route.scopes && !route.scopes.some((scope) => grant.scopes.includes(scope))) {
        return withHeaders(provider.missingScope(route.scopes, grant), grant);
      }
    }
    return withHeaders(await outcome(route, call), call.grant);
  }

  async function outcome(route: Route<Account>, call: Call<Account>): Promise<Answer> {
    try {
      if (call.headers['content-type']?.includes('application/json')) {
        call.json = JSON.parse(call.body);
      }
    } catch {
      return provider.badJson();
    }
    try {
      return await route.handle(call);
    } catch (error) {
      if (error instanceof Refusal) return error.answer;
      throw error;
    }
  }

  function withHeaders(answer: Answer, grant: Grant<Account> | undefined): Answer {
    const headers = grant && provider.headers?.(grant);
    return { ...answer, headers: { ...headers, ...answer.headers } };
  }
}

function oauthRoutes<Account extends object>(provider: Provider<Account>): Route<Account>[] {
  const { path } = provider.authorize;
  const scopes = 'public';
  return [
    { method: 'GET', path, scopes, handle: ({ oauth, query }) => oauth.authorizePage(query) },
    { method: 'POST', path, scopes, handle: ({ oauth, form }) => oauth.decide(form) },
    {
      method: 'POST',
      path: provider.tokenPath,
      scopes,
      handle: (call) => call.oauth.tokenRequest(call),
    },
  ];
}

/**
 * Answers a consent page as the account's owner does.
 * @returns where the browser is sent: the redirect URI with code or error, and state
 */
export async function consent(
  authorizeUrl: string,
  decision: 'allow' | 'deny' = 'allow',
): Promise<string> {
  const page = await fetch(authorizeUrl);
  const text = await page.text();
  if (!page.ok) throw new Error(`no consent page: ${text.match(/<h1>(.*?)<\/h1>/)?.[1] ?? text}`);
  const decode = (value: string) =>
    value.replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)));
  const request = decode(text.match(/name="request" value="(.*?)"/)![1]!);
  const action = decode(text.match(/action="(.*?)"/)![1]!);
  const body = new URLSearchParams({ request, decision });
  const answer = await fetch(new URL(action, authorizeUrl), {
    method: 'POST',
    body,
    redirect: 'manual',
  });
  return answer.headers.get('location')!;
}

const isForm = ({ headers }: Recorded) =>
  headers['content-type']?.includes('application/x-www-form-urlencoded') ?? false;

/** Braces match what is between two slashes; a trailing slash is let pass. */
function patternOf(path: string): RegExp {
  const source = path.split(/\{\w+\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${source.join('([^/]+?)')}/?$`);
}

async function record(request: IncomingMessage): Promise<Recorded> {
  const at = Date.now();
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return {
    method: request.method ?? 'GET',
    path: url.pathname,
    query: url.searchParams,
    headers: request.headers,
    body: Buffer.concat(parts).toString('utf8'),
    at,
  };
}
