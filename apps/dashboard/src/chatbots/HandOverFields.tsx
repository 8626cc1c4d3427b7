import {
  type AnswerTime,
  answerTimes,
  type HandOverSetting,
  handOverSettings,
  weekdays,
} from '@echoai/contract';
import dynamic from 'next/dynamic';
import { Checkbox } from '@/components/Checkbox';
import { Field, FieldError, Select, Textarea } from '@/components/Field';
import { Loading } from '@/components/Loading';
import type { SettingsForm } from './AppearanceFields';
import type { Settings } from './ChatbotSettings';
import { HandOverPreview } from './HandOverPreview';

const OfficeHours = dynamic(
  () =>
    import('../builder/form/widgets/BusinessHoursWidget').then(
      ({ BusinessHoursWidget }) => BusinessHoursWidget,
    ),
  { loading: () => <Loading /> },
);

const settingLabels: Record<HandOverSetting, string> = {
  at_once: 'Hand the conversation over at once',
  confirm: 'Ask first, with a yes and a no button',
  never: 'Give contact details instead',
};

const timeLabels: Record<AnswerTime, string> = {
  minutes: 'A few minutes',
  hour: 'An hour',
  two_hours: 'Two hours',
  four_hours: 'Four hours',
  day: 'A day',
  two_days: 'Two days',
};

/** Monday to Friday from 9 to 5, by the owner's own clock. */
const usualHours = (): NonNullable<Settings['officeHours']> => ({
  timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  days: Object.fromEntries(
    weekdays.map((day, place) => [day, place < 5 ? [{ from: '09:00', to: '17:00' }] : []]),
  ) as NonNullable<Settings['officeHours']>['days'],
  holidays: [],
});

/** Whether visitors get a person, and what the bot says will happen next. */
export function HandOverFields({
  form,
  chatbotId,
  savedAt,
}: {
  form: SettingsForm;
  chatbotId: string;
  /** When the settings were saved last. */
  savedAt: string;
}) {
  const { values, errors, change, flush } = form;
  return (
    <>
      <Field
        label="When a visitor asks for a person"
        hint={
          values.handOver === 'never'
            ? 'The bot keeps the conversation.'
            : 'The bot is silent once a person has the conversation. The visitor can call it off until somebody writes.'
        }
        error={errors.handOver}
        className="max-w-96"
      >
        {(control) => (
          <Select
            {...control}
            value={values.handOver}
            onChange={({ target }) =>
              change({ handOver: target.value as HandOverSetting }, { now: true })
            }
          >
            {handOverSettings.map((setting) => (
              <option key={setting} value={setting}>
                {settingLabels[setting]}
              </option>
            ))}
          </Select>
        )}
      </Field>
      {values.handOver === 'never' ? (
        <Field
          label="Contact details"
          hint="Markdown, such as “Call **+353 20 910 0142**”. Leave it empty to quote the passage of your knowledge that names a phone number or an e-mail address."
          error={errors.contact}
        >
          {(control) => (
            <Textarea
              {...control}
              rows={3}
              value={values.contact}
              onChange={({ target }) => change({ contact: target.value })}
              onBlur={flush}
            />
          )}
        </Field>
      ) : (
        <>
          <Field
            label="Your team usually answers within"
            hint="Visitors read it in their language."
            error={errors.answersWithin}
            className="max-w-60"
          >
            {(control) => (
              <Select
                {...control}
                value={values.answersWithin ?? ''}
                onChange={({ target }) =>
                  change(
                    { answersWithin: (target.value || null) as AnswerTime | null },
                    { now: true },
                  )
                }
              >
                <option value="">Say nothing about it</option>
                {answerTimes.map((time) => (
                  <option key={time} value={time}>
                    {timeLabels[time]}
                  </option>
                ))}
              </Select>
            )}
          </Field>
          <div className="flex flex-col gap-3">
            <Checkbox
              checked={values.officeHours !== null}
              onChange={(isOn) =>
                change({ officeHours: isOn ? usualHours() : null }, { now: true })
              }
            >
              Your team is there at certain hours only
              <span className="block text-[13px] text-muted">
                Outside them, visitors read when somebody is back, and are asked for their e-mail
                address.
              </span>
            </Checkbox>
            {values.officeHours && (
              <OfficeHours
                field={{ title: 'Office hours', widget: 'business-hours', isOptional: false }}
                path="officeHours"
                value={values.officeHours}
                onChange={(hours) => change({ officeHours: hours as Settings['officeHours'] })}
                siblings={{}}
                needsTimeZone
              />
            )}
            {errors.officeHours && <FieldError>{errors.officeHours}</FieldError>}
          </div>
        </>
      )}
      <HandOverPreview chatbotId={chatbotId} savedAt={savedAt} />
    </>
  );
}
