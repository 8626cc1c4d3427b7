import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useId } from 'react';
import { Choices } from '@/components/Choices';
import { LoadFailure } from '@/components/LoadFailure';
import { Loading } from '@/components/Loading';
import { Markdown } from '@/components/Markdown';
import { client } from '@/lib/client';
import { keys } from '@/lib/keys';

/** What visitors read when they ask for a person, as the settings are saved. */
export function HandOverPreview({ chatbotId, savedAt }: { chatbotId: string; savedAt: string }) {
  const id = useId();
  const { data, error, refetch } = useQuery({
    queryKey: [...keys.handOverPreview(chatbotId), savedAt],
    queryFn: ({ signal }) => client.chatbots.handOverPreview({ params: { chatbotId }, signal }),
    placeholderData: keepPreviousData,
  });
  const replies = data && [
    { when: 'First', reply: data.offer },
    { when: whenOpen(data), reply: data.open },
    { when: 'While nobody is there', reply: data.closed },
  ];
  return (
    <section aria-labelledby={id} className="rounded-md border bg-hover p-3">
      <p id={id} className="font-medium">
        What visitors read
      </p>
      <p className="text-[13px] text-muted">In English here; to visitors in their language.</p>
      {error && !data && <LoadFailure error={error} retry={refetch} />}
      {!data && !error && <Loading />}
      {replies?.map(
        ({ when, reply }) =>
          reply && (
            <div key={when} className="mt-3">
              {when && <p className="text-[13px] text-muted">{when}</p>}
              <Markdown text={reply.text} />
              <Choices choices={reply.choices} />
            </div>
          ),
      )}
    </section>
  );
}

function whenOpen({ offer, closed }: { offer: unknown; closed: unknown }): string {
  if (closed) return 'While the team is there';
  return offer ? 'After a yes' : '';
}
