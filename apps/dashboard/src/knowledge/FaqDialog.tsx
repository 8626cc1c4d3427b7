'use client';

import type { Faq } from '@echoai/contract';
import { type FormEvent, useId, useState } from 'react';
import { Button } from '@/components/Button';
import { Dialog, DialogActions } from '@/components/Dialog';
import { Field, FieldError, Input, Textarea } from '@/components/Field';
import { explain } from '@/lib/client';
import { fieldErrors } from '@/lib/fieldErrors';
import { useSaveFaq } from './faqQueries';
import { LanguageField } from './LanguageField';

/** Writes a new FAQ, or edits `faq`. */
export function FaqDialog({
  chatbotId,
  faq,
  categories,
  onClose,
}: {
  chatbotId: string;
  faq: Faq | undefined;
  categories: string[];
  onClose: () => void;
}) {
  const listId = useId();
  const [values, setValues] = useState({
    question: faq?.question ?? '',
    answer: faq?.answer ?? '',
    category: faq?.category ?? '',
    language: faq?.language ?? null,
  });
  const { mutate, isPending, error } = useSaveFaq(chatbotId);
  const errors = fieldErrors(error);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const { question, answer, category, language } = values;
    mutate(
      {
        faqId: faq?.id,
        values: { question: question.trim(), answer, category: category.trim() || null, language },
      },
      { onSuccess: onClose },
    );
  };
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => !isOpen && onClose()}
      side="right"
      title={faq ? 'Edit FAQ' : 'Add FAQ'}
      description="The next answer knows it."
    >
      <form onSubmit={submit} className="flex flex-1 flex-col gap-4">
        <Field label="Question" error={errors.question}>
          {(control) => (
            <Input
              {...control}
              required
              maxLength={500}
              value={values.question}
              onChange={(event) => setValues({ ...values, question: event.target.value })}
              autoComplete="off"
            />
          )}
        </Field>
        <Field label="Answer" hint="Plain text or Markdown." error={errors.answer}>
          {(control) => (
            <Textarea
              {...control}
              required
              rows={8}
              maxLength={5000}
              value={values.answer}
              onChange={(event) => setValues({ ...values, answer: event.target.value })}
            />
          )}
        </Field>
        <Field
          label="Category (optional)"
          hint="Groups FAQs in the chat, such as “Delivery”."
          error={errors.category}
        >
          {(control) => (
            <>
              <Input
                {...control}
                list={listId}
                maxLength={80}
                value={values.category}
                onChange={(event) => setValues({ ...values, category: event.target.value })}
                autoComplete="off"
              />
              <datalist id={listId}>
                {categories.map((category) => (
                  <option key={category} value={category} />
                ))}
              </datalist>
            </>
          )}
        </Field>
        <LanguageField
          value={values.language}
          found={faq?.languageFound ?? null}
          onChange={(language) => setValues({ ...values, language })}
          error={errors.language}
        />
        {error && Object.keys(errors).length === 0 && <FieldError>{explain(error)}</FieldError>}
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" disabled={isPending}>
            {faq ? 'Save FAQ' : 'Add FAQ'}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
