'use client';

import type { Source } from '@echoai/contract';
import { type FormEvent, useEffect, useState } from 'react';
import { toast } from 'sonner';
import { Button } from '@/components/Button';
import { FieldError } from '@/components/Field';
import { explain } from '@/lib/client';
import { fieldErrors } from '@/lib/fieldErrors';
import { LanguageField } from './LanguageField';
import { TextFields, type TextValues } from './TextFields';
import { useReviseSource } from './useReviseSource';

/** Edits a text. Saved on request, not as one types, because each save reads all of it again. */
export function TextForm({ source }: { source: Source & { text: string | null } }) {
  const [saved, setSaved] = useState<TextValues>({
    title: source.title,
    url: source.url ?? '',
    text: source.text ?? '',
  });
  const [language, setLanguage] = useState(source.language);
  const [values, setValues] = useState(saved);
  const { mutate, isPending, error } = useReviseSource(source);
  const errors = fieldErrors(error);
  const isChanged =
    values.title !== saved.title || values.url !== saved.url || values.text !== saved.text;
  const isOtherLanguage = language !== source.language;
  const canSave = (isChanged || isOtherLanguage) && !isPending;

  useEffect(() => {
    if (!isChanged) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener('beforeunload', warn);
    return () => removeEventListener('beforeunload', warn);
  }, [isChanged]);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    mutate(
      { title: values.title.trim(), text: values.text, url: values.url.trim() || null, language },
      {
        onSuccess: () => {
          setSaved(values);
          toast('Saved. The text is being read again.');
        },
      },
    );
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-5">
      <TextFields values={values} onChange={setValues} errors={errors} textRows={14} />
      <LanguageField
        value={language}
        found={source.languageFound}
        onChange={setLanguage}
        error={errors.language}
      />
      {error && Object.keys(errors).length === 0 && <FieldError>{explain(error)}</FieldError>}
      <div className="flex items-center gap-2">
        <Button type="submit" look="primary" disabled={!canSave}>
          {isPending ? 'Saving …' : 'Save'}
        </Button>
        <Button
          disabled={!canSave}
          onClick={() => {
            setValues(saved);
            setLanguage(source.language);
          }}
        >
          Discard changes
        </Button>
      </div>
    </form>
  );
}
