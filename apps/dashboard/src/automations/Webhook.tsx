'use client';

import type { Workflow } from '@echoai/contract';
import { Eye, EyeOff } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/Button';
import { CopyButton } from '@/components/CopyButton';

/** Where a webhook trigger is called, and the secret that signs its calls. */
export function Webhook({ url, secret }: Workflow['webhook']) {
  const [isShown, setShown] = useState(false);
  return (
    <>
      <div>
        <p className="font-medium">Address</p>
        {url === null ? (
          <Unreadable what="address" />
        ) : (
          <div className="mt-2 flex flex-wrap items-center gap-2">
            <code className="break-all font-mono text-[13px]">{url}</code>
            <CopyButton text={url} label="Copy address" />
          </div>
        )}
      </div>
      <div>
        <p className="font-medium">Secret</p>
        <p className="mt-0.5 text-[13px] text-muted">
          Signs each call, as Standard Webhooks describe it. Whoever has it can start this
          automation.
        </p>
        {secret === null ? (
          <Unreadable what="secret" />
        ) : (
          <div className="mt-2 flex flex-wrap items-center gap-2">
            {isShown && <code className="break-all font-mono text-[13px]">{secret}</code>}
            <Button size="small" aria-expanded={isShown} onClick={() => setShown(!isShown)}>
              {isShown ? <EyeOff aria-hidden /> : <Eye aria-hidden />}
              {isShown ? 'Hide' : 'Show'}
            </Button>
            <CopyButton text={secret} label="Copy secret" />
          </div>
        )}
      </div>
    </>
  );
}

function Unreadable({ what }: { what: string }) {
  return (
    <p className="mt-2">
      The {what} cannot be read, since ECHOAI_SECRET was changed. Start EchoAI with the earlier one
      as ECHOAI_SECRET_PREVIOUS.
    </p>
  );
}
