type Call = [name: string, ...args: unknown[]];

/** Calls the widget's API: now, or as soon as its script is there. */
export function call(...entry: Call): void {
  const page = window as unknown as { EchoAI?: { push(entry: Call): unknown } };
  page.EchoAI ??= [] as Call[];
  page.EchoAI.push(entry);
}

/** Adds the widget's script to the page, once. */
export function loadWidget(host: string | undefined): void {
  const { href } = new URL('/widget.js', host ?? location.origin);
  if (Array.from(document.scripts).some(({ src }) => src === href)) return;
  const script = document.createElement('script');
  script.src = href;
  script.async = true;
  // The next mount may try again.
  script.onerror = () => script.remove();
  document.head.append(script);
}
