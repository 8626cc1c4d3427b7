'use client';

import type { SetVariable } from '@echoai/automation/verify/variables/variablesAt';
import { Braces } from 'lucide-react';
import { Popover } from 'radix-ui';
import { type KeyboardEvent, useId, useState } from 'react';
import { Input } from '@/components/Field';
import { groupTitle, matching, shortPath, typeTitle } from './completion';
import { useFormScope } from './formScope';
import { inGroups, Options, type Suggestion } from './Suggest';

export function suggestionOf(variable: SetVariable): Suggestion {
  return {
    value: variable.path,
    label: shortPath(variable),
    detail: typeTitle(variable.type),
    group: groupTitle(variable),
  };
}

/** Opens the list of variables with a search; what is chosen goes to `onPick` as its path. */
export function VariableButton({
  field,
  onPick,
}: {
  /** What the field is called that the variable is put into. */
  field: string;
  onPick: (path: string) => void;
}) {
  const id = useId();
  const { variables } = useFormScope();
  const [isOpen, setIsOpen] = useState(false);
  const [sought, setSought] = useState('');
  const [position, setPosition] = useState(0);
  const suggestions = inGroups(matching(variables, sought.trim()).map(suggestionOf));
  const idOf = (place: number) => `${id}-${place}`;
  const pick = (path: string) => {
    setIsOpen(false);
    onPick(path);
  };
  const move = (to: number) => {
    const { length } = suggestions;
    setPosition((to + length) % length);
    document.getElementById(idOf((to + length) % length))?.scrollIntoView({ block: 'nearest' });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const chosen = suggestions[position];
    if (step && suggestions.length > 0) move(position + step);
    else if (event.key === 'Enter' && chosen) pick(chosen.value);
    else return;
    event.preventDefault();
  };
  return (
    <Popover.Root
      open={isOpen}
      onOpenChange={(open) => {
        setIsOpen(open);
        setSought('');
        setPosition(0);
      }}
    >
      <Popover.Trigger
        type="button"
        className="-my-1 -mr-1 flex h-6 shrink-0 items-center gap-1 rounded px-1 text-muted text-xs hover:bg-hover hover:text-ink disabled:hidden"
      >
        <Braces aria-hidden className="size-3.5" />
        Variable <span className="sr-only">for {field}</span>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          aria-label="Variables"
          align="end"
          sideOffset={4}
          collisionPadding={8}
          // The caret is put behind the variable, not back here.
          onCloseAutoFocus={(event) => event.preventDefault()}
          onKeyDown={(event) => event.stopPropagation()}
          className="z-50 flex max-h-[min(360px,var(--radix-popover-content-available-height))] w-72 max-w-[calc(100vw-16px)] flex-col rounded-md border border-line-strong bg-surface shadow-raised focus:outline-none"
        >
          <div className="p-1.5">
            <Input
              role="combobox"
              aria-label="Search variables"
              aria-autocomplete="list"
              aria-expanded={suggestions.length > 0}
              aria-controls={id}
              {...(suggestions[position] ? { 'aria-activedescendant': idOf(position) } : {})}
              placeholder="Search variables"
              autoComplete="off"
              value={sought}
              onChange={({ target }) => {
                setSought(target.value);
                setPosition(0);
              }}
              onKeyDown={onKeyDown}
            />
          </div>
          <div
            id={id}
            role="listbox"
            aria-label="Variables"
            tabIndex={-1}
            className="min-h-0 overflow-y-auto border-t p-1"
          >
            <Options suggestions={suggestions} position={position} idOf={idOf} onPick={pick} />
            {suggestions.length === 0 && (
              <p className="px-2 py-1.5 text-[13px] text-muted">No variable is called so.</p>
            )}
          </div>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
