'use client';

import { maxTextLength } from '@echoai/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Button } from '@/components/Button';
import { Dialog, DialogActions } from '@/components/Dialog';
import { FieldError } from '@/components/Field';
import { client, explain } from '@/lib/client';
import { fieldErrors } from '@/lib/fieldErrors';
import { keys } from '@/lib/keys';
import { TextFields } from './TextFields';

const empty = { title: '', url: '', text: '' };

/** A sheet to paste text or Markdown into; what is typed stays when it is closed by mistake. */
export function AddText({
  chatbotId,
  open,
  onOpenChange,
}: {
  chatbotId: string;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}) {
  const queries = useQueryClient();
  const [values, setValues] = useState(empty);
  const { mutate, isPending, error } = useMutation({
    mutationFn: () =>
      client.sources.create({
        params: { chatbotId },
        body: {
          type: 'text',
          title: values.title.trim(),
          text: values.text,
          url: values.url.trim() || null,
        },
      }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: keys.sources(chatbotId) });
      setValues(empty);
      onOpenChange(false);
    },
  });
  const errors = fieldErrors(error);
  const isTooLong = values.text.length > maxTextLength;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    mutate();
  };
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      side="right"
      title="Add text"
      description="Headings divide it into the passages that answers quote."
    >
      <form onSubmit={submit} className="flex flex-1 flex-col gap-4">
        <TextFields values={values} onChange={setValues} errors={errors} />
        {error && Object.keys(errors).length === 0 && <FieldError>{explain(error)}</FieldError>}
        <DialogActions>
          <Button onClick={() => onOpenChange(false)}>Cancel</Button>
          <Button type="submit" look="primary" disabled={isPending || isTooLong}>
            Add text
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
