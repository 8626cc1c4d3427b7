import type { Citation, WidgetConfig } from '@echoai/contract';
import type { RefObject } from 'preact';
import { useCallback, useState } from 'preact/hooks';
import { CitationDialog } from './CitationDialog.tsx';
import { Composer } from './Composer.tsx';
import type { Conversation } from './conversation.ts';
import { FailureNotice } from './FailureNotice.tsx';
import { Message } from './Message.tsx';
import { useBottom } from './useBottom.ts';
import { useStore } from './useStore.ts';

/** The conversation and the composer. */
export function Chat({
  config,
  welcome,
  conversation,
  draft,
  onDraft,
  composer,
}: {
  config: WidgetConfig;
  welcome: string;
  conversation: Conversation;
  draft: string;
  onDraft: (draft: string) => void;
  composer: RefObject<HTMLTextAreaElement | null>;
}) {
  const { messages, isBusy, restoreFailure } = useStore(conversation);
  const [citation, setCitation] = useState<Citation | null>(null);
  const { scroller, toBottom } = useBottom(messages);
  const isWaiting = isBusy && messages.at(-1)?.role === 'user';
  const retry = useCallback((key: string) => void conversation.retry(key), [conversation]);
  const send = () => {
    void conversation.send(draft.trim());
    onDraft('');
    toBottom();
  };
  return (
    <>
      {/* Its messages may hold nothing to focus, and it must scroll by keyboard. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: see above */}
      <section class="scroller" ref={scroller} tabIndex={0} aria-label="Conversation">
        <div class="log" role="log" aria-live="polite" aria-busy={isBusy}>
          {welcome && <Message author={config.name} message={welcomeMessage(welcome)} />}
          {restoreFailure && (
            <FailureNotice failure={restoreFailure} onRetry={conversation.restore} />
          )}
          {messages.map((message) => (
            <Message
              key={message.key}
              author={config.name}
              message={message}
              onCite={setCitation}
              onRetry={retry}
              isBusy={isBusy}
            />
          ))}
          {isWaiting && (
            <p class="typing">
              <span class="unseen">{config.name} is writing</span>
              <i />
              <i />
              <i />
            </p>
          )}
        </div>
      </section>
      <Composer
        text={draft}
        onText={onDraft}
        onSend={send}
        isBusy={isBusy}
        maxLength={config.maxMessageLength}
        field={composer}
      />
      {citation && <CitationDialog citation={citation} onClose={() => setCitation(null)} />}
    </>
  );
}

const welcomeMessage = (text: string) => ({
  key: 'welcome',
  role: 'assistant' as const,
  text,
  citations: [],
  state: 'complete' as const,
});
