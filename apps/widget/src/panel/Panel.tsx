import * as Tabs from '@radix-ui/react-tabs';
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { VisitorApi } from './api.ts';
import { Chat } from './Chat.tsx';
import type { Conversation } from './conversation.ts';
import { FailureNotice } from './FailureNotice.tsx';
import { Header } from './Header.tsx';
import type { Host } from './host.ts';
import { MemoryIcon, NewChatIcon } from './icons.tsx';
import { SignedIn } from './SignedIn.tsx';
import { english } from './texts/english.ts';
import { texts } from './texts/texts.ts';
import { useAppearance } from './useAppearance.ts';
import { useConfig } from './useConfig.ts';
import { useEscape } from './useEscape.ts';
import { useLive } from './useLive.ts';
import { useLocale } from './useLocale.ts';
import { useStore } from './useStore.ts';
import { useUnread } from './useUnread.ts';
import { useViews } from './useViews.ts';
import type { Visitor } from './visitor.ts';

/** The whole of the iframe: header, tabs, and what the chosen tab shows. */
export function Panel({
  api,
  visitor,
  conversation,
  host,
}: {
  api: VisitorApi;
  visitor: Visitor;
  conversation: Conversation;
  host: Host;
}) {
  const loaded = useConfig(api);
  const hostState = useStore(host);
  const locale = useLocale(hostState, loaded);
  // Nothing is shown before it can be said in the visitor's language.
  const config = locale ? loaded.config : undefined;
  const failure = locale ? loaded.failure : undefined;
  const { person, email } = useStore(visitor);
  const [tab, setTab] = useState('chat');
  const [draft, setDraft] = useState('');
  const [showsMemory, setShowsMemory] = useState(false);
  const composer = useRef<HTMLTextAreaElement>(null);
  const isFramed = Boolean(hostState);
  // Opened by itself, as in a preview, the panel is always open.
  const isOpen = hostState?.isOpen ?? window.parent === window;
  // Whoever has a conversation is told of what comes into it, also before the panel is opened.
  const hasConversation = Boolean(hostState && visitor.session.read().sessionId);
  const { views, failure: viewsFailure } = useViews(isOpen || hasConversation);

  const unread = useUnread({ conversation, visitor, host, isOpen });
  useAppearance({ config, failure, host, hostState, locale, unread });
  const handledBy = useLive({ views, api, visitor, conversation });
  useEscape(() => host.tell({ type: 'close' }));

  useEffect(() => {
    if (config && (isOpen || hasConversation)) void conversation.restore();
  }, [isOpen, hasConversation, config, conversation]);

  useEffect(() => {
    if (isOpen && config) composer.current?.focus();
  }, [isOpen, config]);

  // The next person finds nothing of the one before, not even what was about to be asked.
  useEffect(() => {
    setTab('chat');
    setDraft('');
    setShowsMemory(false);
  }, [person]);

  // A frame without our loader around it, as in a preview, does not say when it is looked at.
  const onFocus = () => void (config && conversation.restore());

  const askInChat = useCallback((question = '') => {
    setTab('chat');
    if (question) setDraft(question);
    requestAnimationFrame(() => composer.current?.focus());
  }, []);
  const turnTo = (sessionId?: string) => {
    void conversation.turnTo(sessionId);
    askInChat();
  };
  const signOut = () => {
    visitor.signOut();
    askInChat();
  };

  const options = hostState?.options;
  const ownWelcome =
    config?.welcomeMessage === english.welcome ? texts.welcome : config?.welcomeMessage;
  const tabs = config && {
    chat: texts.chat,
    ...(config.hasFaqs && options?.faq !== 'off' ? { faq: texts.faq } : {}),
    ...(options?.history !== 'off' ? { history: texts.history } : {}),
  };
  const shown = tabs && tab in tabs ? tab : 'chat';
  return (
    <Tabs.Root
      class="panel"
      // Without it, Radix says that everything runs from left to right.
      dir={hostState?.dir === 'rtl' ? 'rtl' : 'ltr'}
      value={shown}
      onValueChange={setTab}
      onFocusCapture={onFocus}
    >
      <Header
        name={config?.name ?? ''}
        answers={handledBy === 'person' ? texts.teamAnswers : texts.automaticAnswers}
        items={
          config
            ? [
                { label: texts.newConversation, icon: NewChatIcon, onChoose: () => turnTo() },
                {
                  label: texts.memory,
                  icon: MemoryIcon,
                  onChoose: () => setShowsMemory(true),
                },
              ]
            : []
        }
        onClose={isFramed ? () => host.tell({ type: 'close' }) : undefined}
      />
      <SignedIn email={email} onSignOut={signOut} />
      <main class="main">
        {tabs && Object.keys(tabs).length > 1 && (
          <Tabs.List class="tabs" aria-label={texts.tabs}>
            {Object.entries(tabs).map(([value, label]) => (
              <Tabs.Trigger key={value} class="tab" value={value}>
                {label}
              </Tabs.Trigger>
            ))}
          </Tabs.List>
        )}
        {!config && (
          <div class="middle">
            {failure && (
              <FailureNotice failure={failure} onRetry={loaded.load} isBusy={loaded.isLoading} />
            )}
          </div>
        )}
        {config && (
          // Kept while hidden: a draft and the place in the conversation stay.
          <Tabs.Content class="content" value="chat" forceMount tabIndex={-1}>
            <Chat
              config={config}
              welcome={options?.welcome || ownWelcome}
              conversation={conversation}
              draft={draft}
              onDraft={setDraft}
              composer={composer}
              views={views}
            />
          </Tabs.Content>
        )}
        {config && shown !== 'chat' && (
          <Tabs.Content key={person} class="content" value={shown} tabIndex={-1}>
            {viewsFailure && (
              <div class="middle">
                <FailureNotice failure={viewsFailure} onRetry={() => location.reload()} />
              </div>
            )}
            {views && shown === 'faq' && <views.Faq api={api} onAsk={askInChat} />}
            {views && shown === 'history' && (
              <views.History visitor={visitor} canSendCode={config.canSendCode} onOpen={turnTo} />
            )}
          </Tabs.Content>
        )}
      </main>
      {views && showsMemory && (
        <views.Memory visitor={visitor} onClose={() => setShowsMemory(false)} />
      )}
    </Tabs.Root>
  );
}
