'use client';

import { fitsType } from '@echoai/automation/verify/variables/variablesAt';
import { type ComponentProps, useRef } from 'react';
import { Field, Input } from '@/components/Field';
import { classes } from '@/lib/classes';
import { Combobox } from '../Combobox';
import { fallbackText, useFormScope, useProblem, useTyped, type WidgetProps } from '../formScope';
import { type TemplateHandle, TemplateInput } from '../TemplateInput';
import { suggestionOf, VariableButton } from '../VariableButton';
import { jsonText, numberText, plainText, timeOf } from '../values';

/** A plain text on one line. */
export function TextWidget({ field, path, value, onChange }: WidgetProps) {
  const codec = plainText(field);
  const isId = field.widget === 'id';
  return (
    <Field label={field.title} hint={field.description} error={useProblem(path)}>
      {(control) => (
        <Input
          {...control}
          value={codec.show(value)}
          onChange={({ target }) => onChange(codec.read(target.value))}
          placeholder={fallbackText(field)}
          autoComplete="off"
          spellCheck={!isId}
          className={isId ? 'font-mono sm:text-[13px]' : ''}
        />
      )}
    </Field>
  );
}

/** A time of day by the 24-hour clock, as the schemas write it. */
export function TimeWidget({ field, path, value, onChange }: WidgetProps) {
  return (
    <Field label={field.title} hint={field.description} error={useProblem(path)}>
      {(control) => (
        <TimeInput
          {...control}
          value={plainText(field).show(value)}
          onTime={onChange}
          className="w-20"
        />
      )}
    </Field>
  );
}

/** `9` becomes `09:00` when the field is left. */
export function TimeInput({
  value,
  onTime,
  className,
  ...rest
}: Omit<ComponentProps<'input'>, 'onChange'> & { value: string; onTime: (time: string) => void }) {
  return (
    <Input
      {...rest}
      inputMode="numeric"
      autoComplete="off"
      placeholder="09:00"
      value={value}
      onChange={({ target }) => onTime(target.value)}
      onBlur={() => timeOf(value) !== value && onTime(timeOf(value))}
      className={classes('tabular-nums', className)}
    />
  );
}

/** A Liquid text, with the variables that are set here at hand. */
export function TemplateWidget({ field, path, value, onChange }: WidgetProps) {
  const codec = plainText(field);
  const handle = useRef<TemplateHandle>(null);
  return (
    <Field
      label={field.title}
      hint={field.description}
      error={useProblem(path)}
      action={
        <VariableButton
          field={field.title}
          onPick={(variable) => handle.current?.insert(variable)}
        />
      }
    >
      {(control) => (
        <TemplateInput
          control={control}
          handle={handle}
          text={codec.show(value)}
          onChange={(text) => onChange(codec.read(text))}
          isLong={field.widget === 'template-area'}
          placeholder={fallbackText(field)}
        />
      )}
    </Field>
  );
}

/** JSON; where it takes templates, a text such as `{{ steps.order.body.id }}` need have no quotes. */
export function JsonWidget({ field, path, value, onChange }: WidgetProps) {
  const { text, type } = useTyped(jsonText, value, onChange);
  const handle = useRef<TemplateHandle>(null);
  return (
    <Field
      label={field.title}
      hint={field.description}
      error={useProblem(path)}
      action={
        field.template && (
          <VariableButton
            field={field.title}
            onPick={(variable) => handle.current?.insert(variable)}
          />
        )
      }
    >
      {(control) => (
        <TemplateInput
          control={control}
          handle={handle}
          text={text}
          onChange={type}
          isLong
          isCode
          placeholder={fallbackText(field) ?? '{ }'}
        />
      )}
    </Field>
  );
}

export function NumberWidget({ field, path, value, onChange }: WidgetProps) {
  const { text, type } = useTyped(numberText, value, onChange);
  return (
    <Field label={field.title} hint={field.description} error={useProblem(path)}>
      {(control) => (
        <Input
          {...control}
          inputMode={field.isInteger ? 'numeric' : 'decimal'}
          value={text}
          onChange={({ target }) => type(target.value)}
          placeholder={fallbackText(field)}
          autoComplete="off"
          className="max-w-32 tabular-nums"
        />
      )}
    </Field>
  );
}

/** The path of a variable, without braces. */
export function VariableWidget({ field, path, value, onChange }: WidgetProps) {
  const { variables } = useFormScope();
  const codec = plainText(field);
  const needed = field.expects?.type === 'number' ? 'number_equals' : 'exists';
  const fitting = variables.filter(({ type }) => fitsType(needed, type));
  return (
    <Field label={field.title} hint={field.description} error={useProblem(path)}>
      {(control) => (
        <Combobox
          control={control}
          label="Variables"
          isFree
          value={codec.show(value)}
          onChange={(text) => onChange(codec.read(text.trim()))}
          options={fitting.map(suggestionOf)}
          placeholder={field.placeholder}
          className="font-mono sm:text-[13px]"
        />
      )}
    </Field>
  );
}
