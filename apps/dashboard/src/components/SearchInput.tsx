import { Search } from 'lucide-react';
import { classes } from '@/lib/classes';
import { Input } from './Field';

export function SearchInput({
  label,
  value,
  onChange,
  className,
  hasFocus = false,
}: {
  label: string;
  value: string;
  onChange: (value: string) => void;
  className?: string;
  /** Whether it has the focus from the beginning: of a dialog that is there to search. */
  hasFocus?: boolean;
}) {
  return (
    <div className={classes('relative', className)}>
      <Search
        aria-hidden
        className="pointer-events-none absolute top-1/2 left-2.5 size-4 -translate-y-1/2 text-muted"
      />
      <Input
        type="search"
        autoFocus={hasFocus}
        aria-label={label}
        placeholder={label}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        className="pl-8"
      />
    </div>
  );
}
