'use client';

import { Bot, Plus } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/Button';
import { EmptyState } from '@/components/EmptyState';
import Link from '@/components/Link';
import { LoadFailure } from '@/components/LoadFailure';
import { Loading } from '@/components/Loading';
import { PageHeader } from '@/components/PageHeader';
import { Time } from '@/components/Time';
import { useChatbots } from '@/lib/useChatbots';
import { CreateChatbot } from './CreateChatbot';

export function Chatbots() {
  const { data: chatbots, error, refetch } = useChatbots();
  const [isCreating, setCreating] = useState(false);
  const create = (
    <Button look="primary" onClick={() => setCreating(true)}>
      <Plus aria-hidden />
      New chatbot
    </Button>
  );
  return (
    <>
      <PageHeader title="Chatbots">{create}</PageHeader>
      <div className="px-4 py-2 sm:px-6">
        {error && !chatbots && <LoadFailure error={error} retry={refetch} />}
        {!chatbots && !error && <Loading />}
        {chatbots?.length === 0 && (
          <EmptyState icon={Bot} title="No chatbot yet" action={create}>
            A chatbot answers your visitors from the knowledge you give it. Create one, add a few
            pages, and put it on your site with one line.
          </EmptyState>
        )}
        {chatbots && chatbots.length > 0 && (
          <ul className="divide-y">
            {chatbots.map(({ id, name, color, welcomeMessage, allowedOrigins, updatedAt }) => (
              <li key={id} className="relative -mx-2 rounded-md px-2 hover:bg-hover">
                <div className="flex items-center gap-3 py-3">
                  <span
                    aria-hidden
                    className="size-3 shrink-0 rounded-full border border-black/10"
                    style={{ background: color }}
                  />
                  <div className="min-w-0 flex-1">
                    <Link
                      href={`/chatbots/settings?id=${id}`}
                      className="font-medium after:absolute after:inset-0"
                    >
                      {name}
                    </Link>
                    <p className="truncate text-[13px] text-muted">{welcomeMessage}</p>
                  </div>
                  <p className="w-44 text-[13px] text-muted max-lg:hidden">
                    {allowedOrigins.length === 0
                      ? 'On any site'
                      : `On ${allowedOrigins.length} ${allowedOrigins.length === 1 ? 'site' : 'sites'}`}
                  </p>
                  <p className="w-36 text-right text-[13px] text-muted max-sm:hidden">
                    Changed <Time value={updatedAt} />
                  </p>
                  <Link
                    href={`/knowledge?bot=${id}`}
                    className="relative rounded text-[13px] text-accent-ink hover:underline"
                  >
                    Knowledge<span className="sr-only"> of {name}</span>
                  </Link>
                </div>
              </li>
            ))}
          </ul>
        )}
      </div>
      <CreateChatbot open={isCreating} onOpenChange={setCreating} />
    </>
  );
}
