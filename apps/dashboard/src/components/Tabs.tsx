'use client';

import { Tabs as Radix } from 'radix-ui';
import type { ReactNode } from 'react';

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
      <Radix.List aria-label={label} className="flex gap-4 border-b">
        {(Object.entries(tabs) as [Value, ReactNode][]).map(([name, content]) => (
          <Radix.Trigger
            key={name}
            value={name}
            className="-mb-px flex h-10 items-center gap-1.5 border-transparent border-b-2 font-medium text-muted transition-colors hover:text-ink data-[state=active]:border-ink data-[state=active]:text-ink"
          >
            {content}
          </Radix.Trigger>
        ))}
      </Radix.List>
      {children}
    </Radix.Root>
  );
}

export function TabPanel({ value, children }: { value: string; children: ReactNode }) {
  return (
    <Radix.Content value={value} className="focus-visible:outline-offset-4">
      {children}
    </Radix.Content>
  );
}
