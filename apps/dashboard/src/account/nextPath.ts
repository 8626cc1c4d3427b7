/** Where sign-in leads back to: a path of this dashboard, or its start. */
export function nextPath(next: string | null): string {
  // `//host` and `/\host` are other web sites.
  return next && /^\/(?![/\\])/.test(next) ? next : '/';
}

/** The sign-in page, which leads back to where one is now. */
export function signInPath(): string {
  const here = `${location.pathname}${location.search}`;
  return here === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(here)}`;
}
