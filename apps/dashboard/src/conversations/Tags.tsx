import { type Conversation, maxTags, tag as tagSchema } from '@echoai/contract';
import { Plus, X } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { Button } from '@/components/Button';
import { FieldError, Input } from '@/components/Field';
import { client, explain } from '@/lib/client';
import { checkValue } from '@/lib/fieldErrors';
import { useConversationAction } from './conversationQueries';

/** A conversation's tags, which can be taken away, and where another one is added. */
export function Tags({ conversation: { id, tags } }: { conversation: Conversation }) {
  const [typed, setTyped] = useState('');
  const [typedError, setTypedError] = useState<string>();
  const add = useConversationAction((tag: string) =>
    client.conversations.addTag({ params: { conversationId: id, tag } }).then(() => setTyped('')),
  );
  const remove = useConversationAction((tag: string) =>
    client.conversations.removeTag({ params: { conversationId: id, tag } }),
  );
  const failure = add.error ?? remove.error;
  const error = typedError ?? (failure ? explain(failure) : undefined);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const wrong = checkValue(tagSchema, typed);
    setTypedError(wrong);
    if (!wrong) add.mutate(typed);
  };
  return (
    <section
      aria-label="Tags"
      className="flex flex-wrap items-center gap-1.5 border-b px-4 py-2 sm:px-6"
    >
      <ul className="contents">
        {tags.map((tag) => (
          <li
            key={tag}
            className="flex h-7 min-w-0 items-center rounded-md border border-line-strong pl-2 text-[13px]"
          >
            <span className="truncate">{tag}</span>
            <button
              type="button"
              aria-label={`Remove tag ${tag}`}
              onClick={() => remove.mutate(tag)}
              disabled={remove.isPending}
              className="flex size-7 items-center justify-center rounded-md text-muted hover:text-ink"
            >
              <X aria-hidden className="size-3.5" />
            </button>
          </li>
        ))}
      </ul>
      {tags.length < maxTags && (
        <form onSubmit={submit} className="flex gap-1.5">
          <Input
            aria-label="Add a tag"
            placeholder="Add a tag"
            value={typed}
            onChange={(event) => {
              setTyped(event.target.value);
              setTypedError(undefined);
            }}
            autoComplete="off"
            className="w-36"
          />
          {typed.trim() && (
            <Button type="submit" disabled={add.isPending}>
              <Plus aria-hidden />
              Add
            </Button>
          )}
        </form>
      )}
      {error && <FieldError>{error}</FieldError>}
    </section>
  );
}
