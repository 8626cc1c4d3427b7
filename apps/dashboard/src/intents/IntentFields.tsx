import { Field, Input, Textarea } from '@/components/Field';
import { Switch } from '@/components/Switch';
import type { IntentForm } from './IntentPage';

export function IntentFields({ form: { values, errors, change, flush } }: { form: IntentForm }) {
  return (
    <>
      <Field label="Title" error={errors.title}>
        {(control) => (
          <Input
            {...control}
            value={values.title}
            onChange={(event) => change({ title: event.target.value })}
            onBlur={flush}
            autoComplete="off"
          />
        )}
      </Field>
      <Field
        label="Name"
        hint="What automations and the API call it. Changing it may break those that do."
        error={errors.name}
      >
        {(control) => (
          <Input
            {...control}
            value={values.name}
            onChange={(event) => change({ name: event.target.value })}
            onBlur={flush}
            spellCheck={false}
            autoCapitalize="none"
            autoComplete="off"
          />
        )}
      </Field>
      <Field label="Description (optional)" hint="For your team." error={errors.description}>
        {(control) => (
          <Textarea
            {...control}
            rows={2}
            value={values.description}
            onChange={(event) => change({ description: event.target.value })}
            onBlur={flush}
          />
        )}
      </Field>
      <Switch
        checked={values.isActive}
        onChange={(isActive) => change({ isActive }, { now: true })}
        label={values.isActive ? 'Active' : 'Off'}
        describedBy="this intent"
      />
    </>
  );
}
