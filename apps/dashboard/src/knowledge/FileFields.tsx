'use client';

import type { Source } from '@echoai/contract';
import { FileUp } from 'lucide-react';
import { type FormEvent, useRef, useState } from 'react';
import { toast } from 'sonner';
import { Button } from '@/components/Button';
import { FieldError } from '@/components/Field';
import { explain } from '@/lib/client';
import { fieldErrors } from '@/lib/fieldErrors';
import { LanguageField } from './LanguageField';
import { explainLink, TitleAndLinkFields } from './TitleAndLinkFields';
import { useReviseSource } from './useReviseSource';
import { acceptedFiles, refusalOf } from './useUploads';

/** Edits the title and link of an uploaded file, or puts another file in its place. */
export function FileFields({ source }: { source: Source & { text: string | null } }) {
  const [values, setValues] = useState({ title: source.title, url: source.url ?? '' });
  const [language, setLanguage] = useState(source.language);
  const [fileError, setFileError] = useState<string>();
  const picker = useRef<HTMLInputElement>(null);
  const { mutate, isPending, error } = useReviseSource(source);
  const errors = fieldErrors(error);
  const urlError = explainLink(values.url);
  const isChanged =
    values.title !== source.title ||
    values.url !== (source.url ?? '') ||
    language !== source.language;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    mutate(
      { title: values.title.trim(), url: values.url.trim() || null, language },
      { onSuccess: () => toast('Saved. The file is being read again.') },
    );
  };
  const replace = async (file: File | undefined) => {
    if (!file) return;
    const refusal = await refusalOf(file);
    setFileError(refusal);
    if (refusal !== undefined) return;
    const form = new FormData();
    form.set('file', file);
    mutate(form, {
      onSuccess: () => toast(`${file.name} is being read. Until then the old passages answer.`),
    });
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-5">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <p className="min-w-0 break-all">
          {source.fileName} <span className="text-muted">{source.mediaType?.split(';')[0]}</span>
        </p>
        <Button disabled={isPending} onClick={() => picker.current?.click()}>
          <FileUp aria-hidden />
          Replace file
        </Button>
        <input
          ref={picker}
          type="file"
          hidden
          accept={acceptedFiles}
          onChange={(event) => {
            void replace(event.target.files?.[0]);
            event.target.value = '';
          }}
        />
      </div>
      {fileError && <FieldError>{fileError}</FieldError>}
      <TitleAndLinkFields values={values} onChange={setValues} errors={errors} />
      <LanguageField
        value={language}
        found={source.languageFound}
        onChange={setLanguage}
        error={errors.language}
      />
      {error && Object.keys(errors).length === 0 && <FieldError>{explain(error)}</FieldError>}
      <div>
        <Button
          type="submit"
          look="primary"
          disabled={!isChanged || isPending || urlError !== undefined}
        >
          {isPending ? 'Saving …' : 'Save'}
        </Button>
      </div>
    </form>
  );
}
