'use client';

import { Input, Select } from '@/components/Field';
import { useProblem, useTyped, type WidgetProps } from '../formScope';
import { isObject, numberText } from '../values';
import { FieldGroup } from './GroupWidgets';

const units = { seconds: 'seconds', minutes: 'minutes', hours: 'hours', days: 'days' };

/** A length of time: how many of which unit. */
export function DurationWidget({ field, path, value, onChange }: WidgetProps) {
  const { fallback } = field;
  const values = isObject(value) ? value : isObject(fallback) ? fallback : {};
  const problem = useProblem(path);
  const unit = String(values.unit ?? 'hours');
  const { text, type } = useTyped(numberText, values.amount, (amount) =>
    onChange({ ...values, amount, unit }),
  );
  const invalid = problem ? { 'aria-invalid': true } : {};
  return (
    <FieldGroup title={field.title} description={field.description} problem={problem}>
      <div className="flex gap-2">
        <Input
          {...invalid}
          aria-label="Number"
          inputMode="decimal"
          value={text}
          onChange={({ target }) => type(target.value)}
          autoComplete="off"
          className="w-20 tabular-nums"
        />
        <Select
          aria-label="Unit"
          value={unit}
          onChange={({ target }) => onChange({ ...values, unit: target.value })}
          className="w-32"
        >
          {!Object.hasOwn(units, unit) && <option value={unit}>{unit}</option>}
          {Object.entries(units).map(([name, title]) => (
            <option key={name} value={name}>
              {title}
            </option>
          ))}
        </Select>
      </div>
    </FieldGroup>
  );
}
