'use client';

import type { Credential } from '@echoai/contract';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { toast } from 'sonner';
import { Button } from '@/components/Button';
import { ConfirmDialog } from '@/components/ConfirmDialog';
import { LoadFailure } from '@/components/LoadFailure';
import { Loading } from '@/components/Loading';
import { Time } from '@/components/Time';
import { client, explain, listAll } from '@/lib/client';
import { keys } from '@/lib/keys';
import { CredentialForm } from './CredentialForm';

const types: Record<Credential['type'], string> = {
  bearer: 'Bearer token',
  basic: 'User name and password',
  header: 'Header',
};

/** API keys and the like for requests of automations. */
export function Credentials() {
  const { data, error, refetch } = useQuery({
    queryKey: keys.credentials,
    queryFn: ({ signal }) => listAll((query) => client.credentials.list({ query, signal })),
  });
  const [edited, setEdited] = useState<Credential | 'new' | null>(null);
  const [forgotten, setForgotten] = useState<Credential | null>(null);
  return (
    <>
      <Button onClick={() => setEdited('new')}>
        <Plus aria-hidden />
        New credential
      </Button>
      {error && !data && <LoadFailure error={error} retry={refetch} />}
      {!data && !error && <Loading lines={2} />}
      {data?.length === 0 && (
        <p className="text-muted">
          There are none. The node “HTTP request” can send one to the hosts that you name, without
          its secret standing in the automation.
        </p>
      )}
      {data && data.length > 0 && (
        <ul aria-label="Credentials" className="divide-y border-y">
          {data.map((credential) => (
            <li key={credential.id} className="flex flex-wrap items-center gap-x-4 gap-y-1 py-2">
              <div className="min-w-40 flex-1">
                <p className="font-medium">{credential.name}</p>
                <p className="text-[13px] text-muted">
                  {types[credential.type]} for {credential.hosts.join(', ')}
                </p>
              </div>
              <p className="text-[13px] text-muted">
                {usesInWords(credential)}
                {' · '}
                {credential.lastUsedAt ? (
                  <>
                    sent <Time value={credential.lastUsedAt} />
                  </>
                ) : (
                  'never sent'
                )}
              </p>
              <span className="flex gap-1">
                <Button size="small" look="quiet" onClick={() => setEdited(credential)}>
                  Change<span className="sr-only"> {credential.name}</span>
                </Button>
                <Button size="small" look="dangerQuiet" onClick={() => setForgotten(credential)}>
                  Delete<span className="sr-only"> {credential.name}</span>
                </Button>
              </span>
            </li>
          ))}
        </ul>
      )}
      {edited && (
        <CredentialForm
          credential={edited === 'new' ? undefined : edited}
          onClose={() => setEdited(null)}
        />
      )}
      {forgotten && <DeleteCredential credential={forgotten} onClose={() => setForgotten(null)} />}
    </>
  );
}

function usesInWords({ usedBy }: Credential): string {
  if (usedBy.length === 0) return 'In no automation';
  return usedBy.length === 1 ? `In ${usedBy[0]!.name}` : `In ${usedBy.length} automations`;
}

function DeleteCredential({
  credential: { id: credentialId, name, usedBy },
  onClose,
}: {
  credential: Credential;
  onClose: () => void;
}) {
  const queries = useQueryClient();
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => client.credentials.remove({ params: { credentialId } }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: keys.credentials });
      toast(`${name} was deleted`);
      onClose();
    },
  });
  const users = usedBy.map((workflow) => workflow.name).join(', ');
  return (
    <ConfirmDialog
      open
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={`Delete ${name}?`}
      description={
        users
          ? `Requests of ${users} fail from now on, until another credential is chosen there.`
          : 'No automation names it. It cannot be had back.'
      }
      action="Delete credential"
      onConfirm={mutate}
      isBusy={isPending}
      error={error ? explain(error) : undefined}
    />
  );
}
