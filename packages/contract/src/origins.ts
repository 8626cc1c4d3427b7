/** One label of a host name: letters, digits, hyphens within; some real hosts have underscores. */
const label = '[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?';
const hostName = new RegExp(`^${label}(?:\\.${label})*$`);
/** `*.` and a domain of two labels or more: a whole top-level domain is nobody's web site. */
const wildcard = new RegExp(`^\\*\\.${label}(?:\\.${label})+$`);
const ipv6 = /^\[[0-9a-f:.]+\]$/;

/**
 * A web site as browsers name it: scheme, host and, unless it is the usual one, port. It goes into a
 * policy header, so whatever has a meaning there (`;`, `'`, a lone `*`) is no host. Names beyond ASCII
 * are written as browsers send them: `https://bücher.example` is `https://xn--bcher-kva.example`.
 * @param text also `https://*.example.com`, which is every host below that domain
 * @returns undefined for anything else
 */
export function readOrigin(text: string): string | undefined {
  if (!/^https?:\/\/[^\s/?#\\@]+$/i.test(text) || !URL.canParse(text)) return undefined;
  const { origin, hostname } = new URL(text);
  const isHost = [hostName, wildcard, ipv6].some((form) => form.test(hostname));
  return isHost ? origin : undefined;
}

/** @param allowed a site, or `https://*.example.com` for each host below */
export function isWithinOrigin(origin: string, allowed: string): boolean {
  if (!allowed.includes('://*.')) return origin === allowed;
  const [scheme, domain] = allowed.split('://*');
  return origin.startsWith(`${scheme}://`) && origin.endsWith(domain!);
}
