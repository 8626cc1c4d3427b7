import type { WidgetConfig } from '@echoai/contract';
import { useEffect } from 'preact/hooks';
import type { HostState } from '../protocol.ts';
import { accentOf } from './accent.ts';
import type { Failure } from './failure.ts';
import type { Host } from './host.ts';
import { texts } from './texts/texts.ts';
import { labelsOf } from './useUnread.ts';

/** Gives panel and bubble the accent, and tells the loader that the panel can be shown. */
export function useAppearance({
  config,
  failure,
  host,
  hostState,
  locale,
  unread,
}: {
  config: WidgetConfig | undefined;
  failure: Failure | undefined;
  host: Host;
  hostState: HostState | undefined;
  /** By whose change the words are others. */
  locale: string | undefined;
  /** How many messages are. */
  unread: { current: number };
}): void {
  const dir = hostState?.dir ?? 'ltr';
  const chosen = hostState?.options.color ?? config?.color;
  const title = config ? texts.chatWith(config.name) : texts.chat;
  // A panel that can only say what is wrong is shown too, so that the owner sees it.
  const isReady = Boolean(hostState && (config || failure));
  useEffect(() => {
    document.title = title;
    document.dir = dir;
    const { color, ink, onLight, onDark } = accentOf({ color: chosen });
    const style = document.documentElement.style;
    style.setProperty('--accent', color);
    style.setProperty('--accent-ink', ink);
    style.setProperty('--accent-on-light', onLight);
    style.setProperty('--accent-on-dark', onDark);
    if (isReady) host.tell({ type: 'ready', title, color, ink, labels: labelsOf(unread.current) });
  }, [chosen, dir, title, isReady, host, locale, unread]);
}
