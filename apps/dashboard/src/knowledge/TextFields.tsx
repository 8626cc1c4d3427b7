import { maxTextLength, sourceEndpoints } from '@echoai/contract';
import { Field, Input, Textarea } from '@/components/Field';
import { classes } from '@/lib/classes';
import { checkValue } from '@/lib/fieldErrors';

export interface TextValues {
  title: string;
  url: string;
  text: string;
}

const { url: urlSchema } = sourceEndpoints.update.body.shape;
const number = new Intl.NumberFormat('en');

/** Title, link and text of a source. */
export function TextFields({
  values,
  onChange,
  errors,
  textRows,
}: {
  values: TextValues;
  onChange: (values: TextValues) => void;
  errors: Record<string, string>;
  /** Height of the text; without it, the text takes the room that is left. */
  textRows?: number;
}) {
  const isTooLong = values.text.length > maxTextLength;
  const urlError = values.url.trim() ? checkValue(urlSchema, values.url.trim()) : undefined;
  return (
    <>
      <Field label="Title" error={errors.title}>
        {(control) => (
          <Input
            {...control}
            required
            maxLength={200}
            value={values.title}
            onChange={(event) => onChange({ ...values, title: event.target.value })}
            autoComplete="off"
          />
        )}
      </Field>
      <Field
        label="Link (optional)"
        hint="Where visitors can read it; citations lead there."
        error={errors.url ?? urlError}
      >
        {(control) => (
          <Input
            {...control}
            inputMode="url"
            maxLength={2000}
            placeholder="https://"
            value={values.url}
            onChange={(event) => onChange({ ...values, url: event.target.value })}
            autoComplete="off"
            spellCheck={false}
          />
        )}
      </Field>
      <Field
        label="Text"
        hint={`Plain text or Markdown · ${number.format(values.text.length)} characters`}
        error={
          isTooLong
            ? `At most ${number.format(maxTextLength)} characters. Divide it into several texts.`
            : errors.text
        }
        className={textRows ? '' : 'min-h-60 flex-1'}
      >
        {(control) => (
          <Textarea
            {...control}
            required
            {...(textRows ? { rows: textRows } : {})}
            value={values.text}
            onChange={(event) => onChange({ ...values, text: event.target.value })}
            className={classes(
              'font-mono text-[13px] sm:text-[13px]',
              !textRows && 'flex-1 resize-none',
            )}
          />
        )}
      </Field>
    </>
  );
}
