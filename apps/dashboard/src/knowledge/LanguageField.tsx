import type { Language } from '@echoai/contract';
import { Field, Select } from '@/components/Field';
import { LanguageOptions } from '@/components/LanguageOptions';
import { languageName } from '@/lib/languageName';

/** In which language a source or an FAQ is; without a choice, the one that its text was found to be in. */
export function LanguageField({
  value,
  found,
  onChange,
  error,
}: {
  value: Language | null;
  found: string | null;
  onChange: (value: Language | null) => void;
  error?: string;
}) {
  return (
    <Field
      label="Language"
      hint="Questions in this language find it in every form of its words."
      error={error}
      className="max-w-60"
    >
      {(control) => (
        <Select
          {...control}
          value={value ?? ''}
          onChange={(event) => onChange((event.target.value || null) as Language | null)}
        >
          <LanguageOptions unset={found ? `Found: ${languageName(found)}` : 'Find out'} />
        </Select>
      )}
    </Field>
  );
}
