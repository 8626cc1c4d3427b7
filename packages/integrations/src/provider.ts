import type { ProviderClient } from './client.ts';
import type { ProviderEvents } from './events.ts';

/** One right that a connection asks for, in the owner's words. */
export interface Scope {
  name: string;
  /** What it is needed for, after “to”. */
  why: string;
}

/** Who was connected at the provider. */
export interface ConnectedAccount {
  /** The provider's id of the workspace, portal or organisation: connecting it again is a reconnect. */
  id: string;
  name: string;
}

/** What is wrong with an answer of a provider. */
export interface Fault {
  /**
   * `expired`: the access token is no longer taken, refreshing may help. `needs-you`: the grant is
   * gone, or lacks a right. `rate-limited`: later. `unavailable`: the provider's trouble.
   * `refused`: the request is at fault, and repeating it is of no use.
   */
  kind: 'expired' | 'needs-you' | 'rate-limited' | 'unavailable' | 'refused';
  /** What the provider said, in a sentence for the owner. */
  message: string;
  retryAfterMs?: number;
  /** Whether it may have been done all the same, where the status does not tell. */
  mayHaveHappened?: boolean;
}

/** An answer as far as it was read. */
export interface ProviderAnswer {
  status: number;
  /** By name in small letters. */
  headers: Record<string, string>;
  /** JSON, or null for an answer without a body. */
  body: unknown;
}

/** At most so many requests go within any so many seconds. */
export interface Limit {
  requests: number;
  seconds: number;
}

/** One entry of a picker. */
export interface Option {
  value: string;
  label: string;
  /** What tells it from others of the same name. */
  description?: string;
}

export interface OptionPage {
  items: Option[];
  /** Null on the last page. */
  nextCursor: string | null;
}

/** Lists what a field may be: channels, spreadsheets, stages. */
export type ListOptions = (
  client: ProviderClient,
  query: {
    search: string;
    cursor: string | null;
    /** Values of the fields that it depends on, such as the spreadsheet of a sheet. */
    of: Record<string, string>;
  },
) => Promise<OptionPage>;

/**
 * A service that organisations connect, as a value: what it is and may do, how OAuth goes there, and
 * how its answers are to be understood. What it does in automations are the nodes beside it.
 */
export interface Provider {
  id: string;
  title: string;
  /** Name of a lucide icon. */
  icon: string;
  /** One sentence for its card. */
  description: string;
  /** What its connections ask for. */
  scopes: Scope[];
  oauth: {
    authorizeUrl: string;
    tokenUrl: string;
    /** Null when it takes none back. */
    revokeUrl: string | null;
    scopeSeparator: ' ' | ',';
    /** Whether PKCE goes along; where it makes an app public, or is unknown, it must not. */
    usesPkce: boolean;
    authorizeParameters?: Record<string, string>;
    /** Seconds that an access token is taken to live when the reply does not say. Null: for ever. */
    assumedSeconds: number | null;
    /** `token_type` of the reply where it is not `bearer`. */
    tokenType?: string;
    /** Whether the reply lists what was granted, which may be less than was asked. */
    tellsScopes?: boolean;
  };
  /** Where its API is; an account's own address, if it has one, counts instead. */
  apiUrl: string;
  /** Origins besides that one to which its token goes. */
  otherUrls?: string[];
  /** Hosts that an account's own address may be at: `*.salesforce.com`. */
  accountHosts?: string[];
  /** Requests of one connection within so many seconds, of all our processes together. */
  limit: Limit & {
    /** How many of these may go at once after a while of silence; the others go in even steps. */
    burst: number;
  };
  /** The limit as an answer tells it, where it depends on the account's plan. */
  limitOf?(headers: Record<string, string>): Limit | null;
  /** How an owner makes an app there. */
  setUp: {
    /** Where apps are made. */
    url: string;
    /** Markdown, one step each. `{redirectUri}`, `{scopes}` and `{eventsUrl}` are filled in and can be copied. */
    steps: string[];
    /** Whether it signs what it sends with a secret of its own. */
    hasSigningSecret: boolean;
  };
  /** Where the account's API is, as the reply of the token endpoint says; an origin. */
  apiUrlOf?(reply: Record<string, unknown>): string;
  /** @param reply of the token endpoint, read as JSON */
  readAccount(input: {
    client: ProviderClient;
    reply: Record<string, unknown>;
  }): Promise<ConnectedAccount>;
  /** A cheap request that works as long as the connection does. */
  probe(client: ProviderClient): Promise<void>;
  /** What is wrong with an answer, where its status alone does not tell; undefined: by its status. */
  faultOf?(answer: ProviderAnswer): Fault | null | undefined;
  /** Gives the grant back where that is no plain token revocation. */
  revoke?(client: ProviderClient): Promise<void>;
  /** What it tells us by itself; its address is `{eventsUrl}` in the steps of its set-up. */
  events?: ProviderEvents;
  /** Pickers by name. */
  options: Record<string, ListOptions>;
}
