import { providers } from '@echoai/integrations';
import type { Provider } from '@echoai/integrations/provider';
import type { Config } from '../config.ts';
import { notFound } from '../platform/errors.ts';

/** Where a provider is for this installation. */
export interface ProviderAddresses {
  authorizeUrl: string;
  tokenUrl: string;
  revokeUrl: string | null;
  apiUrl: string;
  /** Where one of the provider's own addresses is. */
  at(url: string): string;
  /** Origins to which tokens go. */
  origins: string[];
  /** Hosts that may be private though they are not listed: the operator said that they are it. */
  allowPrivate: string[];
}

/** @throws {AppError} `not-found` */
export function providerOf(id: string): Provider {
  const provider = Object.hasOwn(providers, id) ? providers[id] : undefined;
  if (!provider) throw notFound('provider');
  return provider;
}

/**
 * The provider's own addresses; or with `<PROVIDER>_BASE_URL` the same paths at that origin, which
 * a sandbox, a proxy or a test is at.
 */
export function addressesOf(
  { id, oauth, apiUrl, otherUrls = [] }: Provider,
  { providers: settings }: Pick<Config, 'providers'>,
): ProviderAddresses {
  const base = settings[id]?.baseUrl;
  const at = (url: string) => {
    if (!base) return url;
    const { pathname, search } = new URL(url);
    return base + pathname.replace(/\/$/, '') + search;
  };
  return {
    authorizeUrl: at(oauth.authorizeUrl),
    tokenUrl: at(oauth.tokenUrl),
    revokeUrl: oauth.revokeUrl && at(oauth.revokeUrl),
    apiUrl: at(apiUrl),
    at,
    origins: base ? [base] : [apiUrl, ...otherUrls].map((url) => new URL(url).origin),
    allowPrivate: base ? [new URL(base).hostname] : [],
  };
}

/**
 * Whether a provider may tell that an account's API is there: our token goes to it.
 * @param url an origin
 */
export function isAccountUrl(
  url: string,
  provider: Provider,
  { origins }: Pick<ProviderAddresses, 'origins'>,
): boolean {
  if (!URL.canParse(url)) return false;
  const { origin, protocol, hostname } = new URL(url);
  if (origins.includes(origin)) return true;
  const isWithin = (host: string) => hostname.endsWith(host.slice(1));
  return protocol === 'https:' && (provider.accountHosts ?? []).some(isWithin);
}
