const schemes = ['http:', 'https:', 'mailto:'];

/** The address if a visitor may follow it: complete, and of a scheme that runs nothing. */
export function safeHref(href: string | undefined): string | undefined {
  if (!href || !URL.canParse(href)) return undefined;
  return schemes.includes(new URL(href).protocol) ? href : undefined;
}
