'use client';

import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { toast } from 'sonner';
import { PasswordInput } from '@/account/PasswordInput';
import { changePassword, WrongPasswordError } from '@/account/signIn';
import { Button } from '@/components/Button';
import { Dialog, DialogActions } from '@/components/Dialog';
import { Field } from '@/components/Field';

const empty = { currentPassword: '', newPassword: '' };

/** Replaces the password of who is signed in, which signs out every other browser. */
export function ChangePassword({ onClose }: { onClose: () => void }) {
  const [typed, setTyped] = useState(empty);
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => changePassword(typed),
    onSuccess: () => {
      toast('The password was changed');
      onClose();
    },
  });
  const isWrong = error instanceof WrongPasswordError;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    mutate();
  };
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title="Change password"
      description="You stay signed in here. All your other sessions end."
    >
      <form onSubmit={submit} className="flex flex-col gap-4">
        <Field label="Current password" error={isWrong ? error.message : undefined}>
          {(control) => (
            <PasswordInput
              {...control}
              required
              autoComplete="current-password"
              value={typed.currentPassword}
              onChange={(event) => setTyped({ ...typed, currentPassword: event.target.value })}
            />
          )}
        </Field>
        <Field
          label="New password"
          hint="At least 8 characters."
          error={error && !isWrong ? error.message : undefined}
        >
          {(control) => (
            <PasswordInput
              {...control}
              required
              minLength={8}
              maxLength={128}
              autoComplete="new-password"
              value={typed.newPassword}
              onChange={(event) => setTyped({ ...typed, newPassword: event.target.value })}
            />
          )}
        </Field>
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" disabled={isPending}>
            {isPending ? 'Changing …' : 'Change password'}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
