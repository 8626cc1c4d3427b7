'use client';

import { Tabs as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { classes } from '@/lib/classes';

/** Underlined tabs; `tabs` maps each value to its label. */
export function Tabs<Value extends string>({
  value,
  onChange,
  tabs,
  label,
  children,
}: {
  value: Value;
  onChange: (value: Value) => void;
  tabs: Record<Value, ReactNode>;
  label: string;
  children: ReactNode;
}) {
  return (
    <Radix.Root value={value} onValueChange={(next) => onChange(next as Value)}>
      <Radix.List
        aria-label={label}
        className="flex gap-4 overflow-x-auto overflow-y-hidden shadow-[inset_0_-1px_var(--line)]"
      >
        {(Object.entries(tabs) as [Value, ReactNode][]).map(([name, content]) => (
          <Radix.Trigger
            key={name}
            value={name}
            className="flex h-10 shrink-0 items-center gap-1.5 border-transparent border-b-2 font-medium text-muted transition-colors hover:text-ink data-[state=active]:border-ink data-[state=active]:text-ink focus-visible:-outline-offset-2"
          >
            {content}
          </Radix.Trigger>
        ))}
      </Radix.List>
      {children}
    </Radix.Root>
  );
}

/** What a tab shows; with `isKept` it stays, hidden, while another tab is open. */
export function TabPanel({
  value,
  children,
  isKept = false,
  className,
}: {
  value: string;
  children: ReactNode;
  isKept?: boolean;
  className?: string;
}) {
  return (
    <Radix.Content
      value={value}
      className={classes('focus-visible:outline-offset-4 data-[state=inactive]:hidden', className)}
      {...(isKept ? { forceMount: true } : {})}
    >
      {children}
    </Radix.Content>
  );
}
