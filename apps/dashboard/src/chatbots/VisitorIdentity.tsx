'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Eye, EyeOff, RotateCcwKey } from 'lucide-react';
import { useState } from 'react';
import { toast } from 'sonner';
import { Button } from '@/components/Button';
import { Code } from '@/components/Code';
import { ConfirmDialog } from '@/components/ConfirmDialog';
import { CopyButton } from '@/components/CopyButton';
import { LoadFailure } from '@/components/LoadFailure';
import { Loading } from '@/components/Loading';
import { TabPanel, Tabs } from '@/components/Tabs';
import { client, explain } from '@/lib/client';
import { keys } from '@/lib/keys';
import { type Language, languages, signatureSnippet } from './signatureSnippets';

/** The secret by which the owner's server signs who its visitors are, and how it does so. */
export function VisitorIdentity({ chatbotId }: { chatbotId: string }) {
  const [isShown, setShown] = useState(false);
  const [isRotating, setRotating] = useState(false);
  const [language, setLanguage] = useState<Language>('node');
  return (
    <>
      <div>
        <p className="font-medium">Identity secret</p>
        <p className="mt-0.5 text-[13px] text-muted">
          Belongs on your server only: whoever has it can pass for any of your visitors.
        </p>
        <div className="mt-2 flex flex-wrap items-center gap-2">
          {isShown && <Secret chatbotId={chatbotId} />}
          <Button size="small" aria-expanded={isShown} onClick={() => setShown(!isShown)}>
            {isShown ? <EyeOff aria-hidden /> : <Eye aria-hidden />}
            {isShown ? 'Hide' : 'Show'}
          </Button>
          <Button size="small" onClick={() => setRotating(true)}>
            <RotateCcwKey aria-hidden />
            Make a new one …
          </Button>
        </div>
      </div>
      <div>
        <Tabs label="Language" value={language} onChange={setLanguage} tabs={languages}>
          <div className="pt-3">
            <TabPanel value={language}>
              <Code label="On your server" text={signatureSnippet({ language, chatbotId })} />
            </TabPanel>
          </div>
        </Tabs>
        <p className="mt-2 text-[13px] text-muted">
          Put what it gives into the page of a signed-in visitor:{' '}
          <code>EchoAI.identify(identity)</code>. Call <code>EchoAI.reset()</code> when they sign
          out.
        </p>
      </div>
      {isRotating && <Rotate chatbotId={chatbotId} onClose={() => setRotating(false)} />}
    </>
  );
}

/** Read only when it is to be seen. */
function Secret({ chatbotId }: { chatbotId: string }) {
  const { data, error, refetch } = useQuery({
    queryKey: keys.identitySecret(chatbotId),
    queryFn: ({ signal }) => client.chatbots.identity({ params: { chatbotId }, signal }),
    gcTime: 0,
  });
  if (error && !data) return <LoadFailure error={error} retry={refetch} />;
  if (!data) return <Loading lines={1} />;
  return (
    <>
      <code className="break-all font-mono text-[13px]">{data.secret}</code>
      <CopyButton text={data.secret} label="Copy secret" />
    </>
  );
}

function Rotate({ chatbotId, onClose }: { chatbotId: string; onClose: () => void }) {
  const queries = useQueryClient();
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => client.chatbots.rotateIdentity({ params: { chatbotId } }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: keys.identitySecret(chatbotId) });
      toast('There is a new identity secret');
      onClose();
    },
  });
  return (
    <ConfirmDialog
      open
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title="Make a new identity secret?"
      description="What your server signs by the old one proves nothing from now on: visitors are anonymous until it has the new one."
      action="Make a new one"
      onConfirm={mutate}
      isBusy={isPending}
      error={error ? explain(error) : undefined}
    />
  );
}
