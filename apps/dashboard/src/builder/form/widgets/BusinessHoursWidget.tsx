'use client';

import { weekdays } from '@echoai/automation/businessHours';
import { CopyPlus, Plus, X } from 'lucide-react';
import { useProblem, type WidgetProps } from '../formScope';
import { isObject, type Values, withField } from '../values';
import { FieldGroup } from './GroupWidgets';
import { RowButton } from './ListWidget';
import { TimeZoneWidget } from './ScheduleWidgets';
import { TimeInput } from './TextWidgets';
import { Words } from './WordsWidget';

type Interval = { from?: unknown; to?: unknown };
const usual = { from: '09:00', to: '17:00' };
const titleOf = (day: string) => day.charAt(0).toUpperCase() + day.slice(1);

/** When a business is open: times for each weekday, the time zone, and dates when it is closed. */
export function BusinessHoursWidget({
  field,
  path,
  value,
  onChange,
  needsTimeZone = false,
}: WidgetProps & {
  /** Whether there is no other time zone that counts without one. */
  needsTimeZone?: boolean;
}) {
  const hours = isObject(value) ? value : {};
  const days = (isObject(hours.days) ? hours.days : {}) as Record<string, Interval[] | undefined>;
  const set = (name: string, next: unknown) => onChange(withField(hours, name, next));
  const setDay = (day: string, intervals: Interval[]) =>
    set('days', withField(days, day, intervals.length > 0 ? intervals : undefined));
  const toWorkdays = (intervals: Interval[]) =>
    set('days', {
      ...days,
      ...Object.fromEntries(weekdays.slice(0, 5).map((day) => [day, intervals])),
    });
  return (
    <FieldGroup
      title={field.title}
      description={field.description}
      problem={useProblem(path, false)}
    >
      <div className="flex flex-col divide-y rounded-md border border-line-strong">
        {weekdays.map((day, place) => (
          <Day
            key={day}
            title={titleOf(day)}
            path={`${path}.days.${day}`}
            intervals={days[day] ?? []}
            onChange={(intervals) => setDay(day, intervals)}
            {...(place === 0 && days[day]?.length
              ? { onCopy: () => toWorkdays(days[day] ?? []) }
              : {})}
          />
        ))}
      </div>
      <div className="mt-2 flex flex-col gap-4">
        <TimeZoneWidget
          field={{
            title: 'Time zone',
            ...(needsTimeZone ? {} : { description: 'Without one: that of the automation.' }),
            widget: 'time-zone',
            isOptional: !needsTimeZone,
          }}
          path={`${path}.timeZone`}
          value={hours.timeZone}
          onChange={(zone) => set('timeZone', zone)}
          siblings={hours as Values}
        />
        <Words
          field={{
            title: 'Closed on',
            widget: 'words',
            isOptional: true,
            fallback: [],
            placeholder: '2026-12-25',
          }}
          path={`${path}.holidays`}
          value={hours.holidays}
          onChange={(dates) => set('holidays', dates)}
          siblings={hours as Values}
          known={[]}
        />
      </div>
    </FieldGroup>
  );
}

function Day({
  title,
  path,
  intervals,
  onChange,
  onCopy,
}: {
  title: string;
  path: string;
  intervals: Interval[];
  onChange: (intervals: Interval[]) => void;
  /** Gives the other workdays the same times. */
  onCopy?: () => void;
}) {
  const problem = useProblem(path);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a legend does not stand beside what it names.
    <div role="group" aria-label={title} className="flex flex-col gap-1 py-1 pr-1 pl-3">
      <div className="flex items-start gap-2">
        <span aria-hidden className="w-8 shrink-0 py-1 text-[13px]">
          {title.slice(0, 3)}
        </span>
        <div className="flex min-w-0 flex-1 flex-col gap-1">
          {intervals.length === 0 && <span className="py-1 text-[13px] text-muted">Closed</span>}
          {intervals.map((interval, place) => (
            <IntervalFields
              // biome-ignore lint/suspicious/noArrayIndexKey: intervals have no names.
              key={place}
              title={title}
              interval={interval}
              onChange={(next) => onChange(intervals.with(place, next))}
              onRemove={() => onChange(intervals.toSpliced(place, 1))}
            />
          ))}
        </div>
        <span className="flex">
          {onCopy && (
            <RowButton label="Same from Monday to Friday" icon={CopyPlus} onClick={onCopy} />
          )}
          <RowButton
            label={`Add a time on ${title}`}
            icon={Plus}
            isDisabled={intervals.length >= 6}
            onClick={() => onChange([...intervals, usual])}
          />
        </span>
      </div>
      {problem && <p className="pr-2 text-[13px] text-danger-ink">{problem}</p>}
    </div>
  );
}

function IntervalFields({
  title,
  interval: { from, to },
  onChange,
  onRemove,
}: {
  title: string;
  interval: Interval;
  onChange: (interval: Interval) => void;
  onRemove: () => void;
}) {
  const style = 'h-7 w-16 px-1.5 text-center sm:h-7 sm:w-14 sm:text-[13px]';
  return (
    <div className="flex items-center gap-1">
      <TimeInput
        aria-label={`${title} from`}
        value={String(from ?? '')}
        onTime={(time) => onChange({ from: time, to })}
        className={style}
      />
      <span aria-hidden className="text-muted">
        –
      </span>
      <TimeInput
        aria-label={`${title} to`}
        value={String(to ?? '')}
        onTime={(time) => onChange({ from, to: time })}
        className={style}
      />
      <RowButton label={`Remove this time on ${title}`} icon={X} onClick={onRemove} />
    </div>
  );
}
