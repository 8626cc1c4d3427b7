'use client';

import { type ReactNode, useId } from 'react';
import { Field, FieldError, Select } from '@/components/Field';
import { FieldList } from '../FieldView';
import { useProblem, type WidgetProps } from '../formScope';
import { isObject, withMode } from '../values';

/** Controls that belong together under a title; what is wrong with the whole stands below it. */
export function FieldGroup({
  title,
  description,
  problem,
  action,
  children,
}: {
  title: string;
  description?: string | undefined;
  problem?: string | undefined;
  action?: ReactNode;
  children: ReactNode;
}) {
  const id = useId();
  const described = [description && `${id}-hint`, problem && `${id}-error`].filter(Boolean);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a legend cannot share its line with a button.
    <div
      role="group"
      aria-labelledby={id}
      {...(described.length > 0 ? { 'aria-describedby': described.join(' ') } : {})}
      className="flex flex-col gap-2"
    >
      <div className="flex min-h-5 items-center justify-between gap-2">
        <span id={id} className="min-w-0 font-medium">
          {title}
        </span>
        {action}
      </div>
      {description && (
        <p id={`${id}-hint`} className="-mt-1 text-[13px] text-muted">
          {description}
        </p>
      )}
      {problem && <FieldError id={`${id}-error`}>{problem}</FieldError>}
      {children}
    </div>
  );
}

/** The fields of an object, set off by a line. */
export function GroupWidget({ field, path, value, onChange }: WidgetProps) {
  return (
    <FieldGroup
      title={field.title}
      description={field.description}
      problem={useProblem(path, false)}
    >
      <div className="flex flex-col gap-4 border-l-2 pl-3">
        <FieldList
          fields={field.fields ?? {}}
          values={isObject(value) ? value : {}}
          path={path}
          onChange={onChange}
        />
      </div>
    </FieldGroup>
  );
}

/** A choice between ways of saying something, and the fields of the chosen one. */
export function ModesWidget({ field, path, value, onChange }: WidgetProps) {
  const { modeKey = 'mode', modes = [], fallback } = field;
  const values = isObject(value) ? value : isObject(fallback) ? fallback : {};
  const chosen = String(values[modeKey] ?? '');
  const mode = modes.find((each) => each.value === chosen);
  return (
    <div className="flex flex-col gap-3">
      <Field label={field.title} hint={field.description} error={useProblem(path, !mode)}>
        {(control) => (
          <Select
            {...control}
            value={chosen}
            onChange={({ target }) => onChange(withMode(field, value, target.value))}
          >
            {!mode && <option value={chosen}>{chosen || 'Choose one'}</option>}
            {modes.map(({ value, title }) => (
              <option key={value} value={value}>
                {title}
              </option>
            ))}
          </Select>
        )}
      </Field>
      {mode && Object.keys(mode.fields).length > 0 && (
        <div className="flex flex-col gap-4 border-l-2 pl-3">
          <FieldList fields={mode.fields} values={values} path={path} onChange={onChange} />
        </div>
      )}
    </div>
  );
}
