'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Button } from '@/components/Button';
import { CopyButton } from '@/components/CopyButton';
import { Dialog, DialogActions } from '@/components/Dialog';
import { Field, FieldError, Input } from '@/components/Field';
import { client, explain } from '@/lib/client';
import { fieldErrors } from '@/lib/fieldErrors';
import { keys } from '@/lib/keys';

/** Names a new key, then shows it: the only time that it can be seen. */
export function CreateKey({ onClose }: { onClose: () => void }) {
  const queries = useQueryClient();
  const [name, setName] = useState('');
  const { mutate, isPending, error, data } = useMutation({
    mutationFn: () => client.keys.create({ body: { name: name.trim() } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: keys.secretKeys }),
  });
  const errors = fieldErrors(error);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    mutate();
  };
  const onOpenChange = (isOpen: boolean) => !isOpen && onClose();
  if (data) {
    return (
      <Dialog
        open
        onOpenChange={onOpenChange}
        title="Copy the key now"
        description="It is not shown again. Whoever has it can read and change everything in this organisation."
      >
        <p className="break-all rounded-md bg-sunken px-3 py-2.5 font-mono text-[13px]">
          {data.key}
        </p>
        <DialogActions>
          <CopyButton text={data.key} label="Copy key" />
          <Button size="small" look="primary" onClick={onClose}>
            Done
          </Button>
        </DialogActions>
      </Dialog>
    );
  }
  return (
    <Dialog open onOpenChange={onOpenChange} title="New secret key">
      <form onSubmit={submit} className="flex flex-col gap-4">
        <Field label="Name" hint="What will use it, such as “Nightly import”." error={errors.name}>
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
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" disabled={isPending || name.trim() === ''}>
            Create key
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
