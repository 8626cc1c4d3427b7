import type { Citation, WidgetConfig } from '@echoai/contract';
import type { RefObject } from 'preact';
import { useCallback, useState } from 'preact/hooks';
import { Composer } from './Composer.tsx';
import type { Conversation } from './conversation.ts';
import { FailureNotice } from './FailureNotice.tsx';
import { Message } from './Message.tsx';
import { texts } from './texts/texts.ts';
import { useBottom } from './useBottom.ts';
import { useStore } from './useStore.ts';
import type { Views } from './useViews.ts';

/** The conversation and the composer. */
export function Chat({
  config,
  welcome,
  conversation,
  draft,
  onDraft,
  composer,
  views,
}: {
  config: WidgetConfig;
  welcome: string | undefined;
  conversation: Conversation;
  draft: string;
  onDraft: (draft: string) => void;
  composer: RefObject<HTMLTextAreaElement | null>;
  views?: Views;
}) {
  const state = useStore(conversation);
  const { messages, isBusy, restoreFailure, handledBy, choices, isDelayed } = state;
  const [citation, setCitation] = useState<Citation | null>(null);
  const { scroller, toBottom } = useBottom(state);
  const last = messages.at(-1);
  const isForPerson = last?.role === 'user' && handledBy === 'person';
  const isWaiting = isBusy && last?.role === 'user' && !isForPerson;
  const retry = useCallback((key: string) => void conversation.retry(key), [conversation]);
  const say = (text: string) => {
    void conversation.send(text);
    toBottom();
  };
  const send = () => {
    say(draft.trim());
    onDraft('');
  };
  return (
    <>
      {/* Its messages may hold nothing to focus, and it must scroll by keyboard. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: see above */}
      <section class="scroller" ref={scroller} tabIndex={0} aria-label={texts.conversation}>
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
          {isForPerson && last.state === 'complete' && <p class="note">{texts.passedOn}</p>}
          {isDelayed && handledBy !== 'bot' && <p class="note">{texts.messagesLate}</p>}
          {!isBusy && choices.length > 0 && (
            // biome-ignore lint/a11y/useSemanticElements: a fieldset would be of a form
            <div class="choices" role="group" aria-label={texts.suggestedAnswers}>
              {choices.map((choice) => (
                <button
                  key={choice}
                  type="button"
                  class="quiet"
                  dir="auto"
                  onClick={() => {
                    say(choice);
                    composer.current?.focus();
                  }}
                >
                  {choice}
                </button>
              ))}
            </div>
          )}
          {isWaiting && (
            <p class="typing">
              <span class="unseen">{texts.isWriting(config.name)}</span>
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
        placeholder={handledBy === 'bot' ? texts.askQuestion : texts.writeMessage}
        field={composer}
      />
      {views && citation && (
        <views.CitationDialog citation={citation} onClose={() => setCitation(null)} />
      )}
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
