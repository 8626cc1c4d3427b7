import type { Citation } from '@echoai/contract';
import { memo } from 'preact/compat';
import { useCallback } from 'preact/hooks';
import type { ChatMessage } from './conversation.ts';
import { ErrorBoundary } from './ErrorBoundary.tsx';
import { FailureNotice } from './FailureNotice.tsx';
import { type CiteMarker, Markdown } from './Markdown.tsx';
import { texts } from './texts/texts.ts';

/** One message; memoised, since every piece of a streamed answer renders the list again. */
export const Message = memo(function Message({
  author,
  message,
  onCite,
  onRetry,
  isBusy,
}: {
  author: string;
  message: ChatMessage;
  onCite?: (citation: Citation) => void;
  onRetry?: (key: string) => void;
  isBusy?: boolean;
}) {
  const { key, role, text, citations, state, failure, person } = message;
  const cite = useCallback<CiteMarker>(
    (n) => {
      if (state === 'pending') return <span class="mark">{n}</span>;
      const cited = citations.find((citation) => citation.n === n);
      if (!cited) return null;
      return (
        <button
          type="button"
          class="mark"
          aria-label={texts.source(n, cited.title)}
          aria-haspopup="dialog"
          onClick={() => onCite?.(cited)}
        >
          {n}
        </button>
      );
    },
    [citations, state, onCite],
  );
  if (role === 'user') {
    return (
      <div class="message user">
        <div class="said" dir="auto">
          <span class="unseen" dir="ltr">
            {texts.you}:{' '}
          </span>
          {text}
        </div>
        {failure && (
          <FailureNotice failure={failure} onRetry={() => onRetry?.(key)} isBusy={isBusy} />
        )}
      </div>
    );
  }
  return (
    <div class="message assistant">
      <div class="said" dir="auto">
        {/* With a direction of its own a name does not decide that of the text. */}
        <span class={person !== undefined ? 'person' : 'unseen'} dir="auto">
          {person === undefined ? `${author}: ` : person || texts.team}
        </span>
        <ErrorBoundary instead={<div class="plain">{text}</div>}>
          <Markdown text={text} cite={cite} />
        </ErrorBoundary>
      </div>
      {citations.length > 0 && <Sources citations={citations} onCite={onCite} />}
    </div>
  );
});

function Sources({
  citations,
  onCite,
}: {
  citations: Citation[];
  onCite?: (citation: Citation) => void;
}) {
  return (
    <ul class="sources" aria-label={texts.sources}>
      {citations.map((citation) => (
        <li key={citation.n}>
          <button type="button" aria-haspopup="dialog" onClick={() => onCite?.(citation)}>
            <span class="mark">{citation.n}</span>
            <span class="title" dir="auto">
              {citation.title}
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}
