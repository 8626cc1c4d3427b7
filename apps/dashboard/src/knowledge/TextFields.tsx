import { maxTextLength } from '@echoai/contract';
import { Field, Textarea } from '@/components/Field';
import { classes } from '@/lib/classes';
import { type TitleAndLink, TitleAndLinkFields } from './TitleAndLinkFields';

export interface TextValues extends TitleAndLink {
  text: string;
}

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
  return (
    <>
      <TitleAndLinkFields values={values} onChange={onChange} errors={errors} />
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
