import { Field, Input } from '@/components/Field';
import type { SettingsForm } from './AppearanceFields';

/** When a browser that a visitor does not use any more is forgotten. */
export function TokenLifetime({ form: { values, errors, change, flush } }: { form: SettingsForm }) {
  return (
    <Field
      label="Days without use until a browser is forgotten"
      hint="Whoever comes back later begins a new conversation. From 1 to 730 days."
      error={errors.visitorTokenDays}
      className="max-w-80"
    >
      {(control) => (
        <Input
          {...control}
          type="number"
          inputMode="numeric"
          min={1}
          max={730}
          value={values.visitorTokenDays || ''}
          onChange={(event) => change({ visitorTokenDays: Number(event.target.value) })}
          onBlur={flush}
        />
      )}
    </Field>
  );
}
