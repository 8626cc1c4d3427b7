'use client';

import { useTheme } from 'next-themes';
import { RadioGroup } from 'radix-ui';
import { themes } from '@/shell/themes';

export function ThemeChoice() {
  const { theme, setTheme } = useTheme();
  return (
    <RadioGroup.Root
      aria-label="Theme"
      value={theme ?? 'system'}
      onValueChange={setTheme}
      className="flex flex-wrap gap-2"
    >
      {themes.map(({ value, label, icon: Icon }) => (
        <RadioGroup.Item
          key={value}
          value={value}
          className="inline-flex h-9 items-center gap-2 rounded-md border border-line-strong px-3 text-muted transition-colors hover:bg-hover hover:text-ink data-[state=checked]:border-accent-ink data-[state=checked]:bg-selected data-[state=checked]:text-ink sm:h-8"
        >
          <Icon aria-hidden className="size-4" />
          {label}
        </RadioGroup.Item>
      ))}
    </RadioGroup.Root>
  );
}
