import { z } from 'zod';

/** A local part of any script, in which each dot stands between two others (RFC 5321, RFC 6531). */
const localPart =
  /^[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+(?:\.[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+)*$/u;
const domainOfAnyScript = /^[\p{L}\p{M}\p{N}.-]+$/u;

/**
 * Whether a text is one e-mail address without a display name. The domain is as browsers check it, once
 * it is written in ASCII, and ends with a dot and two characters or more; names and domains may be of any script.
 */
export function isEmail(text: string): boolean {
  if (text.length > 254) return false;
  const at = text.lastIndexOf('@');
  const [local, domain] = [text.slice(0, Math.max(0, at)), text.slice(at + 1)];
  if (local.length > 64 || !localPart.test(local) || !domainOfAnyScript.test(domain)) return false;
  const ascii = asciiOf(domain);
  return /\.(?=[^.]*[a-z])[^.]{2,}$/.test(ascii) && z.regexes.html5Email.test(`a@${ascii}`);
}

/** A domain as name servers have it; empty for what is none. */
function asciiOf(domain: string): string {
  const address = `http://${domain}`;
  return URL.canParse(address) ? new URL(address).hostname : '';
}
