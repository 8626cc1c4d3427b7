'use client';

import { Switch } from 'radix-ui';
import { useId } from 'react';
import { Field, FieldError, Select } from '@/components/Field';
import { useProblem, type WidgetProps } from '../formScope';

/** One of a few values. One that is none of them is shown until another is chosen. */
export function ChoiceWidget({ field, path, value, onChange }: WidgetProps) {
  const { options = [], fallback } = field;
  const chosen = String(value ?? fallback ?? '');
  const isKnown = options.some((option) => option.value === chosen);
  return (
    <Field label={field.title} hint={field.description} error={useProblem(path)}>
      {(control) => (
        <Select {...control} value={chosen} onChange={({ target }) => onChange(target.value)}>
          {!isKnown && <option value={chosen}>{chosen || 'Choose one'}</option>}
          {options.map(({ value, title }) => (
            <option key={value} value={value}>
              {title}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}

export function SwitchWidget({ field, path, value, onChange }: WidgetProps) {
  const id = useId();
  const problem = useProblem(path);
  const hint = field.description;
  return (
    <div className="flex flex-col gap-1.5">
      <div className="flex items-start justify-between gap-3">
        <label htmlFor={id} className="min-w-0 font-medium">
          {field.title}
        </label>
        <Switch.Root
          id={id}
          checked={(value ?? field.fallback) === true}
          onCheckedChange={onChange}
          {...(hint ? { 'aria-describedby': `${id}-hint` } : {})}
          className="mt-px h-[18px] w-8 shrink-0 rounded-full border border-control-line bg-hover transition-colors disabled:cursor-not-allowed disabled:opacity-55 data-[state=checked]:border-transparent data-[state=checked]:bg-accent"
        >
          <Switch.Thumb className="block size-3 translate-x-[2px] rounded-full bg-muted transition-transform data-[state=checked]:translate-x-[16px] data-[state=checked]:bg-on-accent" />
        </Switch.Root>
      </div>
      {problem && <FieldError>{problem}</FieldError>}
      {hint && (
        <p id={`${id}-hint`} className="text-[13px] text-muted">
          {hint}
        </p>
      )}
    </div>
  );
}
