'use client';

import { AlertDialog } from 'radix-ui';
import { type FormEvent, type ReactNode, useState } from 'react';
import { Button } from './Button';
import { Field, FieldError, Input } from './Field';

/** Asks before something that cannot be undone; with `typeToConfirm`, only after typing it. */
export function ConfirmDialog({
  open,
  onOpenChange,
  title,
  description,
  action,
  typeToConfirm,
  onConfirm,
  isBusy,
  error,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  description: ReactNode;
  action: string;
  typeToConfirm?: string;
  onConfirm: () => void;
  isBusy?: boolean;
  error?: string | undefined;
}) {
  const [typed, setTyped] = useState('');
  const isConfirmed = typeToConfirm === undefined || typed.trim() === typeToConfirm.trim();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isConfirmed) onConfirm();
  };
  return (
    <AlertDialog.Root open={open} onOpenChange={onOpenChange}>
      <AlertDialog.Portal>
        <AlertDialog.Overlay className="fixed inset-0 z-40 animate-appear bg-overlay" />
        <AlertDialog.Content className="fixed inset-x-3 top-[max(12px,16vh)] z-50 mx-auto max-w-[440px] animate-rise rounded-lg bg-surface p-5 shadow-raised focus:outline-none">
          <form onSubmit={submit} className="flex flex-col gap-4">
            <div>
              <AlertDialog.Title className="font-semibold text-base">{title}</AlertDialog.Title>
              <AlertDialog.Description className="mt-1 text-muted">
                {description}
              </AlertDialog.Description>
            </div>
            {typeToConfirm !== undefined && (
              <Field label={`Type “${typeToConfirm}” to confirm`}>
                {(control) => (
                  <Input
                    {...control}
                    value={typed}
                    onChange={(event) => setTyped(event.target.value)}
                    autoComplete="off"
                  />
                )}
              </Field>
            )}
            {error && <FieldError>{error}</FieldError>}
            <div className="flex flex-wrap justify-end gap-2">
              <AlertDialog.Cancel asChild>
                <Button>Cancel</Button>
              </AlertDialog.Cancel>
              <Button type="submit" look="danger" disabled={!isConfirmed || isBusy}>
                {action}
              </Button>
            </div>
          </form>
        </AlertDialog.Content>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
