import { Minus, Pencil, Plus } from 'lucide-react';
import { classes } from '@/lib/classes';
import type { Change } from './diffGraphs';

export type Marked = Exclude<Change, 'same'>;

const icons = { added: Plus, removed: Minus, changed: Pencil };

/** The ink of a change; never alone, since not everybody tells colours apart. */
export const inks: Record<Marked, string> = {
  added: 'text-success-ink',
  removed: 'text-danger-ink',
  changed: 'text-warning-ink',
};

/** A plus, a minus or a pencil. */
export function ChangeIcon({ change, className }: { change: Marked; className?: string }) {
  const Icon = icons[change];
  return <Icon aria-hidden className={classes('size-4 shrink-0', inks[change], className)} />;
}
