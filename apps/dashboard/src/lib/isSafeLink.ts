/** Whether an address from an answer may become a link: `javascript:` and its like may not. */
export function isSafeLink(href: string): boolean {
  return (
    URL.canParse(href) && ['http:', 'https:', 'mailto:', 'tel:'].includes(new URL(href).protocol)
  );
}
