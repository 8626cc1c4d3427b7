import { useState } from 'preact/hooks';
import type { VisitorApi } from './api.ts';
import { ErrorBoundary } from './ErrorBoundary.tsx';
import { FailureNotice } from './FailureNotice.tsx';
import { groupFaqs } from './groupFaqs.ts';
import { ChevronIcon, SearchIcon } from './icons.tsx';
import { Markdown } from './Markdown.tsx';
import { useFaqs } from './useFaqs.ts';

/** The owner's questions and answers, by category, with a search. */
export function Faq({ api, onAsk }: { api: VisitorApi; onAsk: (question: string) => void }) {
  const { faqs, failure, load } = useFaqs(api);
  const [search, setSearch] = useState('');
  const groups = groupFaqs({ faqs: faqs ?? [], search });
  const found = groups.reduce((sum, { items }) => sum + items.length, 0);
  return (
    <div class="faq">
      <label class="search">
        <SearchIcon />
        <span class="unseen">Search the questions</span>
        <input
          type="search"
          placeholder="Search"
          value={search}
          onInput={(event) => setSearch(event.currentTarget.value)}
        />
      </label>
      <p class="unseen" role="status">
        {search && faqs ? `${found} ${found === 1 ? 'question' : 'questions'} found` : ''}
      </p>
      <div class="questions">
        {failure && <FailureNotice failure={failure} onRetry={load} />}
        {groups.map(({ category, items }) => (
          <section key={category} aria-label={category || 'Questions'}>
            {category && <h2>{category}</h2>}
            {items.map((faq) => (
              <details key={faq.id}>
                <summary dir="auto">
                  {faq.question}
                  <ChevronIcon />
                </summary>
                <div dir="auto">
                  <ErrorBoundary instead={<div class="plain">{faq.answer}</div>}>
                    <Markdown text={faq.answer} />
                  </ErrorBoundary>
                </div>
                <StillNeedHelp about={faq.question} onAsk={onAsk} />
              </details>
            ))}
          </section>
        ))}
        {faqs && found === 0 && (
          <p class="empty">
            {search ? 'No question fits that.' : 'There are no questions here yet.'}
          </p>
        )}
        {faqs && <StillNeedHelp about={search} onAsk={onAsk} />}
      </div>
    </div>
  );
}

/** The way into the chat, which takes the question along. */
function StillNeedHelp({ about, onAsk }: { about: string; onAsk: (question: string) => void }) {
  return (
    <p class="ask">
      Still need help?{' '}
      <button type="button" class="link" onClick={() => onAsk(about.trim())}>
        Ask in the chat
        {about && <span class="unseen">: {about}</span>}
      </button>
    </p>
  );
}
