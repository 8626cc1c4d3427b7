'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { type FormEvent, useState } from 'react';
import { Button } from '@/components/Button';
import { Dialog, DialogActions } from '@/components/Dialog';
import { Field, FieldError, Input, Textarea } from '@/components/Field';
import { client, explain } from '@/lib/client';
import { fieldErrors } from '@/lib/fieldErrors';
import { refreshIntents } from './intentQueries';
import { nameOf } from './nameOf';

/** Begins an intent with its title and first examples; the rest is written on its page. */
export function CreateIntent({
  chatbotId,
  open,
  onOpenChange,
}: {
  chatbotId: string;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}) {
  const router = useRouter();
  const queries = useQueryClient();
  const [values, setValues] = useState({ title: '', examples: '' });
  const { mutate, isPending, error } = useMutation({
    mutationFn: () =>
      client.intents.create({
        params: { chatbotId },
        body: {
          title: values.title.trim(),
          name: nameOf(values.title),
          examples: values.examples.split('\n').filter((line) => line.trim() !== ''),
        },
      }),
    onSuccess: async ({ id }) => {
      await refreshIntents(queries, chatbotId);
      onOpenChange(false);
      setValues({ title: '', examples: '' });
      router.push(`/intents/edit?bot=${chatbotId}&id=${id}`);
    },
  });
  const errors = fieldErrors(error);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    mutate();
  };
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      side="right"
      title="New intent"
      description="Something visitors want, with sentences in which they say so."
    >
      <form onSubmit={submit} className="flex flex-1 flex-col gap-4">
        <Field
          label="Title"
          hint={
            values.title.trim()
              ? `Automations know it as ${nameOf(values.title)}.`
              : 'Such as “Gift wrapping”.'
          }
          error={errors.title ?? errors.name}
        >
          {(control) => (
            <Input
              {...control}
              required
              maxLength={80}
              value={values.title}
              onChange={(event) => setValues({ ...values, title: event.target.value })}
              autoComplete="off"
            />
          )}
        </Field>
        <Field
          label="Examples"
          hint="One a line, in visitors’ words. Three are enough to begin; ten are good."
          error={errors.examples}
        >
          {(control) => (
            <Textarea
              {...control}
              rows={8}
              value={values.examples}
              onChange={(event) => setValues({ ...values, examples: event.target.value })}
            />
          )}
        </Field>
        {error && Object.keys(errors).length === 0 && <FieldError>{explain(error)}</FieldError>}
        <DialogActions>
          <Button onClick={() => onOpenChange(false)}>Cancel</Button>
          <Button type="submit" look="primary" disabled={isPending || values.title.trim() === ''}>
            Create intent
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
