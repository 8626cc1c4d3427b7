import type { Faq } from '@echoai/contract';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { toast } from 'sonner';
import { client, explain, listAll } from '@/lib/client';
import { keys } from '@/lib/keys';

export type FaqValues = Pick<Faq, 'question' | 'answer' | 'category' | 'language'>;

/** All FAQs of a chatbot in their display order. */
export function useFaqs(chatbotId: string) {
  return useQuery({
    queryKey: keys.faqs(chatbotId),
    queryFn: ({ signal }) =>
      listAll((query) => client.faqs.list({ params: { chatbotId }, query, signal })),
  });
}

/** Creates an FAQ at the end, or changes the one with `faqId`. */
export function useSaveFaq(chatbotId: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ faqId, values }: { faqId: string | undefined; values: FaqValues }) => {
      if (faqId) return client.faqs.update({ params: { chatbotId, faqId }, body: values });
      const known = queries.getQueryData<Faq[]>(keys.faqs(chatbotId)) ?? [];
      const displayOrder = Math.max(-1, ...known.map((faq) => faq.displayOrder)) + 1;
      return client.faqs.create({ params: { chatbotId }, body: { ...values, displayOrder } });
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: keys.faqs(chatbotId) }),
  });
}

/**
 * Changes that the list shows at once. They are sent one after the other, and the list is read again
 * after the last: an answer in between would undo on the screen what still waits.
 */
function useListChange(chatbotId: string) {
  const queries = useQueryClient();
  const queryKey = keys.faqs(chatbotId);
  return {
    queries,
    queryKey,
    options: {
      mutationKey: ['change', ...queryKey],
      scope: { id: `faqs of ${chatbotId}` },
      onError: (error: Error) => toast.error(explain(error)),
      onSettled: async () => {
        if (queries.isMutating({ mutationKey: ['change', ...queryKey] }) > 1) return;
        await queries.invalidateQueries({ queryKey });
      },
    },
  };
}

export function useFaqSwitch(chatbotId: string) {
  const { queries, queryKey, options } = useListChange(chatbotId);
  return useMutation({
    ...options,
    mutationFn: ({ id: faqId, isActive }: Pick<Faq, 'id' | 'isActive'>) =>
      client.faqs.update({ params: { chatbotId, faqId }, body: { isActive } }),
    onMutate: async ({ id, isActive }) => {
      await queries.cancelQueries({ queryKey });
      queries.setQueryData<Faq[]>(queryKey, (faqs) =>
        faqs?.map((faq) => (faq.id === id ? { ...faq, isActive } : faq)),
      );
    },
  });
}

/** Moves an FAQ one place up (−1) or down (1), and numbers all others as they stand. */
export function useMoveFaq(chatbotId: string) {
  const { queries, queryKey, options } = useListChange(chatbotId);
  return useMutation({
    ...options,
    mutationFn: async ({ changed }: { reordered: Faq[]; changed: Faq[] }) => {
      for (const { id: faqId, displayOrder } of changed) {
        await client.faqs.update({ params: { chatbotId, faqId }, body: { displayOrder } });
      }
    },
    onMutate: async ({ reordered }) => {
      await queries.cancelQueries({ queryKey });
      queries.setQueryData<Faq[]>(queryKey, reordered);
    },
  });
}

/** The list after a move, and the FAQs whose number changed by it. */
export function move(faqs: Faq[], from: number, by: -1 | 1) {
  const reordered = [...faqs];
  reordered.splice(from + by, 0, ...reordered.splice(from, 1));
  const numbered = reordered.map((faq, displayOrder) => ({ ...faq, displayOrder }));
  const before = new Map(faqs.map(({ id, displayOrder }) => [id, displayOrder]));
  return {
    reordered: numbered,
    changed: numbered.filter(({ id, displayOrder }) => before.get(id) !== displayOrder),
  };
}

/** Deletes an FAQ at once; its undo makes it anew, with the same words and place. */
export function useDeleteFaq(chatbotId: string) {
  const queries = useQueryClient();
  const refresh = () => queries.invalidateQueries({ queryKey: keys.faqs(chatbotId) });
  const restore = async ({ question, answer, category, displayOrder, isActive }: Faq) => {
    try {
      await client.faqs.create({
        params: { chatbotId },
        body: { question, answer, category, displayOrder, isActive },
      });
      await refresh();
    } catch (error) {
      toast.error(explain(error));
    }
  };
  return useMutation({
    mutationFn: ({ id: faqId }: Faq) => client.faqs.remove({ params: { chatbotId, faqId } }),
    onSuccess: (_, faq) => {
      toast('The FAQ was deleted', { action: { label: 'Undo', onClick: () => restore(faq) } });
      return refresh();
    },
    onError: (error) => toast.error(explain(error)),
  });
}
