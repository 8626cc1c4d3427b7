import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { classes } from '@/lib/classes';

const tones = {
  neutral: 'text-muted',
  success: 'text-success-ink',
  warning: 'text-warning-ink',
  danger: 'text-danger-ink',
};

/** A state in a word, with an icon so that colour is never alone. */
export function Status({
  tone,
  icon: Icon,
  isSpinning = false,
  children,
}: {
  tone: keyof typeof tones;
  icon: LucideIcon;
  isSpinning?: boolean;
  children: ReactNode;
}) {
  return (
    <span className={classes('inline-flex items-center gap-1.5 whitespace-nowrap', tones[tone])}>
      <Icon
        aria-hidden
        className={classes('size-4 shrink-0', isSpinning && 'motion-safe:animate-spin')}
      />
      {children}
    </span>
  );
}
