'use client';

import { maxExampleLength, maxIntentExamples } from '@echoai/contract';
import { CircleAlert, Plus, X } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { Button } from '@/components/Button';
import { Field, FieldError, Input } from '@/components/Field';
import type { IntentForm } from './IntentPage';
import { fewestExamples } from './IntentTable';
import { titleOf, useIntentStatus, useIntentSuggestions, useIntents } from './intentQueries';

/** The sentences an intent is learned from: add, remove, what confuses, what visitors wrote. */
export function Examples({
  chatbotId,
  intentId,
  form: { values, errors, change },
}: {
  chatbotId: string;
  intentId: string;
  form: IntentForm;
}) {
  const [typed, setTyped] = useState('');
  const [typedError, setTypedError] = useState<string>();
  const { examples } = values;
  const confusionOf = useConfusions({ chatbotId, intentId });
  const { data: suggestions = [] } = useIntentSuggestions(chatbotId);
  const fitting = suggestions.filter(
    (suggestion) => suggestion.intentId === intentId && !has(examples, suggestion.text),
  );

  const add = (texts: string[]) => {
    const fresh = texts
      .map((text) => text.trim())
      .filter((text, place, all) => text && all.indexOf(text) === place && !has(examples, text));
    if (fresh.length > 0) change({ examples: [...examples, ...fresh] }, { now: true });
    return fresh.length;
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (add([typed]) === 0) setTypedError('This example is in the list already.');
    else setTyped('');
  };
  const missing = fewestExamples - examples.length;
  return (
    <>
      <form onSubmit={submit} noValidate>
        <Field
          label="Add an example"
          error={typedError}
          hint={
            missing > 0
              ? `Add ${missing} more to have it recognised well.`
              : 'Paste several lines to add them all.'
          }
        >
          {(control) => (
            <div className="flex gap-2">
              <Input
                {...control}
                value={typed}
                maxLength={maxExampleLength}
                onChange={(event) => {
                  setTyped(event.target.value);
                  setTypedError(undefined);
                }}
                onPaste={(event) => {
                  const lines = event.clipboardData.getData('text').split('\n');
                  if (lines.filter((line) => line.trim()).length < 2) return;
                  event.preventDefault();
                  add(lines);
                }}
                autoComplete="off"
              />
              <Button
                type="submit"
                disabled={typed.trim() === '' || examples.length >= maxIntentExamples}
              >
                Add
              </Button>
            </div>
          )}
        </Field>
      </form>
      {errors.examples && <FieldError>{errors.examples}</FieldError>}
      {examples.length > 0 && (
        <ul aria-label="Examples" className="divide-y border-y">
          {examples.map((example) => (
            <li key={example} className="flex items-start justify-between gap-2 py-1">
              <div className="min-w-0 py-1">
                <p>{example}</p>
                {confusionOf(example) && (
                  <p className="flex items-start gap-1.5 text-[13px] text-warning-ink">
                    <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
                    {confusionOf(example)}
                  </p>
                )}
              </div>
              <Button
                size="small"
                look="quiet"
                aria-label={`Remove ${example}`}
                onClick={() =>
                  change({ examples: examples.filter((other) => other !== example) }, { now: true })
                }
              >
                <X aria-hidden />
                <span className="max-sm:sr-only">Remove</span>
              </Button>
            </li>
          ))}
        </ul>
      )}
      {fitting.length > 0 && (
        <div>
          <h3 className="font-medium">Visitors wrote</h3>
          <p className="text-[13px] text-muted">
            Nearly recognised, or hardly. Add those that mean this.
          </p>
          <ul aria-label="Suggestions" className="mt-2 divide-y border-y">
            {fitting.slice(0, 5).map(({ messageId, text }) => (
              <li key={messageId} className="flex items-start justify-between gap-2 py-1">
                <p className="min-w-0 py-1">{text}</p>
                <Button size="small" aria-label={`Add ${text}`} onClick={() => add([text])}>
                  <Plus aria-hidden />
                  Add
                </Button>
              </li>
            ))}
          </ul>
        </div>
      )}
    </>
  );
}

/** What is confusing about an example, in a sentence; undefined when nothing is. */
function useConfusions({ chatbotId, intentId }: { chatbotId: string; intentId: string }) {
  const { data: status } = useIntentStatus(chatbotId);
  const { data: intents } = useIntents(chatbotId);
  return (example: string): string | undefined => {
    const confusion = status?.confusions.find(
      (one) => one.intentId === intentId && one.example === example,
    );
    const other = intents?.find(({ id }) => id === confusion?.confusedWithIntentId);
    if (!confusion || !other) return undefined;
    return confusion.confidence === 1
      ? `${titleOf(other)} has the same example. Keep it in one of them.`
      : `Looks more like ${titleOf(other)}. Reword it, or move it there.`;
  };
}

const has = (examples: string[], text: string) =>
  examples.some((example) => example.toLowerCase() === text.trim().toLowerCase());
