'use client';

import type { ProviderState } from '@echoai/contract';
import { providers } from '@echoai/integrations';
import { useMutation } from '@tanstack/react-query';
import { ExternalLink } from 'lucide-react';
import { type FormEvent, Fragment, useState } from 'react';
import { toast } from 'sonner';
import { Button } from '@/components/Button';
import { CopyButton } from '@/components/CopyButton';
import { Dialog, DialogActions } from '@/components/Dialog';
import { Field, FieldError, Input } from '@/components/Field';
import { Markdown } from '@/components/Markdown';
import { Notice } from '@/components/Notice';
import { client, explain } from '@/lib/client';
import { fieldErrors } from '@/lib/fieldErrors';
import { useConnect, useRefreshConnections } from './connectionQueries';

/** How an owner makes an app at the provider, and where its id and secret go. */
export function ProviderSetUp({
  provider: state,
  onClose,
}: {
  provider: ProviderState;
  onClose: () => void;
}) {
  const { setUp, oauth } = providers[state.id]!;
  const [values, setValues] = useState<Record<string, string>>({
    clientId: state.app?.clientId ?? '',
  });
  const refresh = useRefreshConnections();
  const connect = useConnect();
  const { id: provider } = state;
  const save = useMutation({
    mutationFn: () => {
      const { clientId = '', clientSecret = '', signingSecret } = values;
      const body = { clientId, clientSecret, ...(signingSecret ? { signingSecret } : {}) };
      return client.connections.setApp({ params: { provider }, body });
    },
    onSuccess: async () => {
      await refresh();
      connect.mutate({ provider });
    },
  });
  const remove = useMutation({
    mutationFn: () => client.connections.removeApp({ params: { provider } }),
    onSuccess: async () => {
      await refresh();
      toast(`The app of ${state.title} was forgotten`);
      onClose();
    },
  });
  const errors = fieldErrors(save.error);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  const scopes = state.scopes.map(({ name }) => name).join(oauth.scopeSeparator);
  const copied: Record<string, string> = {
    redirectUri: state.redirectUri,
    scopes,
    eventsUrl: state.eventsUrl ?? '',
  };
  const fields = [
    { name: 'clientId', title: 'Client ID', isSecret: false },
    { name: 'clientSecret', title: 'Client secret', isSecret: true },
    ...(setUp.hasSigningSecret
      ? [{ name: 'signingSecret', title: 'Signing secret', isSecret: true }]
      : []),
  ];
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => !isOpen && onClose()}
      side="right"
      title={`Set up ${state.title}`}
      description={`${state.title} lets other programs in by an “app”, which you make there once. It takes some minutes.`}
    >
      {state.app?.from === 'environment' && (
        <Notice look="info">
          This installation has an app already, set by environment variables. One that you enter
          here counts for your organisation instead.
        </Notice>
      )}
      <ol className="flex list-decimal flex-col gap-3 pl-5">
        {setUp.steps.map((step) => (
          <li key={step}>
            <Step text={step} values={copied} />
          </li>
        ))}
      </ol>
      <a
        href={setUp.url}
        target="_blank"
        rel="noreferrer"
        className="inline-flex items-center gap-1.5 self-start rounded text-accent-ink underline underline-offset-2"
      >
        Where apps of {state.title} are made
        <ExternalLink aria-hidden className="size-3.5" />
      </a>
      <form onSubmit={submit} className="flex flex-col gap-4 border-t pt-4">
        {fields.map(({ name, title, isSecret }) => (
          <Field
            key={name}
            label={title}
            error={errors[name]}
            hint={
              isSecret && state.app?.from === 'organisation'
                ? 'Kept sealed; enter it again to change the app.'
                : undefined
            }
          >
            {(control) => (
              <Input
                {...control}
                required
                type={isSecret ? 'password' : 'text'}
                value={values[name] ?? ''}
                onChange={({ target }) => setValues({ ...values, [name]: target.value })}
                autoComplete="off"
                autoCapitalize="off"
                spellCheck={false}
              />
            )}
          </Field>
        ))}
        {save.error && Object.keys(errors).length === 0 && (
          <FieldError>{explain(save.error)}</FieldError>
        )}
        <DialogActions>
          {state.app?.from === 'organisation' && (
            <Button
              look="dangerQuiet"
              disabled={remove.isPending}
              onClick={() => remove.mutate()}
              className="mr-auto"
            >
              Forget the app
            </Button>
          )}
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" disabled={save.isPending || connect.isPending}>
            Save and connect
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}

/** A step; what stands in braces is shown to be copied. */
function Step({ text, values }: { text: string; values: Record<string, string> }) {
  return text.split(/\{(\w+)\}/).map((part, place) => {
    if (place % 2 === 0) return part.trim() && <Markdown key={part} text={part} />;
    const value = values[part] ?? '';
    return (
      <Fragment key={part}>
        <span className="my-1 flex items-start gap-2 rounded-md border bg-sunken py-1 pr-1 pl-2.5">
          <code className="min-w-0 flex-1 break-all py-1 font-mono text-[13px]">{value}</code>
          <CopyButton text={value} />
        </span>
      </Fragment>
    );
  });
}
