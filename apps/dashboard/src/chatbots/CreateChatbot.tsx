'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { type FormEvent, useState } from 'react';
import { Button } from '@/components/Button';
import { Dialog, DialogActions } from '@/components/Dialog';
import { Field, FieldError, Input } from '@/components/Field';
import { client, explain } from '@/lib/client';
import { fieldErrors } from '@/lib/fieldErrors';
import { keys } from '@/lib/keys';

export function CreateChatbot({
  open,
  onOpenChange,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
}) {
  const router = useRouter();
  const queries = useQueryClient();
  const [name, setName] = useState('');
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => client.chatbots.create({ body: { name: name.trim() } }),
    onSuccess: async ({ id }) => {
      await queries.invalidateQueries({ queryKey: keys.chatbots });
      onOpenChange(false);
      setName('');
      router.push(`/chatbots/settings?id=${id}`);
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
      title="New chatbot"
      description="It starts without knowledge. You choose its looks and its pages next."
    >
      <form onSubmit={submit} className="flex flex-col gap-4">
        <Field label="Name" hint="Visitors see it at the top of the chat." error={errors.name}>
          {(control) => (
            <Input
              {...control}
              required
              maxLength={80}
              value={name}
              onChange={(event) => setName(event.target.value)}
              autoComplete="off"
            />
          )}
        </Field>
        {error && !errors.name && <FieldError>{explain(error)}</FieldError>}
        <DialogActions>
          <Button onClick={() => onOpenChange(false)}>Cancel</Button>
          <Button type="submit" look="primary" disabled={isPending || name.trim() === ''}>
            Create chatbot
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
