'use client';

import { ChevronDown, X } from 'lucide-react';
import { useState } from 'react';
import { type ControlProps, Input } from '@/components/Field';
import { classes } from '@/lib/classes';
import { Suggest, type Suggestion } from './Suggest';

/** Most suggestions that are shown at once; typing finds the others. */
const most = 100;

/**
 * A text with suggestions below. With `isFree` what is typed is the value; otherwise the value is
 * that of an option, whose label is shown, and typing looks for one.
 */
export function Combobox({
  control,
  label,
  value,
  onChange,
  onSearch,
  options,
  placeholder,
  isFree = false,
  canClear = false,
  className,
}: {
  control: Partial<ControlProps> & { 'aria-label'?: string };
  /** What the list is called. */
  label: string;
  value: string;
  onChange: (value: string) => void;
  /** What is looked for, where the options are looked up elsewhere. */
  onSearch?: (sought: string) => void;
  options: Suggestion[];
  placeholder?: string | undefined;
  isFree?: boolean;
  /** Whether a button takes the value away. */
  canClear?: boolean;
  className?: string;
}) {
  const [isOpen, setIsOpen] = useState(false);
  const [sought, setSought] = useState<string>();
  const labelOf = (chosen: string) =>
    options.find((option) => option.value === chosen)?.label ?? chosen;
  const shown = sought ?? (isFree ? value : labelOf(value));
  const wanted = (sought ?? '').trim().toLowerCase();
  const suggestions = options
    .filter(({ value, label, group = '' }) =>
      [value, label, group].some((text) => text.toLowerCase().includes(wanted)),
    )
    .slice(0, most)
    // What is typed whole needs no completing.
    .filter(({ value }, _place, { length }) => !isFree || length > 1 || value !== sought);
  const close = () => {
    setIsOpen(false);
    setSought(undefined);
    onSearch?.('');
  };
  return (
    <Suggest
      label={label}
      suggestions={suggestions}
      isOpen={isOpen}
      // Neither what is typed freely nor what is only looked at becomes something else by Tab.
      takesFirst={!isFree && wanted !== ''}
      onPick={(picked) => {
        onChange(picked);
        close();
      }}
      onClose={close}
    >
      {(suggest) => (
        <>
          <Input
            {...control}
            {...suggest}
            role="combobox"
            aria-expanded={isOpen && suggestions.length > 0}
            autoComplete="off"
            spellCheck={false}
            value={shown}
            placeholder={placeholder}
            className={classes((!isFree || canClear) && 'pr-8', className)}
            onClick={() => setIsOpen(true)}
            onKeyDown={(event) => {
              suggest.onKeyDown(event);
              if (!isOpen && event.key === 'ArrowDown') setIsOpen(true);
            }}
            onChange={({ target }) => {
              setSought(target.value);
              onSearch?.(target.value);
              setIsOpen(true);
              if (isFree || target.value === '') onChange(target.value);
            }}
            onFocus={({ currentTarget }) => !isFree && currentTarget.select()}
            onBlur={() => {
              const whole = suggestions.find(({ label }) => label.toLowerCase() === wanted);
              if (!isFree && whole) onChange(whole.value);
              close();
            }}
          />
          {canClear && value !== '' ? (
            <button
              type="button"
              aria-label={`Clear ${label}`}
              onClick={() => onChange('')}
              className="absolute top-1/2 right-1 flex size-7 -translate-y-1/2 items-center justify-center rounded text-muted hover:text-ink disabled:hidden sm:size-6"
            >
              <X aria-hidden className="size-3.5" />
            </button>
          ) : (
            !isFree && (
              <ChevronDown
                aria-hidden
                className="pointer-events-none absolute top-1/2 right-2 size-4 -translate-y-1/2 text-muted"
              />
            )
          )}
        </>
      )}
    </Suggest>
  );
}
