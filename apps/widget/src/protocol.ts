/** What the loader on the host page and the panel in its iframe tell each other. Types only. */

/** The owner's choices for one page, as `data-` attributes or arguments of `init`. */
export interface WidgetOptions {
  /** The publishable key, `pk_…`. */
  chatbot: string;
  /** `#rrggbb`; overrides the chatbot's own accent. */
  color?: string;
  /** Overrides the chatbot's own welcome message. */
  welcome?: string;
  /** `end` is where lines of the host page end: left where they run from right to left. */
  position?: 'left' | 'right' | 'end';
  /** Of the panel's texts, such as `de`; without it the host page's. */
  language?: string;
  /** `off` hides the FAQ tab. */
  faq?: 'on' | 'off';
  /** Accepted for later; nothing reads it yet. */
  images?: 'on' | 'off';
  /** `off` hides the visitor's earlier conversations. */
  history?: 'on' | 'off';
}

/** Who the host page says the visitor is, with or without a proof; read by the panel's `claim.ts`. */
export type Identity = Record<string, unknown>;

/** Everything the panel has to know of its host page; sent whole on every change. */
export interface HostState {
  options: WidgetOptions;
  isOpen: boolean;
  /** Of the host page, as its `lang` says; empty where it does not. */
  lang: string;
  /** In which direction its lines run, as its `dir` says; empty where it does not. */
  dir: string;
  url: string;
  referrer: string;
  identity: Identity | null;
  /** End the conversation and forget the visitor, once. */
  reset: boolean;
}

/** What the bubble is called while the panel is closed, what while it is open, and what stands on its badge. */
export type BubbleLabels = [open: string, close: string, badge: string];

/** What may leave the panel: never the text of a conversation, nor the visitor's credential. */
export type ToHost =
  | { type: 'ready'; title: string; color: string; ink: string; labels: BubbleLabels }
  | { type: 'close' }
  | { type: 'unread'; count: number; labels: BubbleLabels }
  | { type: 'message'; role: 'user' | 'assistant'; id: string };

/** Events of `EchoAI.on`. */
export type EventName = 'ready' | 'open' | 'close' | 'message' | 'unread';
export type Listener = (detail?: unknown) => void;
