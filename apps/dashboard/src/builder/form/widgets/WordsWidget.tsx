'use client';

import { X } from 'lucide-react';
import { type KeyboardEvent, useState } from 'react';
import { Field, Input } from '@/components/Field';
import { classes } from '@/lib/classes';
import { insertVariable, matching, typingAt } from '../completion';
import { useFormScope, useProblem, type WidgetProps } from '../formScope';
import { Suggest, type Suggestion } from '../Suggest';
import { suggestionOf } from '../VariableButton';

/** Several short texts; Enter or a comma adds the typed one, and so does leaving the field. */
export function WordsWidget(props: WidgetProps) {
  return <Words {...props} known={[]} />;
}

/** @param known texts that are offered while one types. */
export function Words({
  field,
  path,
  value,
  onChange,
  known,
  hidesLabel = false,
}: WidgetProps & { known: Suggestion[]; hidesLabel?: boolean }) {
  const isSet = Array.isArray(value);
  const words = (isSet ? value : (field.fallback ?? [])) as string[];
  const change = (next: string[]) =>
    onChange(
      next.length === 0 && field.isOptional && !isDefault(field.fallback) ? undefined : next,
    );
  const add = (typed: string) => {
    const added = typed.trim();
    if (added && !words.includes(added)) change([...words, added]);
  };
  return (
    <Field
      label={field.title}
      hint={field.description}
      error={useProblem(path)}
      hidesLabel={hidesLabel}
    >
      {(control) => (
        <div className="flex flex-col gap-1.5">
          {words.length > 0 && (
            <ul aria-label={field.title} className="flex flex-wrap gap-1.5">
              {words.map((word, place) => (
                <Chip
                  // biome-ignore lint/suspicious/noArrayIndexKey: two may be alike.
                  key={place}
                  word={known.find((each) => each.value === word)?.label ?? word}
                  path={`${path}.${place}`}
                  onRemove={() => change(words.toSpliced(place, 1))}
                />
              ))}
            </ul>
          )}
          <WordInput
            control={control}
            placeholder={field.item?.placeholder ?? field.placeholder ?? 'Add, then Enter'}
            takesTemplates={field.item?.template !== undefined}
            known={known.filter((each) => !words.includes(each.value))}
            onAdd={add}
            onRemoveLast={() => words.length > 0 && change(words.slice(0, -1))}
          />
        </div>
      )}
    </Field>
  );
}

/** Whether leaving the list out means that something is in it. */
const isDefault = (fallback: unknown) => Array.isArray(fallback) && fallback.length > 0;

function Chip({ word, path, onRemove }: { word: string; path: string; onRemove: () => void }) {
  const problem = useProblem(path);
  return (
    <li
      className={classes(
        'flex min-h-7 min-w-0 max-w-full items-center rounded-md border border-line-strong pl-2 text-[13px]',
        problem && 'border-danger-ink text-danger-ink',
      )}
    >
      <span className="min-w-0 break-words">{word}</span>
      <button
        type="button"
        aria-label={`Remove ${word}`}
        onClick={onRemove}
        className="flex size-7 shrink-0 items-center justify-center rounded-md text-muted hover:text-ink"
      >
        <X aria-hidden className="size-3.5" />
      </button>
    </li>
  );
}

function WordInput({
  control,
  placeholder,
  takesTemplates,
  known,
  onAdd,
  onRemoveLast,
}: {
  control: object;
  placeholder: string;
  takesTemplates: boolean;
  known: Suggestion[];
  onAdd: (word: string) => void;
  onRemoveLast: () => void;
}) {
  const { variables } = useFormScope();
  const [typed, setTyped] = useState('');
  const [isOpen, setIsOpen] = useState(false);
  const typing = takesTemplates ? typingAt(typed, typed.length) : null;
  const wanted = typed.trim().toLowerCase();
  const suggestions = typing
    ? matching(variables, typing.typed).map(suggestionOf)
    : known.filter(({ value, label }) => `${label} ${value}`.toLowerCase().includes(wanted));
  const add = (word: string) => {
    onAdd(word);
    setTyped('');
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.nativeEvent.isComposing) return;
    if (event.key === 'Backspace' && typed === '') return onRemoveLast();
    const ends = event.key === 'Enter' || (event.key === ',' && !typed.includes('{'));
    if (!ends) return;
    event.preventDefault();
    add(typed);
  };
  return (
    <Suggest
      label={typing ? 'Variables' : 'Suggestions'}
      suggestions={suggestions}
      isOpen={isOpen}
      takesFirst={typing !== null}
      onPick={(picked) =>
        typing
          ? setTyped(insertVariable({ text: typed, caret: typed.length, path: picked }).text)
          : add(picked)
      }
      onClose={() => setIsOpen(false)}
    >
      {(suggest) => (
        <Input
          {...control}
          {...suggest}
          role="combobox"
          aria-expanded={isOpen && suggestions.length > 0}
          autoComplete="off"
          value={typed}
          placeholder={placeholder}
          onClick={() => setIsOpen(true)}
          onChange={({ target }) => {
            setTyped(target.value);
            setIsOpen(true);
          }}
          onKeyDown={(event) => {
            suggest.onKeyDown(event);
            onKeyDown(event);
            if (!isOpen && event.key === 'ArrowDown') setIsOpen(true);
          }}
          onBlur={() => {
            setIsOpen(false);
            add(typed);
          }}
        />
      )}
    </Suggest>
  );
}
