import type { ChatRequest } from '@echoai/contract';
import type { HostState } from '../protocol.ts';

/** Longest address that the API takes. */
const longest = 2000;

/** The page that the visitor asks from, as the host page told it. */
export function pageContext(host: HostState | undefined): ChatRequest['context'] {
  return {
    url: host?.url.slice(0, longest),
    referrer: host?.referrer.slice(0, longest) || undefined,
    locale: (localesOf(host).find(Boolean) ?? navigator.language).slice(0, 35),
  };
}

/** The page's language as the owner names it for the chat, and as the page itself does. */
export const localesOf = (host: HostState | undefined) => [host?.options.language, host?.lang];
