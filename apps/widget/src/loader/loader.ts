import type { EventName, Identity, Listener, WidgetOptions } from '../protocol.ts';
import { createWidget, type Widget } from './widget.ts';

/** Calls made before this script arrived: `(window.EchoAI ||= []).push(['open'])`. */
type Call = [name: string, ...args: unknown[]];

/** `window.EchoAI`, described for owners in docs/widget.md. */
export type EchoAI = ReturnType<typeof createApi>;

declare global {
  interface Window {
    EchoAI?: EchoAI | Call[];
  }
}

const before = window.EchoAI as Partial<EchoAI> & Call[];
// A second script tag finds the first one's API here, and leaves everything to it.
if (!before?.init) {
  const script = document.currentScript as HTMLScriptElement;
  const api = createApi(new URL(script.src).origin);
  window.EchoAI = api;
  if (script.dataset.chatbot) api.init({ ...script.dataset } as unknown as WidgetOptions);
  before?.forEach(api.push);
}

function createApi(origin: string) {
  const events = new EventTarget();
  let widget: Widget | undefined;
  let key: string | undefined;
  let identity: Identity | null = null;
  let ready: unknown;

  const emit = (name: EventName, detail?: unknown) => {
    if (name === 'ready') ready = detail;
    events.dispatchEvent(new CustomEvent(name, { detail }));
  };

  const api = {
    /** Shows the widget; with the same chatbot again it only changes the options. */
    init(options: WidgetOptions): void {
      if (key !== options.chatbot) api.destroy();
      key = options.chatbot;
      widget ??= createWidget(origin, emit);
      widget.update({ options, identity });
    },
    open: () => widget?.setOpen(true),
    close: () => widget?.setOpen(false),
    toggle: () => widget?.setOpen(),
    /** Ends the conversation and signs the visitor out. */
    reset(): void {
      identity = null;
      widget?.update({ reset: true, identity });
    },
    identify(claimed: Identity | null): void {
      identity = claimed;
      widget?.update({ identity });
    },
    /** @returns a function that ends the subscription */
    on(name: EventName, listener: Listener): () => void {
      const life = new AbortController();
      events.addEventListener(name, (event) => listener((event as CustomEvent).detail), life);
      if (name === 'ready' && ready) listener(ready);
      return () => life.abort();
    },
    /** Takes the widget off the page; `init` brings it back. */
    destroy(): void {
      widget?.destroy();
      widget = key = ready = undefined;
    },
    push([name, ...args]: Call): void {
      (api as unknown as Record<string, (...args: unknown[]) => unknown>)[name]?.(...args);
    },
  };
  return api;
}
