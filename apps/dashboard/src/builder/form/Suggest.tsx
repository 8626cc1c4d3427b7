'use client';

import { Popover } from 'radix-ui';
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { classes } from '@/lib/classes';

/** Something to choose from a list below a control. */
export interface Suggestion {
  value: string;
  label: string;
  /** Beside the label, in grey. */
  detail?: string;
  group?: string;
}

/** What ties a control to its list; for an `input` with the role combobox, or a `textarea`. */
export interface SuggestProps {
  'aria-autocomplete': 'list';
  'aria-controls'?: string;
  'aria-activedescendant'?: string;
  onKeyDown: (event: KeyboardEvent) => void;
}

/**
 * A list that opens below a control while one types: arrows go through it, Enter or Tab takes the
 * marked one, Escape closes it. The focus stays in the control.
 */
export function Suggest({
  label,
  suggestions: given,
  isOpen,
  onPick,
  onClose,
  takesFirst = true,
  children,
}: {
  label: string;
  suggestions: Suggestion[];
  isOpen: boolean;
  onPick: (value: string) => void;
  onClose: () => void;
  /** Whether the first is marked from the beginning, so that Enter takes it. */
  takesFirst?: boolean;
  children: (props: SuggestProps) => ReactNode;
}) {
  const id = useId();
  const suggestions = inGroups(given);
  const anchor = useRef<HTMLDivElement>(null);
  const [marked, setMarked] = useState<string>();
  const found = suggestions.findIndex(({ value }) => value === marked);
  const position = found < 0 && takesFirst ? 0 : found;
  const isShown = isOpen && suggestions.length > 0;
  const idOf = (place: number) => `${id}-${place}`;

  // What is marked must be seen.
  useEffect(() => {
    if (isShown && position >= 0)
      document.getElementById(`${id}-${position}`)?.scrollIntoView({ block: 'nearest' });
  }, [isShown, position, id]);

  const pick = (value: string) => {
    setMarked(undefined);
    onPick(value);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (!isShown || event.nativeEvent.isComposing) return;
    const { length } = suggestions;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const chosen = suggestions[position];
    if (step) setMarked(suggestions[next(position, step, length)]!.value);
    else if ((event.key === 'Enter' || event.key === 'Tab') && chosen) pick(chosen.value);
    else if (event.key === 'Escape') onClose();
    else return;
    event.preventDefault();
    // The canvas has meanings of its own for these keys.
    event.stopPropagation();
  };
  return (
    <Popover.Root open={isShown} onOpenChange={(open) => !open && onClose()}>
      <Popover.Anchor asChild>
        <div ref={anchor} className="relative min-w-0 flex-1">
          {children({
            'aria-autocomplete': 'list',
            ...(isShown ? { 'aria-controls': id } : {}),
            ...(isShown && position >= 0 ? { 'aria-activedescendant': idOf(position) } : {}),
            onKeyDown,
          })}
        </div>
      </Popover.Anchor>
      <Popover.Portal>
        <Popover.Content
          id={id}
          role="listbox"
          aria-label={label}
          align="start"
          sideOffset={4}
          collisionPadding={8}
          onOpenAutoFocus={(event) => event.preventDefault()}
          onCloseAutoFocus={(event) => event.preventDefault()}
          onInteractOutside={(event) => {
            if (anchor.current?.contains(event.target as Node)) event.preventDefault();
          }}
          className="z-50 max-h-[min(280px,var(--radix-popover-content-available-height))] w-[max(var(--radix-popover-trigger-width),240px)] overflow-y-auto rounded-md border border-line-strong bg-surface p-1 shadow-raised focus:outline-none"
        >
          <Options suggestions={suggestions} position={position} idOf={idOf} onPick={pick} />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

/** The place that an arrow leads to; from none, up leads to the last. */
function next(position: number, step: number, length: number): number {
  return position < 0 && step < 0 ? length - 1 : (position + step + length) % length;
}

/** The options of a listbox under the titles of their groups; the focus stays where it is. */
export function Options({
  suggestions,
  position,
  idOf,
  onPick,
}: {
  suggestions: Suggestion[];
  /** Which one is marked. */
  position: number;
  idOf: (place: number) => string;
  onPick: (value: string) => void;
}) {
  return groupsOf(suggestions).map(({ title, items }) => (
    // biome-ignore lint/a11y/useSemanticElements: no fieldset is allowed in a listbox.
    <div key={title} role="group" aria-label={title || 'Suggestions'}>
      {title && (
        <div aria-hidden className="truncate px-2 pt-2 pb-1 font-medium text-muted text-xs">
          {title}
        </div>
      )}
      {items.map(({ value, label, detail, place }) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the control's, which has the focus.
        // biome-ignore lint/a11y/useFocusableInteractive: likewise.
        <div
          key={value}
          id={idOf(place)}
          role="option"
          aria-selected={place === position}
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => onPick(value)}
          className={classes(
            'flex cursor-pointer items-baseline justify-between gap-3 rounded px-2 py-1.5 text-[13px] hover:bg-hover sm:py-1',
            place === position && 'bg-selected hover:bg-selected',
          )}
        >
          <span className="min-w-0 break-words">{label}</span>{' '}
          {detail && <span className="shrink-0 text-muted text-xs">{detail}</span>}
        </div>
      ))}
    </div>
  ));
}

function groupsOf(suggestions: Suggestion[]) {
  const places = suggestions.map((suggestion, place) => ({ ...suggestion, place }));
  const groups = Map.groupBy(places, ({ group = '' }) => group);
  return [...groups].map(([title, items]) => ({ title, items }));
}

/** Suggestions of the same group behind each other, the groups in the order of their first. */
export function inGroups(suggestions: Suggestion[]): Suggestion[] {
  return [...Map.groupBy(suggestions, ({ group = '' }) => group).values()].flat();
}
