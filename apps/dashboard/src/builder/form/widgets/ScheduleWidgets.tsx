'use client';

import { nextRun } from '@echoai/automation/schedule';
import { useEffect, useId, useState } from 'react';
import { Field, Input, Select } from '@/components/Field';
import { Combobox } from '../Combobox';
import { useProblem, type WidgetProps } from '../formScope';
import { ownTimeZone, plainText } from '../values';

const usual: Record<string, string> = {
  '0 * * * *': 'Every hour',
  '0 9 * * *': 'Every day at 9:00',
  '0 9 * * 1-5': 'Monday to Friday at 9:00',
  '0 9 * * 1': 'Every Monday at 9:00',
  '0 9 1 * *': 'On the 1st of every month at 9:00',
};

/** A schedule in cron's words, with the usual ones to choose from and when it is due next. */
export function CronWidget({ field, path, value, onChange, siblings }: WidgetProps) {
  const cron = plainText(field).show(value);
  const normal = cron.trim().replace(/\s+/g, ' ');
  return (
    <div className="flex flex-col gap-3">
      <Field label={field.title} hint={field.description}>
        {(control) => (
          <Select
            {...control}
            value={Object.hasOwn(usual, normal) ? normal : ''}
            onChange={({ target }) => target.value && onChange(target.value)}
          >
            <option value="">As the expression says</option>
            {Object.entries(usual).map(([expression, title]) => (
              <option key={expression} value={expression}>
                {title}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field
        label="Cron expression"
        hint="Minute, hour, day of the month, month, day of the week."
        error={useProblem(path)}
      >
        {(control) => (
          <Input
            {...control}
            value={cron}
            onChange={({ target }) => onChange(target.value)}
            placeholder={field.placeholder}
            autoComplete="off"
            spellCheck={false}
            className="font-mono sm:text-[13px]"
          />
        )}
      </Field>
      <NextRuns cron={cron} timeZone={String(siblings.timeZone ?? '')} />
    </div>
  );
}

/** The next three runs by the clock of the schedule's time zone. */
function NextRuns({ cron, timeZone }: { cron: string; timeZone: string }) {
  const id = useId();
  const now = useNow();
  if (cron.trim().split(/\s+/).length !== 5) return null;
  const runs: Date[] = [];
  for (let place = 0; place < 3; place++) {
    const run = nextRun({ cron, timeZone, after: runs.at(-1) ?? now });
    if (run) runs.push(run);
  }
  if (runs.length === 0) return null;
  const format = new Intl.DateTimeFormat('en', {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone,
  });
  return (
    <div className="text-[13px] text-muted">
      <p id={id}>Next runs</p>
      <ol aria-labelledby={id} className="tabular-nums">
        {runs.map((run) => (
          <li key={run.getTime()}>{format.format(run)}</li>
        ))}
      </ol>
    </div>
  );
}

/** The time, to the minute. */
function useNow(): Date {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), 60_000);
    return () => clearInterval(timer);
  }, []);
  return now;
}

const own = ownTimeZone();
const zones = [own, ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== own), 'UTC'];
const zoneOptions = [...new Set(zones)].map((zone) => ({
  value: zone,
  label: zone.replaceAll('_', ' '),
  ...(zone === own ? { detail: 'yours' } : {}),
}));

/** A time zone by its place. */
export function TimeZoneWidget({ field, path, value, onChange }: WidgetProps) {
  const codec = plainText(field);
  return (
    <Field label={field.title} hint={field.description} error={useProblem(path)}>
      {(control) => (
        <Combobox
          control={control}
          label="Time zones"
          value={codec.show(value)}
          onChange={(zone) => onChange(codec.read(zone))}
          options={zoneOptions}
          placeholder={field.placeholder}
        />
      )}
    </Field>
  );
}
