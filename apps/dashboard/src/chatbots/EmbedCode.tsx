'use client';

import { useState } from 'react';
import { Code } from '@/components/Code';
import { CopyButton } from '@/components/CopyButton';
import { TabPanel, Tabs } from '@/components/Tabs';
import { useMe } from '@/lib/useMe';

const tabs = { html: 'Any site', react: 'React' };

export function EmbedCode({ publishableKey }: { publishableKey: string }) {
  const { data: me } = useMe();
  const [tab, setTab] = useState<keyof typeof tabs>('html');
  const url = me?.publicUrl ?? '';
  return (
    <>
      <div>
        <Tabs label="Kind of site" value={tab} onChange={setTab} tabs={tabs}>
          <div className="pt-3">
            <TabPanel value="html">
              <Code label="Before </body>" text={htmlSnippet(url, publishableKey)} />
            </TabPanel>
            <TabPanel value="react">
              <Code label="In a component" text={reactSnippet(url, publishableKey)} />
              <p className="mt-2 text-[13px] text-muted">
                Not on npm yet: the component is the folder <code>packages/react</code> of EchoAI.
              </p>
            </TabPanel>
          </div>
        </Tabs>
      </div>
      <div>
        <p className="font-medium">Publishable key</p>
        <p className="mt-0.5 text-[13px] text-muted">
          Names this chatbot on your pages. It is public and opens nothing else.
        </p>
        <div className="mt-2 flex flex-wrap items-center gap-2">
          <code className="break-all font-mono text-[13px]">{publishableKey}</code>
          <CopyButton text={publishableKey} label="Copy key" />
        </div>
      </div>
    </>
  );
}

function htmlSnippet(url: string, key: string): string {
  return `<script src="${url}/widget.js" data-chatbot="${key}" async></script>`;
}

function reactSnippet(url: string, key: string): string {
  return `import { ChatWidget } from '@echoai/react';

<ChatWidget chatbotId="${key}" host="${url}" />`;
}
