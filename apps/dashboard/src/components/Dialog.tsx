'use client';

import { X } from 'lucide-react';
import { Dialog as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { classes } from '@/lib/classes';
import { buttonStyle } from './Button';

const overlayStyle = 'fixed inset-0 z-40 animate-appear bg-overlay';

/** A dialog in the middle, or `side="right"` a sheet for longer forms. */
export function Dialog({
  open,
  onOpenChange,
  title,
  description,
  side = 'centre',
  children,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  description?: ReactNode;
  side?: 'centre' | 'right';
  children: ReactNode;
}) {
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className={overlayStyle} />
        <Radix.Content
          className={classes(
            'fixed z-50 flex animate-rise flex-col bg-surface shadow-raised focus:outline-none',
            side === 'right'
              ? 'inset-y-0 right-0 w-full max-w-[560px]'
              : 'inset-x-3 top-[max(12px,12vh)] mx-auto max-h-[80vh] max-w-[440px] rounded-lg',
          )}
          {...(description ? {} : { 'aria-describedby': undefined })}
        >
          <header className="flex items-start justify-between gap-3 px-5 pt-4">
            <div>
              <Radix.Title className="font-semibold text-base">{title}</Radix.Title>
              {description && (
                <Radix.Description className="mt-1 text-muted">{description}</Radix.Description>
              )}
            </div>
            <Radix.Close
              className={classes(buttonStyle({ look: 'quiet', size: 'icon' }), '-mt-1 -mr-2')}
              aria-label="Close"
            >
              <X aria-hidden />
            </Radix.Close>
          </header>
          <div className="flex min-h-0 flex-1 flex-col gap-4 overflow-y-auto px-5 pt-4 pb-5">
            {children}
          </div>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

/** The buttons at the end of a dialog's form, the main one last. */
export function DialogActions({ children }: { children: ReactNode }) {
  return <div className="flex flex-wrap justify-end gap-2 pt-1">{children}</div>;
}
