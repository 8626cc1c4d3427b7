import { Field, Input, Select } from '@/components/Field';
import type { Period } from './period';

/** Which conversations are looked at. */
export function PeriodFields({
  period,
  onChange,
  problem,
}: {
  period: Period;
  onChange: (period: Period) => void;
  problem: string | undefined;
}) {
  return (
    <>
      <Field label="Conversations of" className="w-48">
        {(control) => (
          <Select
            {...control}
            value={period.days}
            onChange={(event) =>
              onChange({ ...period, days: event.target.value as Period['days'] })
            }
          >
            <option value="7">The last 7 days</option>
            <option value="30">The last 30 days</option>
            <option value="90">The last 90 days</option>
            <option value="dates">Dates</option>
          </Select>
        )}
      </Field>
      {period.days === 'dates' && (
        <>
          <Field label="From" className="w-40" error={problem}>
            {(control) => (
              <Input
                {...control}
                type="date"
                value={period.from}
                onChange={(event) => onChange({ ...period, from: event.target.value })}
              />
            )}
          </Field>
          <Field label="To and with" className="w-40">
            {(control) => (
              <Input
                {...control}
                type="date"
                value={period.to}
                onChange={(event) => onChange({ ...period, to: event.target.value })}
              />
            )}
          </Field>
        </>
      )}
    </>
  );
}
