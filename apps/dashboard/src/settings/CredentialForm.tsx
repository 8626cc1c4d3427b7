'use client';

import { type Credential, type CredentialSecret, hostsBeyond } from '@echoai/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Button } from '@/components/Button';
import { Dialog, DialogActions } from '@/components/Dialog';
import { Field, FieldError, Input, Select } from '@/components/Field';
import { Notice } from '@/components/Notice';
import { client, explain } from '@/lib/client';
import { fieldErrors } from '@/lib/fieldErrors';
import { keys } from '@/lib/keys';

type Type = CredentialSecret['type'];

/** Each type's fields in order; those that are secret are typed unseen. */
const fieldsOf: Record<Type, { name: string; title: string; isSecret?: boolean }[]> = {
  bearer: [{ name: 'token', title: 'Token', isSecret: true }],
  basic: [
    { name: 'username', title: 'User name' },
    { name: 'password', title: 'Password', isSecret: true },
  ],
  header: [
    { name: 'name', title: 'Header, such as X-Api-Key' },
    { name: 'value', title: 'Value', isSecret: true },
  ],
};

/** Makes a credential, or changes one: its secret stays, unless one is typed or a host is added. */
export function CredentialForm({
  credential,
  onClose,
}: {
  credential: Credential | undefined;
  onClose: () => void;
}) {
  const queries = useQueryClient();
  const [name, setName] = useState(credential?.name ?? '');
  const [hosts, setHosts] = useState(credential?.hosts.join(', ') ?? '');
  const [type, setType] = useState<Type>(credential?.type ?? 'bearer');
  const [values, setValues] = useState<Record<string, string>>({});
  const hostList = hosts
    .toLowerCase()
    .split(/[\s,]+/)
    .filter(Boolean);
  const newHosts = credential ? hostsBeyond(credential.hosts, hostList) : [];
  const isReplaced =
    !credential ||
    type !== credential.type ||
    newHosts.length > 0 ||
    Object.values(values).some(Boolean);
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => {
      const body = { name: name.trim(), hosts: hostList };
      const typed = fieldsOf[type].map((field) => [field.name, values[field.name] ?? '']);
      const secret = { type, ...Object.fromEntries(typed) } as CredentialSecret;
      if (!credential) return client.credentials.create({ body: { ...body, secret } });
      const params = { credentialId: credential.id };
      return client.credentials.update({
        params,
        body: isReplaced ? { ...body, secret } : body,
      });
    },
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: keys.credentials });
      onClose();
    },
  });
  const errors = fieldErrors(error);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    mutate();
  };
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={credential ? `Change ${credential.name}` : 'New credential'}
      description="It is kept sealed, and shown to nobody again."
    >
      <form onSubmit={submit} className="flex flex-col gap-4">
        <Field label="Name" hint="Such as “Orders API”." error={errors.name}>
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
        <Field
          label="Hosts"
          hint="Where it may be sent: api.example.com, or *.example.com for all below it."
          error={errors.hosts}
        >
          {(control) => (
            <Input
              {...control}
              required
              value={hosts}
              onChange={(event) => setHosts(event.target.value)}
              autoComplete="off"
              autoCapitalize="off"
              spellCheck={false}
            />
          )}
        </Field>
        <Field label="Type">
          {(control) => (
            <Select
              {...control}
              value={type}
              onChange={(event) => setType(event.target.value as Type)}
            >
              <option value="bearer">Bearer token</option>
              <option value="basic">User name and password</option>
              <option value="header">Header</option>
            </Select>
          )}
        </Field>
        {newHosts.length > 0 && (
          <Notice look="info">
            Enter the secret again to send it to {newHosts.join(', ')}. This keeps someone who can
            edit the credential, but does not know its secret, from sending it to a host of their
            own.
          </Notice>
        )}
        {fieldsOf[type].map((field) => (
          <Field
            key={field.name}
            label={field.title}
            hint={isReplaced ? undefined : 'Empty to keep what there is.'}
          >
            {(control) => (
              <Input
                {...control}
                required={isReplaced}
                type={field.isSecret ? 'password' : 'text'}
                value={values[field.name] ?? ''}
                onChange={(event) => setValues({ ...values, [field.name]: event.target.value })}
                autoComplete={field.isSecret ? 'new-password' : 'off'}
                spellCheck={false}
              />
            )}
          </Field>
        ))}
        {errors.secret && <FieldError>{errors.secret}</FieldError>}
        {error && Object.keys(errors).length === 0 && <FieldError>{explain(error)}</FieldError>}
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" disabled={isPending}>
            {credential ? 'Save' : 'Create credential'}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
