import type { Me } from '@echoai/contract';
import { Notice } from '@/components/Notice';

/** What answers now, and which environment variable changes it. */
export function ModelList({
  models: { chat, fast, embedding, notices },
}: {
  models: Me['models'];
}) {
  const rows = [
    {
      purpose: 'Answers',
      now: chat ? `Written by ${chat}` : 'Quoted from your pages',
      change: chat ? (
        <>
          <Variable name="CHAT_MODEL" /> names another model, such as{' '}
          <code className="break-all">anthropic:claude-haiku-4-5</code> of another provider.
        </>
      ) : (
        <>
          <Variable name="OPENAI_API_KEY" /> has them written by a model;{' '}
          <Variable name="OPENAI_BASE_URL" /> uses any server that speaks OpenAI’s API.
        </>
      ),
    },
    ...(fast
      ? [
          {
            purpose: 'Reading',
            now: `Messages are read by ${fast}`,
            change: (
              <>
                <Variable name="FAST_MODEL" /> names another model, which also writes summaries.
              </>
            ),
          },
        ]
      : []),
    {
      purpose: 'Search',
      now: embedding === 'offline' ? 'Built in, on this machine' : embedding,
      change: (
        <>
          <Variable name="EMBEDDING_MODEL" /> names another, such as{' '}
          <code className="break-all">text-embedding-3-small</code>; all passages are then read
          again.
        </>
      ),
    },
  ];
  return (
    <>
      {notices.map((notice) => (
        <Notice key={notice} look="warning">
          <span className="whitespace-pre-line break-words">{notice}</span>
        </Notice>
      ))}
      <dl className="divide-y border-y">
        {rows.map(({ purpose, now, change }) => (
          <div key={purpose} className="grid gap-x-4 py-3 sm:grid-cols-[112px_1fr]">
            <dt className="text-muted">{purpose}</dt>
            <dd>
              <p>{now}</p>
              <p className="mt-0.5 text-pretty text-[13px] text-muted">{change}</p>
            </dd>
          </div>
        ))}
      </dl>
    </>
  );
}

function Variable({ name }: { name: string }) {
  return <code className="break-all font-medium text-ink">{name}</code>;
}
