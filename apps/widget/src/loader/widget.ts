import type { BubbleLabels, EventName, HostState, ToHost } from '../protocol.ts';
import { createView } from './view.ts';

export type Widget = ReturnType<typeof createWidget>;

/** The bubble and the panel's iframe on the host page, and what they say to each other. */
export function createWidget(origin: string, emit: (name: EventName, detail?: unknown) => void) {
  const state = { isOpen: false } as HostState;
  let isLoaded = false;
  let isReady = false;
  let labels = [] as unknown as BubbleLabels;
  const [container, body, frame, bubble, badge] = createView();
  const { style } = container;
  const page = document.documentElement;
  const viewport = window.visualViewport!;
  const life = new AbortController();

  /** Shows a change and tells the panel of it. */
  const update = (change?: Partial<HostState>) => {
    Object.assign(state, change, {
      url: location.href,
      referrer: document.referrer,
      lang: page.lang,
      dir: page.dir,
    });
    const isShown = state.isOpen && isReady;
    body.className = `${state.options.position} ${isReady && 'ready'} ${isShown && 'open'}`;
    bubble.ariaExpanded = `${isShown}`;
    bubble.ariaLabel = labels[+isShown]!;
    badge.textContent = labels[2];
    if (!isLoaded) return;
    frame.contentWindow!.postMessage(state, origin);
    state.reset = false;
  };

  const setOpen = (isOpen = !state.isOpen) => {
    if (isOpen === state.isOpen) return;
    const hadFocus = document.activeElement === container;
    start();
    update({ isOpen });
    // The panel puts the focus into its composer, which it can only once its frame has it.
    if (isOpen) frame.focus();
    else if (hadFocus) bubble.focus();
    emit(isOpen ? 'open' : 'close');
  };

  /**
   * Stands behind the body, where frameworks that replace or clear it do not reach. Also puts back
   * what was removed all the same; the iframe then loads its conversation again.
   */
  const mount = () => {
    if (container.isConnected || !document.body) return;
    isLoaded = isReady = false;
    page.append(container);
    update();
  };
  const observer = new MutationObserver(mount);

  const start = () => {
    if (frame.src || life.signal.aborted) return;
    frame.src = `${origin}/widget/panel?key=${state.options.chatbot}`;
    observer.observe(page, { childList: true });
    mount();
  };

  const measure = () => {
    style.setProperty('--top', `${viewport.offsetTop}px`);
    style.setProperty('--height', `${viewport.height}px`);
  };

  const listen = (target: EventTarget, name: string, listener: (event: never) => void) =>
    target.addEventListener(name, listener as EventListener, life);

  listen(window, 'message', ({ origin: from, source, data }: MessageEvent<ToHost>) => {
    if (from !== origin || source !== frame.contentWindow) return;
    if (data.type === 'close') return setOpen(false);
    if (data.type === 'unread') {
      labels = data.labels;
      update();
    }
    if (data.type === 'ready') {
      frame.title = data.title;
      labels = data.labels;
      style.setProperty('--color', data.color);
      style.setProperty('--ink', data.ink);
      if (isReady) return update();
      isReady = true;
      update();
      if (state.isOpen) frame.focus();
    }
    emit(data.type, data);
  });
  // While the iframe has the focus the page stands still; its address is told just before.
  listen(window, 'blur', () => update());
  listen(viewport, 'resize', measure);
  listen(viewport, 'scroll', measure);
  listen(frame, 'load', () => {
    isLoaded = true;
    update();
  });
  listen(bubble, 'click', () => setOpen());
  listen(bubble, 'keydown', ({ key }: KeyboardEvent) => key === 'Escape' && setOpen(false));
  measure();
  // Not in every browser.
  (window.requestIdleCallback ?? setTimeout)(start);

  return {
    update,
    setOpen,
    destroy(): void {
      life.abort();
      observer.disconnect();
      container.remove();
    },
  };
}
