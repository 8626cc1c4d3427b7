'use client';

import type { Operand } from '@echoai/automation/conditions/operators';
import type { ValueType } from '@echoai/automation/definition';
import type { ComponentType } from 'react';
import { Select } from '@/components/Field';
import { operandOf, type Rule } from '../conditions';
import { useTyped } from '../formScope';
import { TemplateInput } from '../TemplateInput';
import { jsonText, numberText } from '../values';
import { Words } from './WordsWidget';

interface OperandProps {
  value: unknown;
  /** Of the variable that is compared. */
  type: ValueType;
  /** Ties the control to what is wrong. */
  described: object;
  onChange: (value: unknown) => void;
}

/** The second side of a comparison, by what the operator needs. */
export function OperandView({
  rule,
  type,
  described,
  onChange,
}: {
  rule: Rule;
  type: ValueType;
  described: object;
  onChange: (rule: Rule) => void;
}) {
  const View = views[operandOf(rule.operator)];
  if (!View) return null;
  return (
    <View
      value={rule.value}
      type={type}
      described={described}
      onChange={(value) => onChange({ ...rule, value })}
    />
  );
}

const views: Record<Operand, ComponentType<OperandProps> | null> = {
  none: null,
  text: TextOperand,
  pattern: (props) => <TextField {...props} placeholder="^A-\d+$" isCode />,
  number: (props) => <NumberField {...props} label="Number" />,
  range: RangeOperand,
  date: (props) => <TextField {...props} placeholder="2026-12-24, or {{ … }}" />,
  days: (props) => (
    <span className="flex items-center gap-2">
      <NumberField {...props} label="Days" />
      <span className="text-[13px] text-muted">days</span>
    </span>
  ),
  choices: ChoicesOperand,
};

function TextOperand(props: OperandProps) {
  const { type, value } = props;
  const choices =
    type.type === 'choice' ? type.choices : type.type === 'boolean' ? ['true', 'false'] : [];
  const isOffered = choices.includes(String(value)) || value === '' || value === undefined;
  return choices.length > 0 && isOffered ? (
    <ChoiceField {...props} choices={choices} />
  ) : (
    <TextField {...props} placeholder="Value" />
  );
}

function ChoiceField({
  value,
  type,
  described,
  onChange,
  choices,
}: OperandProps & { choices: string[] }) {
  return (
    <Select
      {...described}
      aria-label="Value"
      value={String(value ?? '')}
      onChange={({ target }) =>
        onChange(type.type === 'boolean' ? target.value === 'true' : target.value)
      }
    >
      {!choices.includes(String(value)) && <option value="">Choose one</option>}
      {choices.map((choice) => (
        <option key={choice} value={choice}>
          {type.type === 'boolean' ? (choice === 'true' ? 'Yes' : 'No') : choice}
        </option>
      ))}
    </Select>
  );
}

function TextField({
  value,
  described,
  onChange,
  placeholder,
  isCode = false,
}: OperandProps & { placeholder: string; isCode?: boolean }) {
  return (
    <TemplateInput
      control={{ 'aria-label': 'Value', ...described }}
      text={typeof value === 'string' ? value : jsonText.show(value)}
      onChange={onChange}
      placeholder={placeholder}
      isCode={isCode}
    />
  );
}

/** A number, or a template that gives one. */
function NumberField({ value, described, onChange, label }: OperandProps & { label: string }) {
  const { text, type } = useTyped(numberText, value, (next) => onChange(next ?? ''));
  return (
    <TemplateInput
      control={{ 'aria-label': label, ...described }}
      text={text}
      onChange={type}
      placeholder="0"
    />
  );
}

function RangeOperand({ value, ...props }: OperandProps) {
  const [from, to] = Array.isArray(value) ? value : [];
  return (
    <span className="flex items-center gap-2">
      <NumberField
        {...props}
        label="From"
        value={from}
        onChange={(next) => props.onChange([next, to ?? ''])}
      />
      <span className="text-[13px] text-muted">and</span>
      <NumberField
        {...props}
        label="To"
        value={to}
        onChange={(next) => props.onChange([from ?? '', next])}
      />
    </span>
  );
}

function ChoicesOperand({ value, type, onChange }: OperandProps) {
  const known = type.type === 'choice' ? type.choices : [];
  const words = Array.isArray(value) ? value.map(String) : [];
  return (
    <Words
      field={{
        title: 'Values',
        widget: 'words',
        isOptional: false,
        item: { title: '', widget: 'template', isOptional: false, template: 'text' },
      }}
      path=""
      value={words}
      onChange={(next) => onChange(next ?? [])}
      siblings={{}}
      known={known.map((choice) => ({ value: choice, label: choice }))}
      hidesLabel
    />
  );
}
