'use client';

import type { Chatbot, Me } from '@echoai/contract';
import { useQuery } from '@tanstack/react-query';
import { Circle, CircleCheck } from 'lucide-react';
import type { ReactNode } from 'react';
import { buttonStyle } from '@/components/Button';
import Link from '@/components/Link';
import { client } from '@/lib/client';

/** What is left between a new installation and answered visitors. */
export function FirstSteps({
  me,
  chatbots,
  hasConversations,
}: {
  me: Me;
  chatbots: Chatbot[];
  hasConversations: boolean;
}) {
  const hasKnowledge = useHasKnowledge(chatbots);
  const first = chatbots[0];
  const steps: { isDone: boolean; title: string; text: ReactNode; action: ReactNode }[] = [
    {
      isDone: hasKnowledge,
      title: 'Give it knowledge',
      text: 'Paste text or upload files. Answers quote the passage they rest on.',
      action: <StepLink href="/knowledge">Open knowledge</StepLink>,
    },
    {
      isDone: hasConversations,
      title: 'Ask it something',
      text: 'The demo page is a small shop with the chat on it. What you ask appears below.',
      action: (
        <a href="/demo" target="_blank" rel="noreferrer" className={buttonStyle({ size: 'small' })}>
          Open the demo page
        </a>
      ),
    },
    {
      isDone: chatbots.some(({ allowedOrigins }) => allowedOrigins.length > 0),
      title: 'Put it on your site',
      text: 'Copy one line into your pages, and name the sites that may use the chatbot.',
      action: (
        <StepLink href={first ? `/chatbots/settings?id=${first.id}` : '/chatbots'}>
          Copy the code
        </StepLink>
      ),
    },
    {
      isDone: me.models.chat !== null,
      title: 'Connect a model',
      text: me.models.chat ? (
        `Answers are written by ${me.models.chat}.`
      ) : (
        <>
          Answers quote your pages. Set <code className="font-medium">OPENAI_API_KEY</code> to have
          them written by a model.
        </>
      ),
      action: <StepLink href="/settings">See models</StepLink>,
    },
  ];
  const done = steps.filter(({ isDone }) => isDone).length;
  return (
    <section aria-labelledby="first-steps">
      <div className="flex items-baseline justify-between pb-2">
        <h2 id="first-steps" className="font-semibold">
          First steps
        </h2>
        <p className="text-[13px] text-muted tabular-nums">
          {done} of {steps.length} done
        </p>
      </div>
      <ol className="divide-y border-y">
        {steps.map(({ isDone, title, text, action }) => {
          const Icon = isDone ? CircleCheck : Circle;
          return (
            <li key={title} className="flex flex-wrap items-center gap-x-4 gap-y-2 py-3">
              <div className="flex min-w-60 flex-1 gap-3">
                <Icon
                  aria-hidden
                  className={`mt-0.5 size-4 shrink-0 ${isDone ? 'text-success-ink' : 'text-muted'}`}
                />
                <div>
                  <p className="font-medium">
                    {title}
                    {isDone && <span className="sr-only"> (done)</span>}
                  </p>
                  <p className="text-pretty text-muted">{text}</p>
                </div>
              </div>
              <div className="max-sm:w-full max-sm:pl-7">{action}</div>
            </li>
          );
        })}
      </ol>
    </section>
  );
}

function StepLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Link href={href} className={buttonStyle({ size: 'small' })}>
      {children}
    </Link>
  );
}

/** Whether any chatbot has a source or an FAQ. */
function useHasKnowledge(chatbots: Chatbot[]): boolean {
  const ids = chatbots.map(({ id }) => id);
  const { data } = useQuery({
    queryKey: ['has-knowledge', ...ids],
    queryFn: async ({ signal }) => {
      const query = { limit: 1 };
      for (const chatbotId of ids) {
        const params = { chatbotId };
        const [sources, faqs] = await Promise.all([
          client.sources.list({ params, query, signal }),
          client.faqs.list({ params, query, signal }),
        ]);
        if (sources.items.length + faqs.items.length > 0) return true;
      }
      return false;
    },
  });
  return data ?? false;
}
