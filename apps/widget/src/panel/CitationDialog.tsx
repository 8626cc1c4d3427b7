import type { Citation } from '@echoai/contract';
import { ExternalIcon } from './icons.tsx';
import { Sheet } from './Sheet.tsx';
import { safeHref } from './safeHref.ts';
import { viewTexts } from './texts/viewTexts.ts';

/** The passage that an answer rests on. */
export function CitationDialog({
  citation: { n, title, text, url },
  onClose,
}: {
  citation: Citation;
  onClose: () => void;
}) {
  const address = safeHref(url);
  return (
    <Sheet
      title={
        <>
          <span class="mark">{n}</span> <bdi>{title}</bdi>
        </>
      }
      closeLabel={viewTexts().closeSource}
      onClose={onClose}
    >
      {/* Scrolls when long. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: see above */}
      <blockquote dir="auto" tabIndex={0}>
        {text}
      </blockquote>
      {address && (
        <a href={address} target="_blank" rel="noopener">
          {viewTexts().openPage}
          <ExternalIcon />
          <span class="unseen"> ({viewTexts().newTab})</span>
        </a>
      )}
    </Sheet>
  );
}
