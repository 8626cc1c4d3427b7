'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRouter, useSearchParams } from 'next/navigation';
import { type FormEvent, useState } from 'react';
import { Button } from '@/components/Button';
import { Field, Input } from '@/components/Field';
import { Notice } from '@/components/Notice';
import { client } from '@/lib/client';
import { AccountPage } from './AccountPage';
import { nextPath } from './nextPath';
import { PasswordInput } from './PasswordInput';
import { signIn } from './signIn';

export function SignIn() {
  const router = useRouter();
  const queries = useQueryClient();
  const next = nextPath(useSearchParams().get('next'));
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const setup = useQuery({
    queryKey: ['setup'],
    queryFn: ({ signal }) => client.workspace.setupState({ signal }),
  });
  const { mutate, isPending, isSuccess, error } = useMutation({
    mutationFn: signIn,
    onSuccess: () => {
      queries.clear();
      router.replace(next);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    mutate({ email: email.trim(), password });
  };
  return (
    <AccountPage title="Sign in">
      {setup.data?.needed && (
        <Notice look="info">
          <p className="font-medium">This installation has no owner yet</p>
          <p className="mt-0.5 text-muted">
            EchoAI prints a one-time link, “First owner”, where it was started. Open that link to
            create your account.
          </p>
        </Notice>
      )}
      <form onSubmit={submit} className="flex flex-col gap-4">
        <Field label="E-mail">
          {(control) => (
            <Input
              {...control}
              type="email"
              required
              autoComplete="username"
              value={email}
              onChange={(event) => setEmail(event.target.value)}
            />
          )}
        </Field>
        <Field label="Password">
          {(control) => (
            <PasswordInput
              {...control}
              required
              autoComplete="current-password"
              value={password}
              onChange={(event) => setPassword(event.target.value)}
            />
          )}
        </Field>
        {error && <Notice look="danger">{error.message}</Notice>}
        <Button type="submit" look="primary" disabled={isPending || isSuccess}>
          {isPending || isSuccess ? 'Signing in …' : 'Sign in'}
        </Button>
      </form>
    </AccountPage>
  );
}
