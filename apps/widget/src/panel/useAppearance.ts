import type { WidgetConfig } from '@echoai/contract';
import { useEffect } from 'preact/hooks';
import type { HostState } from '../protocol.ts';
import { accentOf } from './accent.ts';
import type { Failure } from './failure.ts';
import type { Host } from './host.ts';

/** Gives panel and bubble the accent, and tells the loader that the panel can be shown. */
export function useAppearance({
  config,
  failure,
  host,
  hostState,
}: {
  config: WidgetConfig | undefined;
  failure: Failure | undefined;
  host: Host;
  hostState: HostState | undefined;
}): void {
  const chosen = hostState?.options.color ?? config?.color;
  const title = config ? `Chat with ${config.name}` : 'Chat';
  // A panel that can only say what is wrong is shown too, so that the owner sees it.
  const isReady = Boolean(hostState && (config || failure));
  useEffect(() => {
    document.title = title;
    const { color, ink, onLight, onDark } = accentOf({ color: chosen });
    const style = document.documentElement.style;
    style.setProperty('--accent', color);
    style.setProperty('--accent-ink', ink);
    style.setProperty('--accent-on-light', onLight);
    style.setProperty('--accent-on-dark', onDark);
    if (isReady) host.tell({ type: 'ready', title, color, ink });
  }, [chosen, title, isReady, host]);
}
