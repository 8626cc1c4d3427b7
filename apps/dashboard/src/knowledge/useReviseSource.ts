import type { Language, Source } from '@echoai/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { client } from '@/lib/client';
import { keys } from '@/lib/keys';

type Revision =
  | { title?: string; text?: string; url?: string | null; language?: Language | null }
  | FormData;

/** Changes a source, which is then read again. */
export function useReviseSource({ id: sourceId, chatbotId }: Source) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (revision: Revision) =>
      client.sources.update({
        params: { chatbotId, sourceId },
        ...(revision instanceof FormData ? { form: revision } : { body: revision }),
      }),
    onSuccess: (source) => {
      void queries.invalidateQueries({ queryKey: keys.sources(chatbotId) });
      queries.setQueryData(keys.source(sourceId), (before?: object) => ({ ...before, ...source }));
    },
  });
}
