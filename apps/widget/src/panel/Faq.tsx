import { useState } from 'preact/hooks';
import type { VisitorApi } from './api.ts';
import { ErrorBoundary } from './ErrorBoundary.tsx';
import { FailureNotice } from './FailureNotice.tsx';
import { groupFaqs } from './groupFaqs.ts';
import { ChevronIcon, SearchIcon } from './icons.tsx';
import { Markdown } from './Markdown.tsx';
import { viewTexts } from './texts/viewTexts.ts';
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
        <span class="unseen">{viewTexts().searchQuestions}</span>
        <input
          type="search"
          placeholder={viewTexts().search}
          value={search}
          onInput={(event) => setSearch(event.currentTarget.value)}
        />
      </label>
      <p class="unseen" role="status">
        {search && faqs ? viewTexts().questionsFound(found) : ''}
      </p>
      <div class="questions">
        {failure && <FailureNotice failure={failure} onRetry={load} />}
        {groups.map(({ category, items }) => (
          <section key={category} aria-label={category || viewTexts().questions}>
            {category && <h2 dir="auto">{category}</h2>}
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
          <p class="empty">{search ? viewTexts().noQuestionFits : viewTexts().noQuestions}</p>
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
      {viewTexts().needHelp}{' '}
      <button type="button" class="link" onClick={() => onAsk(about.trim())}>
        {viewTexts().askInChat}
        {about && <span class="unseen">: {about}</span>}
      </button>
    </p>
  );
}
