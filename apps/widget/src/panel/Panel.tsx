import * as Tabs from '@radix-ui/react-tabs';
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { VisitorApi } from './api.ts';
import { Chat } from './Chat.tsx';
import type { Conversation } from './conversation.ts';
import { FailureNotice } from './FailureNotice.tsx';
import { Faq } from './Faq.tsx';
import { Header } from './Header.tsx';
import type { Host } from './host.ts';
import { useAppearance } from './useAppearance.ts';
import { useConfig } from './useConfig.ts';
import { useEscape } from './useEscape.ts';
import { useStore } from './useStore.ts';
import { useUnread } from './useUnread.ts';

/** The whole of the iframe: header, tabs, and what the chosen tab shows. */
export function Panel({
  api,
  conversation,
  host,
}: {
  api: VisitorApi;
  conversation: Conversation;
  host: Host;
}) {
  const { config, failure, isLoading, load } = useConfig(api);
  const hostState = useStore(host);
  const [tab, setTab] = useState('chat');
  const [draft, setDraft] = useState('');
  const composer = useRef<HTMLTextAreaElement>(null);
  const isFramed = Boolean(hostState);
  // Opened by itself, as in a preview, the panel is always open.
  const isOpen = hostState?.isOpen ?? window.parent === window;

  useAppearance({ config, failure, host, hostState });
  useUnread({ conversation, host, isOpen });
  useEscape(() => host.tell({ type: 'close' }));

  useEffect(() => {
    if (!isOpen || !config) return;
    void conversation.restore();
    composer.current?.focus();
  }, [isOpen, config, conversation]);

  // A frame without our loader around it, as in a preview, does not say when it is looked at.
  const onFocus = () => void (config && conversation.restore());

  const askInChat = useCallback((question: string) => {
    setTab('chat');
    if (question) setDraft(question);
    requestAnimationFrame(() => composer.current?.focus());
  }, []);
  const startAnew = () => {
    conversation.startAnew();
    askInChat('');
  };

  const showsFaqs = config?.hasFaqs && hostState?.options.faq !== 'off';
  return (
    <Tabs.Root
      class="panel"
      value={showsFaqs ? tab : 'chat'}
      onValueChange={setTab}
      onFocusCapture={onFocus}
    >
      <Header
        name={config?.name ?? ''}
        onNew={config ? startAnew : undefined}
        onClose={isFramed ? () => host.tell({ type: 'close' }) : undefined}
      />
      <main class="main">
        {showsFaqs && (
          <Tabs.List class="tabs" aria-label="Ways to get an answer">
            <Tabs.Trigger class="tab" value="chat">
              Chat
            </Tabs.Trigger>
            <Tabs.Trigger class="tab" value="faq">
              FAQ
            </Tabs.Trigger>
          </Tabs.List>
        )}
        {!config && (
          <div class="middle">
            {failure && <FailureNotice failure={failure} onRetry={load} isBusy={isLoading} />}
          </div>
        )}
        {config && (
          // Kept while hidden: a draft and the place in the conversation stay.
          <Tabs.Content class="content" value="chat" forceMount tabIndex={-1}>
            <Chat
              config={config}
              welcome={hostState?.options.welcome || config.welcomeMessage}
              conversation={conversation}
              draft={draft}
              onDraft={setDraft}
              composer={composer}
            />
          </Tabs.Content>
        )}
        {showsFaqs && (
          <Tabs.Content class="content" value="faq" tabIndex={-1}>
            <Faq api={api} onAsk={askInChat} />
          </Tabs.Content>
        )}
      </main>
    </Tabs.Root>
  );
}
