import { sourceEndpoints } from '@echoai/contract';
import { Field, Input } from '@/components/Field';
import { checkValue } from '@/lib/fieldErrors';

export interface TitleAndLink {
  title: string;
  url: string;
}

const { url: urlSchema } = sourceEndpoints.update.body.shape;

/** What is wrong with a link as it stands; an empty one is none. */
export function explainLink(url: string): string | undefined {
  return url.trim() ? checkValue(urlSchema, url.trim()) : undefined;
}

/** What every source has: its title, and where visitors can read it. */
export function TitleAndLinkFields<Values extends TitleAndLink>({
  values,
  onChange,
  errors,
}: {
  values: Values;
  onChange: (values: Values) => void;
  errors: Record<string, string>;
}) {
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
        error={errors.url ?? explainLink(values.url)}
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
    </>
  );
}
