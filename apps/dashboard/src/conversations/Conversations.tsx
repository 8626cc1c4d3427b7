'use client';

import { ListFilter, MessagesSquare } from 'lucide-react';
import { useEffect } from 'react';
import { Button, buttonStyle } from '@/components/Button';
import { ChatbotSelect } from '@/components/ChatbotSelect';
import { EmptyState } from '@/components/EmptyState';
import { LoadFailure } from '@/components/LoadFailure';
import { Loading } from '@/components/Loading';
import { PageHeader } from '@/components/PageHeader';
import { classes } from '@/lib/classes';
import { useChatbots } from '@/lib/useChatbots';
import { useSearch } from '@/lib/useSearch';
import { ConversationFilters } from './ConversationFilters';
import { ConversationList } from './ConversationList';
import { useConversations } from './conversationQueries';
import { Transcript } from './Transcript';

/** The list, and beside it (on a phone instead of it) the conversation that is open. */
export function Conversations() {
  const { search, setSearch } = useSearch();
  const openId = search.get('id');
  const filter = {
    chatbotId: search.get('bot') ?? '',
    tag: search.get('tag') ?? '',
    isWaiting: search.get('waits') === 'person',
  };
  const { chatbotId } = filter;
  const { data: chatbots } = useChatbots();
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } =
    useConversations(filter);
  const conversations = data?.pages.flatMap(({ items }) => items);
  const open = (id: string | null) => setSearch({ id });
  useArrows({ ids: conversations?.map(({ id }) => id) ?? [], openId, open });

  return (
    <div className="flex min-h-0 flex-1">
      <section
        aria-label="Conversations"
        className={classes(
          'flex min-w-0 flex-1 flex-col lg:h-dvh lg:max-w-96 lg:border-r',
          openId && 'max-lg:hidden',
        )}
      >
        <PageHeader title="Conversations">
          {chatbots && chatbots.length > 1 && (
            <ChatbotSelect
              chatbots={chatbots}
              value={chatbotId}
              onChange={(bot) => setSearch({ bot: bot || null, id: null })}
              all="All chatbots"
            />
          )}
        </PageHeader>
        <ConversationFilters
          filter={filter}
          onChange={({ tag, isWaiting }) =>
            setSearch({
              ...(tag === undefined ? {} : { tag: tag || null }),
              ...(isWaiting === undefined ? {} : { waits: isWaiting ? 'person' : null }),
            })
          }
        />
        <div className="flex flex-col lg:min-h-0 lg:flex-1 lg:overflow-y-auto">
          {error && !conversations && (
            <div className="p-4">
              <LoadFailure error={error} retry={refetch} />
            </div>
          )}
          {!conversations && !error && (
            <div className="px-4">
              <Loading />
            </div>
          )}
          {conversations?.length === 0 && (filter.tag || filter.isWaiting) && (
            <EmptyState icon={ListFilter} title="No conversation is like this">
              {filter.isWaiting
                ? 'Nobody waits for a person now.'
                : `No conversation has the tag ${filter.tag}.`}
            </EmptyState>
          )}
          {conversations?.length === 0 && !filter.tag && !filter.isWaiting && (
            <EmptyState
              icon={MessagesSquare}
              title="No conversation yet"
              action={
                <a href="/demo" target="_blank" rel="noreferrer" className={buttonStyle()}>
                  Open the demo page
                </a>
              }
            >
              Every question a visitor asks appears here with its answer and the passages it rests
              on. Ask the first one yourself.
            </EmptyState>
          )}
          {conversations && conversations.length > 0 && (
            <ConversationList
              conversations={conversations}
              openId={openId}
              showChatbot={!chatbotId && (chatbots?.length ?? 0) > 1}
              onOpen={open}
            />
          )}
          {hasNextPage && (
            <Button
              className="m-4 self-start"
              onClick={() => fetchNextPage()}
              disabled={isFetchingNextPage}
            >
              Load more
            </Button>
          )}
        </div>
      </section>
      {/* On a narrow screen the list, and the heading with it, makes room for the transcript. */}
      {openId && <h1 className="sr-only lg:hidden">Conversations</h1>}
      <section
        aria-label="Transcript"
        className={classes('min-w-0 flex-1', !openId && 'max-lg:hidden')}
      >
        {openId ? (
          <Transcript key={openId} conversationId={openId} onClose={() => open(null)} />
        ) : (
          <p className="px-6 py-24 text-center text-muted">
            Choose a conversation to read it. The arrow keys, or j and k, move through the list.
          </p>
        )}
      </section>
    </div>
  );
}

/** Arrow keys, j and k open the next and the previous conversation; Escape goes back to the list. */
function useArrows({
  ids,
  openId,
  open,
}: {
  ids: string[];
  openId: string | null;
  open: (id: string | null) => void;
}): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const isElsewhere =
        event.target instanceof Element &&
        event.target.closest('input, textarea, select, [role=dialog], [role=menu]');
      if (isElsewhere || event.metaKey || event.ctrlKey || event.altKey) return;
      if (event.key === 'Escape' && openId) return open(null);
      const by = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }[event.key];
      if (!by) return;
      const place = openId ? ids.indexOf(openId) : by > 0 ? -1 : ids.length;
      const id = ids[place + by];
      if (!id) return;
      event.preventDefault();
      open(id);
      document.getElementById(`open-${id}`)?.focus();
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, [ids, openId, open]);
}
