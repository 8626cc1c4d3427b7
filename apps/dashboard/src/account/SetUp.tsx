'use client';

import { ApiError } from '@echoai/contract';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRouter, useSearchParams } from 'next/navigation';
import { type FormEvent, useState } from 'react';
import { Button, buttonStyle } from '@/components/Button';
import { Field, Input } from '@/components/Field';
import Link from '@/components/Link';
import { Loading } from '@/components/Loading';
import { Notice } from '@/components/Notice';
import { client } from '@/lib/client';
import { fieldErrors } from '@/lib/fieldErrors';
import { AccountPage } from './AccountPage';
import { PasswordInput } from './PasswordInput';
import { signIn } from './signIn';

/** Creates the first owner with the one-time token of the link. */
export function SetUp() {
  const token = useSearchParams().get('token') ?? '';
  const state = useQuery({
    queryKey: ['setup'],
    queryFn: ({ signal }) => client.workspace.setupState({ signal }),
  });
  if (state.isPending) {
    return (
      <AccountPage title="Set up EchoAI">
        <Loading lines={3} />
      </AccountPage>
    );
  }
  if (state.isError) {
    return (
      <AccountPage title="Set up EchoAI">
        <Notice
          look="danger"
          action={
            <Button size="small" onClick={() => state.refetch()}>
              Try again
            </Button>
          }
        >
          {state.error.message}
        </Notice>
      </AccountPage>
    );
  }
  if (!state.data.needed) return <AlreadySetUp />;
  return token ? <OwnerForm token={token} /> : <LinkNeeded />;
}

function AlreadySetUp() {
  return (
    <AccountPage
      title="This link was used"
      description="The installation has an owner already. Sign in with that account."
    >
      <Link href="/sign-in" className={buttonStyle({ look: 'primary' })}>
        Sign in
      </Link>
    </AccountPage>
  );
}

function LinkNeeded() {
  return (
    <AccountPage
      title="The link is not complete"
      description="Its end, “?token=…”, is missing. Copy the whole “First owner” link from where EchoAI was started; each start prints it again while there is no owner."
    >
      <Link href="/sign-in" className={buttonStyle()}>
        Go to sign-in
      </Link>
    </AccountPage>
  );
}

function OwnerForm({ token }: { token: string }) {
  const router = useRouter();
  const queries = useQueryClient();
  const [owner, setOwner] = useState({ name: '', email: '', password: '' });
  const { mutate, isPending, isSuccess, error } = useMutation({
    mutationFn: async () => {
      const account = { ...owner, name: owner.name.trim(), email: owner.email.trim() };
      await client.workspace.setup({ body: { token, ...account } });
      await signIn(account);
    },
    onSuccess: () => {
      queries.clear();
      router.replace('/');
    },
  });
  const errors = fieldErrors(error);
  const isLinkRefused = error instanceof ApiError && error.problem.code === 'forbidden';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    mutate();
  };
  return (
    <AccountPage
      title="Create the owner’s account"
      description="The owner of this installation sees and changes everything in it."
    >
      <form onSubmit={submit} className="flex flex-col gap-4">
        <Field label="Name" error={errors.name}>
          {(control) => (
            <Input
              {...control}
              required
              maxLength={100}
              autoComplete="name"
              value={owner.name}
              onChange={(event) => setOwner({ ...owner, name: event.target.value })}
            />
          )}
        </Field>
        <Field label="E-mail" error={errors.email}>
          {(control) => (
            <Input
              {...control}
              type="email"
              required
              autoComplete="username"
              value={owner.email}
              onChange={(event) => setOwner({ ...owner, email: event.target.value })}
            />
          )}
        </Field>
        <Field label="Password" hint="At least 8 characters." error={errors.password}>
          {(control) => (
            <PasswordInput
              {...control}
              required
              minLength={8}
              maxLength={128}
              autoComplete="new-password"
              value={owner.password}
              onChange={(event) => setOwner({ ...owner, password: event.target.value })}
            />
          )}
        </Field>
        {error && Object.keys(errors).length === 0 && (
          <Notice look="danger">
            {isLinkRefused
              ? 'This link is not valid. Copy the whole “First owner” link from where EchoAI was started; each start prints it again while there is no owner.'
              : error.message}
          </Notice>
        )}
        <Button type="submit" look="primary" disabled={isPending || isSuccess}>
          {isPending || isSuccess ? 'Creating …' : 'Create account'}
        </Button>
      </form>
    </AccountPage>
  );
}
