'use client';

import type { Faq } from '@echoai/contract';
import { CircleQuestionMark, Plus, Search } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/Button';
import { EmptyState } from '@/components/EmptyState';
import { LoadFailure } from '@/components/LoadFailure';
import { Loading } from '@/components/Loading';
import { SearchInput } from '@/components/SearchInput';
import { FaqDialog } from './FaqDialog';
import { FaqRow } from './FaqRow';
import { move, useDeleteFaq, useFaqSwitch, useFaqs, useMoveFaq } from './faqQueries';

/** Questions with their answers, in the order in which visitors see them. */
export function Faqs({ chatbotId }: { chatbotId: string }) {
  const { data: faqs, error, refetch } = useFaqs(chatbotId);
  const [filter, setFilter] = useState('');
  const [edited, setEdited] = useState<Faq | 'new' | null>(null);
  const flip = useFaqSwitch(chatbotId);
  const reorder = useMoveFaq(chatbotId);
  const remove = useDeleteFaq(chatbotId);

  const words = filter.trim().toLowerCase();
  const shown = faqs?.filter(({ question, answer, category }) =>
    `${question} ${answer} ${category ?? ''}`.toLowerCase().includes(words),
  );
  const categories = [...new Set(faqs?.flatMap(({ category }) => category || []))].sort();
  const add = (
    <Button look="primary" onClick={() => setEdited('new')}>
      <Plus aria-hidden />
      Add FAQ
    </Button>
  );
  return (
    <>
      <div className="flex flex-wrap items-center gap-2 py-3">
        <SearchInput
          label="Search FAQs"
          value={filter}
          onChange={setFilter}
          className="min-w-40 flex-1 sm:max-w-72"
        />
        <p role="status" className="text-[13px] text-muted tabular-nums">
          {shown && (shown.length === 1 ? '1 FAQ' : `${shown.length} FAQs`)}
        </p>
        <div className="ml-auto">{add}</div>
      </div>
      {error && !faqs && <LoadFailure error={error} retry={refetch} />}
      {!faqs && !error && <Loading />}
      {faqs?.length === 0 && (
        <EmptyState icon={CircleQuestionMark} title="No FAQ yet">
          Write the questions you hear most with the answers you want given. Visitors find them in
          the chat, and answers quote them like any source.
        </EmptyState>
      )}
      {faqs && faqs.length > 0 && shown?.length === 0 && (
        <EmptyState
          icon={Search}
          title={`No FAQ has “${filter.trim()}” in it`}
          action={<Button onClick={() => setFilter('')}>Show all</Button>}
        >
          The search looks at questions, answers and categories.
        </EmptyState>
      )}
      {faqs && shown && shown.length > 0 && (
        <ol className="divide-y border-t">
          {shown.map((faq) => {
            const place = faqs.indexOf(faq);
            // While only some are shown, a place among them would mean nothing.
            const canMove = (by: -1 | 1) => !words && faqs[place + by] !== undefined;
            return (
              <FaqRow
                key={faq.id}
                faq={faq}
                onEdit={() => setEdited(faq)}
                onDelete={() => remove.mutate(faq)}
                onSwitch={(isActive) => flip.mutate({ id: faq.id, isActive })}
                onMove={(by) => reorder.mutate(move(faqs, place, by))}
                canMove={canMove}
              />
            );
          })}
        </ol>
      )}
      {edited && (
        <FaqDialog
          chatbotId={chatbotId}
          faq={edited === 'new' ? undefined : edited}
          categories={categories}
          onClose={() => setEdited(null)}
        />
      )}
    </>
  );
}
