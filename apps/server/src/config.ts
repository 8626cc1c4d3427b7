import { resolve } from 'node:path';
import { providers } from '@echoai/integrations';
import { z } from 'zod';
import { defaultModels } from './defaultModels.ts';
import {
  isInstalled,
  type ModelAccess,
  problemWithModel,
  readModelName,
} from './modelProviders.ts';

/** An empty variable counts as absent, as shells and compose files leave them. */
const text = z
  .string()
  .trim()
  .transform((value) => value || undefined)
  .optional();

/** One of `values`; without the variable, or an empty one, `usual`. */
function choice<const Value extends string>(values: Value[], usual: NoInfer<Value>) {
  const hint = `must be ${values.slice(0, -1).join(', ')} or ${values.at(-1)}`;
  return text.pipe(z.enum(values, hint).default(usual));
}

const portHint = 'must be a whole number from 0 to 65535, such as 3000';
const port = z.coerce
  .number<string | undefined>(portHint)
  .int(portHint)
  .min(0, portHint)
  .max(65535, portHint);

function webAddress(example: string) {
  return z.url({ protocol: /^https?$/, error: `must be a web address such as ${example}` });
}

const host = z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6(), z.hostname()], {
  error: 'must be host names, addresses or ranges, such as crm.internal,10.1.0.0/16',
});

const proxy = z.union(
  [z.literal('loopback'), z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()],
  'must be addresses or ranges of reverse proxies, or loopback, such as loopback,10.1.0.0/16',
);

/** Values separated by commas or spaces. */
const list = text.transform((values = '') => values.split(/[\s,]+/).filter(Boolean));

/** Of each provider that can be connected: the installation's own app, and another place for its API. */
export const providerVariables = Object.fromEntries(
  Object.values(providers).flatMap(({ id, setUp }) => [
    [variableOf(id, 'CLIENT_ID'), text],
    [variableOf(id, 'CLIENT_SECRET'), text],
    ...(setUp.hasSigningSecret ? [[variableOf(id, 'SIGNING_SECRET'), text] as const] : []),
    [
      variableOf(id, 'BASE_URL'),
      text.pipe(webAddress('https://proxy.example.com').optional()),
    ] as const,
  ]),
);

/** `google-sheets` and `CLIENT_ID` make `GOOGLE_SHEETS_CLIENT_ID`. */
function variableOf(provider: string, name: string): string {
  return `${provider.toUpperCase().replaceAll('-', '_')}_${name}`;
}

/** Characters that a secret has at least. */
export const shortestSecret = 32;
const secretText = text.pipe(
  z.string().min(shortestSecret, 'needs at least 32 characters: openssl rand -hex 32').optional(),
);

/**
 * The environment. Every variable is optional; `docs/configuration.md` lists them for operators,
 * and a test keeps that table complete.
 */
export const environment = z.object({
  PORT: text.pipe(port.default(3000)),
  HOST: text,
  ECHOAI_DATA_DIR: text,
  ECHOAI_PUBLIC_URL: text.pipe(webAddress('https://chat.example.com').optional()),
  ECHOAI_SECRET: secretText,
  ECHOAI_SECRET_PREVIOUS: text,
  ECHOAI_ADMIN_EMAIL: text.pipe(z.email('must be an e-mail address').optional()),
  ECHOAI_ADMIN_PASSWORD: text.pipe(
    z.string().min(8, 'needs at least 8 characters').max(128, 'may have 128 characters').optional(),
  ),
  ECHOAI_DEMO: choice(['on', 'off'], 'on'),
  ECHOAI_LOG: choice(['debug', 'info', 'warn', 'error', 'silent'], 'info'),
  DATABASE_URL: text.pipe(
    z
      .url({
        protocol: /^postgres(ql)?$/,
        error: 'must look like postgres://user:password@host:5432/database',
      })
      .optional(),
  ),
  OPENAI_API_KEY: text,
  OPENAI_BASE_URL: text.pipe(webAddress('http://localhost:11434/v1').optional()),
  CHAT_MODEL: text,
  FAST_MODEL: text,
  EMBEDDING_MODEL: text,
  ANTHROPIC_API_KEY: text,
  GOOGLE_API_KEY: text,
  MISTRAL_API_KEY: text,
  OLLAMA_BASE_URL: text.pipe(webAddress('http://localhost:11434').optional()),
  SMTP_URL: text.pipe(
    z
      .url({
        protocol: /^smtps?$/,
        error: 'must look like smtp://user:password@mail.example.com:587',
      })
      .optional(),
  ),
  SMTP_FROM: text,
  ECHOAI_ALLOW_PRIVATE: list.pipe(z.array(host)),
  TRUST_PROXY: list.pipe(z.array(proxy)),
  INNGEST_BASE_URL: text.pipe(webAddress('http://localhost:8288').optional()),
  INNGEST_EVENT_KEY: text,
  INNGEST_SIGNING_KEY: text.pipe(
    z
      .string()
      .regex(/^(signkey-\w+-)?([0-9a-f]{2})+$/i, 'must be hexadecimal: openssl rand -hex 32')
      .optional(),
  ),
  INNGEST_SERVE_ORIGIN: text.pipe(webAddress('http://echoai:3000').optional()),
  // Their names are known at runtime only, and read by `providerOf`.
  ...(providerVariables as Record<never, z.ZodType>),
});

export interface Config {
  port: number;
  host: string;
  dataDirectory: string;
  /** Origin of links and of the embed code, without a trailing slash. */
  publicUrl: string;
  /** Whether `publicUrl` was set by the operator; otherwise requests may use any host name. */
  hasPublicUrl: boolean;
  secret: string | null;
  /** The secret before, while what it sealed is sealed anew. */
  previousSecret: string | null;
  admin: { email: string; password: string } | null;
  demo: boolean;
  logLevel: z.infer<typeof environment>['ECHOAI_LOG'];
  /** Null: PGlite in the data directory. */
  databaseUrl: string | null;
  /** Null: no mail can be sent. */
  mail: { url: string; from: string } | null;
  /** Hosts and networks of one's own that automations may reach: names, addresses or CIDR. */
  allowPrivate: string[];
  /** Reverse proxies whose `X-Forwarded-For` is believed: addresses, CIDR, or `loopback`. */
  trustProxy: string[];
  /** Null: answers are extracted, without a language model. */
  chat: (ModelAccess & { model: string /** Absent: `model`. */; fastModel?: string }) | null;
  /** The Inngest server that gives automations their turns; null: our own queue does. */
  inngest: { baseUrl: string; eventKey: string; signingKey: string; serveOrigin: string } | null;
  /** By id: the installation's app at a provider, and an origin to take instead of its own. */
  providers: Record<
    string,
    { clientId?: string; clientSecret?: string; signingSecret?: string; baseUrl?: string }
  >;
  /** `offline`, or a model of the OpenAI embeddings API. */
  embedding: { model: string; apiKey: string; baseUrl: string | null };
}

/** A setting that cannot be used; its message names the variable and what it should be. */
export class ConfigurationError extends Error {
  override name = 'ConfigurationError';
}

/**
 * @param isThere whether a package is installed
 * @throws {ConfigurationError} naming every variable that is wrong.
 */
export function readConfig(
  variables: Record<string, string | undefined>,
  isThere: (packageName: string) => boolean = isInstalled,
): Config {
  const parsed = environment.safeParse(variables);
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new ConfigurationError(`Some settings cannot be used:\n  ${lines.join('\n  ')}`);
  }
  const env = parsed.data;
  if (!env.ECHOAI_ADMIN_EMAIL !== !env.ECHOAI_ADMIN_PASSWORD) {
    throw new ConfigurationError(
      'ECHOAI_ADMIN_EMAIL and ECHOAI_ADMIN_PASSWORD belong together: set both or neither.',
    );
  }
  const inngest = [env.INNGEST_BASE_URL, env.INNGEST_EVENT_KEY, env.INNGEST_SIGNING_KEY];
  if (inngest.some(Boolean) && !inngest.every(Boolean)) {
    throw new ConfigurationError(
      'INNGEST_BASE_URL, INNGEST_EVENT_KEY and INNGEST_SIGNING_KEY belong together: set all or none.',
    );
  }
  const host = env.HOST ?? '::';
  const shownHost = ['::', '0.0.0.0'].includes(host) ? 'localhost' : host;
  const model = { apiKey: env.OPENAI_API_KEY ?? '', baseUrl: env.OPENAI_BASE_URL ?? null };
  // Compatible servers (Ollama, vLLM, …) often need no key, but always an address.
  const hasModel = Boolean(env.OPENAI_API_KEY ?? env.OPENAI_BASE_URL);
  const offersEmbeddings = Boolean(env.OPENAI_API_KEY) && !env.OPENAI_BASE_URL;
  const { provider, model: embeddingModel } = readModelName(
    env.EMBEDDING_MODEL ?? (offersEmbeddings ? defaultModels.embedding : 'offline'),
    model,
  );
  if (provider !== 'openai') {
    throw new ConfigurationError(
      `EMBEDDING_MODEL=${env.EMBEDDING_MODEL} cannot be used. Embeddings come from OpenAI, from the server at OPENAI_BASE_URL, or from EchoAI itself (offline).`,
    );
  }
  if (embeddingModel !== 'offline' && !hasModel) {
    throw new ConfigurationError(
      `EMBEDDING_MODEL=${embeddingModel} needs OPENAI_API_KEY or OPENAI_BASE_URL; or set it to offline.`,
    );
  }
  const publicUrl = withoutSlash(env.ECHOAI_PUBLIC_URL ?? `http://${shownHost}:${env.PORT}`);
  return {
    port: env.PORT,
    host,
    dataDirectory: resolve(env.ECHOAI_DATA_DIR ?? './data'),
    publicUrl,
    hasPublicUrl: env.ECHOAI_PUBLIC_URL !== undefined,
    secret: env.ECHOAI_SECRET ?? null,
    previousSecret: env.ECHOAI_SECRET_PREVIOUS ?? null,
    admin:
      env.ECHOAI_ADMIN_EMAIL && env.ECHOAI_ADMIN_PASSWORD
        ? { email: env.ECHOAI_ADMIN_EMAIL, password: env.ECHOAI_ADMIN_PASSWORD }
        : null,
    demo: env.ECHOAI_DEMO !== 'off',
    logLevel: env.ECHOAI_LOG,
    allowPrivate: env.ECHOAI_ALLOW_PRIVATE,
    trustProxy: env.TRUST_PROXY,
    databaseUrl: env.DATABASE_URL ?? null,
    mail: env.SMTP_URL
      ? { url: env.SMTP_URL, from: env.SMTP_FROM ?? senderOf(env.SMTP_URL) }
      : null,
    chat: readChat(env, isThere),
    inngest: env.INNGEST_BASE_URL
      ? {
          baseUrl: withoutSlash(env.INNGEST_BASE_URL),
          eventKey: env.INNGEST_EVENT_KEY!,
          signingKey: env.INNGEST_SIGNING_KEY!,
          serveOrigin: withoutSlash(env.INNGEST_SERVE_ORIGIN ?? publicUrl),
        }
      : null,
    providers: Object.fromEntries(Object.keys(providers).map((id) => [id, providerOf(id, env)])),
    embedding: { ...model, model: embeddingModel },
  };
}

/** The models that write and read, and what reaches them; null without any. */
function readChat(
  env: z.infer<typeof environment>,
  isThere: (packageName: string) => boolean,
): Config['chat'] {
  const access: ModelAccess = {
    apiKey: env.OPENAI_API_KEY ?? '',
    baseUrl: env.OPENAI_BASE_URL ?? null,
    providers: {
      anthropic: { apiKey: env.ANTHROPIC_API_KEY },
      google: { apiKey: env.GOOGLE_API_KEY },
      mistralai: { apiKey: env.MISTRAL_API_KEY },
      ollama: { baseUrl: env.OLLAMA_BASE_URL },
    },
  };
  const model = env.CHAT_MODEL ?? defaultModels.chat;
  const { provider } = readModelName(model, access);
  const hasModel = provider !== 'openai' || access.apiKey !== '' || access.baseUrl !== null;
  if (!hasModel) return null;
  // A compatible server may have one model only, and another provider has none of OpenAI's.
  const isOpenAi = provider === 'openai' && access.baseUrl === null;
  const fastModel = env.FAST_MODEL ?? (isOpenAi ? defaultModels.fast : model);
  for (const [variable, name] of Object.entries({ CHAT_MODEL: model, FAST_MODEL: fastModel })) {
    const problem = problemWithModel(name, access, isThere);
    if (problem) throw new ConfigurationError(`${variable}=${name} cannot be used. ${problem}`);
  }
  return { ...access, model, fastModel };
}

function providerOf(id: string, env: Record<string, unknown>): Config['providers'][string] {
  const read = (name: string) => env[variableOf(id, name)] as string | undefined;
  const baseUrl = read('BASE_URL');
  return {
    clientId: read('CLIENT_ID'),
    clientSecret: read('CLIENT_SECRET'),
    signingSecret: read('SIGNING_SECRET'),
    baseUrl: baseUrl && withoutSlash(baseUrl),
  };
}

const withoutSlash = (address: string) => address.replace(/(?<!\/)\/+$/, '');

/** Without `SMTP_FROM`: the user who signs in at the mail server, where that is an address. */
function senderOf(url: string): string {
  const { username, hostname } = new URL(url);
  const user = decodeURIComponent(username);
  return user.includes('@') ? user : `echoai@${hostname}`;
}
