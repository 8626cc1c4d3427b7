'use client';

import { Switch as Radix } from 'radix-ui';

/** An on-off switch with its state in a word beside it. */
export function Switch({
  checked,
  onChange,
  label,
  describedBy,
  isDisabled = false,
}: {
  checked: boolean;
  onChange: (checked: boolean) => void;
  label: string;
  /** What it switches, for those who do not see the row it stands in. */
  describedBy: string;
  isDisabled?: boolean;
}) {
  return (
    <span className="mr-2 inline-flex items-center gap-2">
      <Radix.Root
        checked={checked}
        onCheckedChange={onChange}
        disabled={isDisabled}
        aria-label={`Active: ${describedBy}`}
        className="h-[18px] w-8 rounded-full border border-control-line bg-hover transition-colors disabled:cursor-not-allowed disabled:opacity-55 data-[state=checked]:border-transparent data-[state=checked]:bg-accent"
      >
        <Radix.Thumb className="block size-3 translate-x-[2px] rounded-full bg-muted transition-transform data-[state=checked]:translate-x-[16px] data-[state=checked]:bg-on-accent" />
      </Radix.Root>
      <span aria-hidden className="w-11 text-[13px] text-muted">
        {label}
      </span>
    </span>
  );
}
