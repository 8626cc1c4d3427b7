import { Headset } from 'lucide-react';
import { Button } from '@/components/Button';
import { Select } from '@/components/Field';
import { classes } from '@/lib/classes';
import { type ConversationFilter, useTags } from './conversationQueries';

/** Narrows the list to what waits for a person, and to a tag. */
export function ConversationFilters({
  filter: { chatbotId, tag, isWaiting },
  onChange,
}: {
  filter: ConversationFilter;
  onChange: (change: Partial<ConversationFilter>) => void;
}) {
  const { data: tags = [] } = useTags(chatbotId);
  // The one chosen may have been taken from its last conversation.
  const choices = tag && !tags.includes(tag) ? [tag, ...tags] : tags;
  return (
    <fieldset className="flex flex-wrap gap-2 border-b px-4 py-2 sm:px-6">
      <legend className="sr-only">Filter</legend>
      <Button
        aria-pressed={isWaiting}
        onClick={() => onChange({ isWaiting: !isWaiting })}
        className={classes(isWaiting && 'border-accent-ink bg-selected text-accent-ink')}
      >
        <Headset aria-hidden />
        Waits for a person
      </Button>
      {choices.length > 0 && (
        <Select
          aria-label="Tag"
          value={tag}
          onChange={(event) => onChange({ tag: event.target.value })}
          className="w-auto max-w-44"
        >
          <option value="">All tags</option>
          {choices.map((choice) => (
            <option key={choice} value={choice}>
              {choice}
            </option>
          ))}
        </Select>
      )}
    </fieldset>
  );
}
