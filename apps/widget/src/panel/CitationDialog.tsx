import type { Citation } from '@echoai/contract';
import { useEffect, useRef } from 'preact/hooks';
import { CloseIcon, ExternalIcon } from './icons.tsx';
import { safeHref } from './safeHref.ts';

/**
 * The passage that an answer rests on. A modal dialog of the browser: it keeps the focus, closes on
 * Escape, and gives the focus back to what opened it.
 */
export function CitationDialog({
  citation,
  onClose,
}: {
  citation: Citation | null;
  onClose: () => void;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (citation) dialog.current?.showModal();
  }, [citation]);
  const close = () => dialog.current?.close();
  const address = safeHref(citation?.url);
  return (
    // A click beside the sheet closes it; the keyboard has Escape and the button.
    // biome-ignore lint/a11y/useKeyWithClickEvents: see above
    <dialog
      ref={dialog}
      class="sheet"
      aria-labelledby="citation-title"
      onClose={onClose}
      onClick={(event) => event.target === dialog.current && close()}
    >
      {citation && (
        <article>
          <header>
            <h2 id="citation-title" dir="auto">
              <span class="mark">{citation.n}</span> {citation.title}
            </h2>
            <button type="button" class="icon" aria-label="Close source" onClick={close}>
              <CloseIcon />
            </button>
          </header>
          {/* Scrolls when long. */}
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: see above */}
          <blockquote dir="auto" tabIndex={0}>
            {citation.text}
          </blockquote>
          {address && (
            <a href={address} target="_blank" rel="noopener">
              Open the page
              <ExternalIcon />
              <span class="unseen"> (new tab)</span>
            </a>
          )}
        </article>
      )}
    </dialog>
  );
}
