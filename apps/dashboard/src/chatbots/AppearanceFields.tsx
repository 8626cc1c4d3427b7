import { Field, Input, Textarea } from '@/components/Field';
import type { useAutosave } from '@/lib/useAutosave';
import type { Settings } from './ChatbotSettings';
import { ColorField } from './ColorField';

export type SettingsForm = ReturnType<typeof useAutosave<Settings>>;

export function AppearanceFields({
  form: { values, errors, change, flush },
}: {
  form: SettingsForm;
}) {
  return (
    <>
      <Field label="Name" error={errors.name}>
        {(control) => (
          <Input
            {...control}
            value={values.name}
            onChange={(event) => change({ name: event.target.value })}
            onBlur={flush}
            autoComplete="off"
          />
        )}
      </Field>
      <Field
        label="Welcome message"
        hint="Visitors read this first. It is also the reply to a greeting in English, unless you word that reply under Intents → Everyday."
        error={errors.welcomeMessage}
      >
        {(control) => (
          <Textarea
            {...control}
            rows={2}
            value={values.welcomeMessage}
            onChange={(event) => change({ welcomeMessage: event.target.value })}
            onBlur={flush}
          />
        )}
      </Field>
      <ColorField
        value={values.color}
        onChange={(color) => change({ color })}
        error={errors.color}
      />
    </>
  );
}
