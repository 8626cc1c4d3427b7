'use client';

import {
  type Chatbot,
  type EverydayActSettings,
  type EverydayLanguage,
  everydayLanguages,
  fillPlaceholders,
} from '@echoai/contract';
import { Search } from 'lucide-react';
import { useId, useState } from 'react';
import { Button } from '@/components/Button';
import { EmptyState } from '@/components/EmptyState';
import { Select } from '@/components/Field';
import { LoadFailure } from '@/components/LoadFailure';
import { Loading } from '@/components/Loading';
import { SearchInput } from '@/components/SearchInput';
import { useSearch } from '@/lib/useSearch';
import { EverydayRow } from './EverydayRow';
import { useEveryday } from './everydayQueries';
import { actTexts, doingOf, groups, languageNames, mainSentenceOf } from './everydayTexts';

/** What visitors write besides questions: switch each off, open it to word its replies. */
export function EverydayList({ chatbot }: { chatbot: Chatbot }) {
  const { search, setSearch } = useSearch();
  const { data: items, error, refetch } = useEveryday(chatbot.id);
  const languageId = useId();
  const [filter, setFilter] = useState('');
  const asked = search.get('language');
  const language = everydayLanguages.find((each) => each === asked) ?? 'en';

  const words = filter.trim().toLowerCase();
  const rows = items
    ?.map((item) => rowOf(item, { chatbot, language }))
    .filter(({ item, title, does, reply }) =>
      `${title} ${item.examples.join(' ')} ${does ?? ''} ${reply ?? ''}`
        .toLowerCase()
        .includes(words),
    );
  return (
    <>
      <p className="max-w-[75ch] pt-3 text-pretty text-muted">
        What visitors write besides questions. The bot answers these messages by itself, in eight
        languages. A message that you switch off is a question like any other.
      </p>
      <div className="flex flex-wrap items-center gap-2 py-3">
        <SearchInput
          label="Search everyday messages"
          value={filter}
          onChange={setFilter}
          className="min-w-48 flex-1 sm:max-w-72"
        />
        <div className="flex items-center gap-2">
          <label htmlFor={languageId} className="text-[13px] text-muted">
            Replies in
          </label>
          <Select
            id={languageId}
            value={language}
            onChange={({ target }) =>
              setSearch({ language: target.value === 'en' ? null : target.value })
            }
            className="w-auto"
          >
            {everydayLanguages.map((each) => (
              <option key={each} value={each}>
                {languageNames[each]}
              </option>
            ))}
          </Select>
        </div>
        <p role="status" className="text-[13px] text-muted tabular-nums">
          {rows && words !== '' && (rows.length === 1 ? '1 kind' : `${rows.length} kinds`)}
        </p>
      </div>
      {error && !items && <LoadFailure error={error} retry={refetch} />}
      {!items && !error && <Loading />}
      {rows?.length === 0 && (
        <EmptyState
          icon={Search}
          title={`Nothing has “${filter.trim()}” in it`}
          action={<Button onClick={() => setFilter('')}>Show all</Button>}
        >
          The search looks at titles, examples, and replies in {languageNames[language]}.
        </EmptyState>
      )}
      {Object.entries(groups).map(([group, heading]) => {
        const shown = rows?.filter(({ item }) => actTexts[item.act].group === group) ?? [];
        if (shown.length === 0) return null;
        return (
          <section key={group} aria-label={heading} className="pt-2 pb-4">
            <h2 className="border-b pb-1.5 font-semibold">{heading}</h2>
            <ul className="divide-y">
              {shown.map((row) => (
                <EverydayRow
                  key={row.item.act}
                  chatbotId={chatbot.id}
                  language={language}
                  {...row}
                />
              ))}
            </ul>
          </section>
        );
      })}
    </>
  );
}

/** What a row says of an act. */
export interface EverydayRowContent {
  item: EverydayActSettings;
  title: string;
  /** What the bot does, where it does more than answer. */
  does: string | undefined;
  /** What it says, in the language that is shown. */
  reply: string | undefined;
  /** Languages in which its owner worded a reply. */
  worded: EverydayLanguage[];
}

function rowOf(
  item: EverydayActSettings,
  { chatbot, language }: { chatbot: Chatbot; language: EverydayLanguage },
): EverydayRowContent {
  const { act, replies } = item;
  const sentences = replies.map(({ sentence }) => sentence);
  const main = mainSentenceOf(act, sentences, chatbot);
  const shown = replies.find(({ sentence }) => sentence === main);
  const text = shown && (shown.wording[language] ?? shown.usual[language]);
  return {
    item,
    title: actTexts[act].title,
    does: doingOf(act, chatbot),
    reply: text === undefined ? undefined : fillPlaceholders(text, { bot: chatbot.name }),
    worded: everydayLanguages.filter((each) => replies.some(({ wording }) => wording[each])),
  };
}
