'use client';

import { type Operator, operators } from '@echoai/automation/conditions/operators';
import { CaseSensitive, X } from 'lucide-react';
import { useId } from 'react';
import { FieldError, Select } from '@/components/Field';
import { Combobox } from '../Combobox';
import {
  isOperator,
  minds,
  operatorGroups,
  type Rule,
  typeOfVariable,
  withOperator,
  withVariable,
} from '../conditions';
import { useFormScope, useProblem } from '../formScope';
import { suggestionOf } from '../VariableButton';
import { RowButton } from './ListWidget';
import { OperandView } from './OperandView';

/** One comparison: a variable, how it is compared, and with what. */
export function RuleView({
  rule,
  path,
  onChange,
  onRemove,
}: {
  rule: Rule;
  path: string;
  onChange: (rule: Rule) => void;
  onRemove: () => void;
}) {
  const id = useId();
  const { variables } = useFormScope();
  const problem = useProblem(path);
  const type = typeOfVariable(variables, rule.field);
  const described = problem ? { 'aria-describedby': id, 'aria-invalid': true } : {};
  return (
    // biome-ignore lint/a11y/useSemanticElements: a rule needs no legend to be seen.
    <div role="group" aria-label="Rule" className="flex flex-col gap-1.5">
      <div className="flex items-center gap-0.5">
        <Combobox
          control={{ 'aria-label': 'Variable', ...described }}
          label="Variables"
          isFree
          value={String(rule.field ?? '')}
          onChange={(field) =>
            onChange(
              withVariable(
                rule,
                field.trim(),
                variables.find((variable) => variable.path === field.trim())?.type,
              ),
            )
          }
          options={variables.map(suggestionOf)}
          placeholder="Variable"
          className="font-mono sm:text-[13px]"
        />
        <RowButton label="Remove this rule" icon={X} onClick={onRemove} />
      </div>
      <div className="flex items-center gap-0.5">
        <OperatorSelect rule={rule} type={type} onChange={onChange} />
        {minds(rule.operator) ? (
          <button
            type="button"
            aria-pressed={rule.caseSensitive === true}
            aria-label="Upper and lower case differ"
            title="Upper and lower case differ"
            onClick={() => onChange({ ...rule, caseSensitive: rule.caseSensitive !== true })}
            className="flex size-8 shrink-0 items-center justify-center rounded-md text-muted hover:bg-hover hover:text-ink aria-pressed:bg-selected aria-pressed:text-accent-ink sm:size-7"
          >
            <CaseSensitive aria-hidden className="size-4" />
          </button>
        ) : (
          <span className="w-8 shrink-0 sm:w-7" />
        )}
      </div>
      <div className="pr-[34px] empty:hidden sm:pr-[30px]">
        <OperandView rule={rule} type={type} described={described} onChange={onChange} />
      </div>
      {problem && <FieldError id={id}>{problem}</FieldError>}
    </div>
  );
}

function OperatorSelect({
  rule,
  type,
  onChange,
}: {
  rule: Rule;
  type: Parameters<typeof operatorGroups>[0];
  onChange: (rule: Rule) => void;
}) {
  const groups = operatorGroups(type);
  const chosen = String(rule.operator ?? '');
  const isOffered = groups.some((group) => group.operators.includes(chosen as Operator));
  return (
    <Select
      aria-label="Comparison"
      value={chosen}
      onChange={({ target }) => onChange(withOperator(rule, target.value as Operator))}
      className="min-w-0 flex-1"
    >
      {!isOffered && (
        <option value={chosen}>
          {isOperator(chosen) ? operators[chosen].title : chosen || 'Comparison'}
        </option>
      )}
      {groups.map((group) => (
        <optgroup key={group.title} label={group.title}>
          {group.operators.map((operator) => (
            <option key={operator} value={operator}>
              {operators[operator].title}
            </option>
          ))}
        </optgroup>
      ))}
    </Select>
  );
}
