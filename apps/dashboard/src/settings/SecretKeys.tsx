'use client';

import type { SecretKey } from '@echoai/contract';
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
import { CreateKey } from './CreateKey';

export function SecretKeys() {
  const { data, error, refetch } = useQuery({
    queryKey: keys.secretKeys,
    queryFn: ({ signal }) => listAll((query) => client.keys.list({ query, signal })),
  });
  const [isCreating, setCreating] = useState(false);
  const [revoked, setRevoked] = useState<SecretKey | null>(null);
  return (
    <>
      <Button onClick={() => setCreating(true)}>
        <Plus aria-hidden />
        New secret key
      </Button>
      {error && !data && <LoadFailure error={error} retry={refetch} />}
      {!data && !error && <Loading lines={2} />}
      {data?.length === 0 && <p className="text-muted">There are none.</p>}
      {data && data.length > 0 && (
        <ul className="divide-y border-y">
          {data.map((key) => (
            <li key={key.id} className="flex flex-wrap items-center gap-x-4 gap-y-1 py-2">
              <div className="min-w-40 flex-1">
                <p className="font-medium">{key.name}</p>
                <p className="font-mono text-[13px] text-muted">{key.start}…</p>
              </div>
              <p className="text-[13px] text-muted">
                Created <Time value={key.createdAt} />
                {' · '}
                {key.lastUsedAt ? (
                  <>
                    used <Time value={key.lastUsedAt} />
                  </>
                ) : (
                  'never used'
                )}
              </p>
              <Button size="small" look="dangerQuiet" onClick={() => setRevoked(key)}>
                Revoke<span className="sr-only"> {key.name}</span>
              </Button>
            </li>
          ))}
        </ul>
      )}
      {isCreating && <CreateKey onClose={() => setCreating(false)} />}
      {revoked && <RevokeKey secretKey={revoked} onClose={() => setRevoked(null)} />}
    </>
  );
}

function RevokeKey({
  secretKey: { id: keyId, name },
  onClose,
}: {
  secretKey: SecretKey;
  onClose: () => void;
}) {
  const queries = useQueryClient();
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => client.keys.remove({ params: { keyId } }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: keys.secretKeys });
      toast(`${name} was revoked`);
      onClose();
    },
  });
  return (
    <ConfirmDialog
      open
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={`Revoke ${name}?`}
      description="Programs that use it are refused from now on. This cannot be undone."
      action="Revoke key"
      onConfirm={mutate}
      isBusy={isPending}
      error={error ? explain(error) : undefined}
    />
  );
}
