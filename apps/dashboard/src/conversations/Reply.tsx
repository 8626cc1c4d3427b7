import { type Conversation, maxSentLength } from '@echoai/contract';
import { SendHorizontal } from 'lucide-react';
import { type FormEvent, type KeyboardEvent, useState } from 'react';
import { Button } from '@/components/Button';
import { FieldError, Textarea } from '@/components/Field';
import { client, explain } from '@/lib/client';
import { useMe } from '@/lib/useMe';
import { ConversationStatus } from './ConversationStatus';
import { useConversationAction } from './conversationQueries';
import { visitorName } from './visitorName';

/** Answers that were begun, by conversation: looking into another one loses nothing. */
const drafts = new Map<string, string>();

/** Where a person answers the visitor, and says who answers from now on. */
export function Reply({ conversation }: { conversation: Conversation }) {
  const params = { conversationId: conversation.id };
  const { data: me } = useMe();
  const [text, setText] = useState(drafts.get(conversation.id) ?? '');
  const write = (next: string) => {
    drafts.set(conversation.id, next);
    setText(next);
  };
  const send = useConversationAction(() =>
    client.conversations.send({ params, body: { text } }).then(() => write('')),
  );
  const handOver = useConversationAction((answeredBy: Conversation['answeredBy']) =>
    client.conversations.handOver({ params, body: { answeredBy } }),
  );
  const error = send.error ?? handOver.error;
  const isByPerson = conversation.answeredBy === 'person';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() && !send.isPending) send.mutate(undefined);
  };
  const sendByKey = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) submit(event);
  };
  return (
    <form
      onSubmit={submit}
      className="sticky bottom-0 border-t bg-canvas px-4 py-3 sm:px-6"
      aria-label="Answer as a person"
    >
      <div className="mx-auto flex max-w-[720px] flex-col gap-2">
        <div className="flex min-h-8 items-center justify-between gap-3">
          <span role="status" className="flex min-w-0 text-[13px]">
            <ConversationStatus conversation={conversation} />
          </span>
          <Button
            size="small"
            disabled={handOver.isPending}
            onClick={() => handOver.mutate(isByPerson ? 'bot' : 'person')}
          >
            {isByPerson ? 'Return to bot' : 'Take over'}
          </Button>
        </div>
        <Textarea
          aria-label="Your answer"
          placeholder={`Answer ${visitorName(conversation.visitor)}`}
          rows={1}
          dir={text ? 'auto' : undefined}
          maxLength={maxSentLength}
          value={text}
          onChange={(event) => write(event.target.value)}
          onKeyDown={sendByKey}
          className="field-sizing-content max-h-48 resize-none sm:min-h-16"
        />
        {error && <FieldError>{explain(error)}</FieldError>}
        <div className="flex items-center justify-between gap-3">
          <p className="text-pretty text-[13px] text-muted">
            {isByPerson
              ? `The visitor sees the name ${me?.user?.name ?? 'of your team'}.`
              : 'Sending takes the conversation over from the bot.'}
            <span className="max-sm:hidden"> Ctrl or ⌘ with Enter sends.</span>
          </p>
          <Button type="submit" look="primary" disabled={!text.trim() || send.isPending}>
            <SendHorizontal aria-hidden />
            {send.isPending ? 'Sending' : 'Send'}
          </Button>
        </div>
      </div>
    </form>
  );
}
