'use client';

import type { Citation } from '@echoai/contract';
import { BookOpen, ExternalLink } from 'lucide-react';
import { Popover } from 'radix-ui';
import Link from '@/components/Link';
import { classes } from '@/lib/classes';
import { isSafeLink } from '@/lib/isSafeLink';
import { knowledgePath } from '@/lib/knowledgePath';

/** A citation that opens to the text it quotes: its number within the answer, or its title below. */
export function CitationPopover({
  chatbotId,
  citation: { n, title, text, url, sourceId },
  isMarker = false,
}: {
  chatbotId: string;
  citation: Citation;
  isMarker?: boolean;
}) {
  return (
    <Popover.Root>
      <Popover.Trigger
        {...(isMarker ? { 'aria-label': `Citation ${n}: ${title}` } : {})}
        className={classes(
          'rounded text-accent-ink hover:underline',
          isMarker
            ? 'mx-0.5 inline-flex h-[18px] min-w-[18px] items-center justify-center bg-hover px-1 align-text-top font-medium text-xs tabular-nums'
            : 'max-w-full truncate text-left text-[13px]',
        )}
      >
        {isMarker ? n : `[${n}] ${title}`}
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          sideOffset={6}
          collisionPadding={12}
          aria-label={`Citation ${n}`}
          className="z-50 flex max-h-[min(420px,var(--radix-popover-content-available-height))] w-[min(400px,calc(100vw-24px))] animate-appear flex-col rounded-lg border border-line-strong bg-surface shadow-raised focus:outline-none"
        >
          <p dir="auto" className="px-4 pt-3 font-medium">
            {title}
          </p>
          <blockquote
            dir="auto"
            className="overflow-y-auto whitespace-pre-line px-4 py-2 text-muted"
          >
            {text}
          </blockquote>
          <p className="flex flex-wrap gap-x-4 gap-y-1 border-t px-4 py-2.5 text-[13px] text-accent-ink [&_a]:inline-flex [&_a]:items-center [&_a]:gap-1.5 [&_svg]:size-3.5">
            <Link href={knowledgePath({ chatbotId, sourceId })} className="hover:underline">
              <BookOpen aria-hidden />
              Open in knowledge
            </Link>
            {url && isSafeLink(url) && (
              <a href={url} target="_blank" rel="noreferrer" className="hover:underline">
                <ExternalLink aria-hidden />
                Open the page
              </a>
            )}
          </p>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
