'use client';

import { type RefObject, useImperativeHandle, useLayoutEffect, useRef, useState } from 'react';
import { type ControlProps, Textarea } from '@/components/Field';
import { classes } from '@/lib/classes';
import { insertVariable, matching, typingAt } from './completion';
import { useFormScope } from './formScope';
import { Suggest } from './Suggest';
import { suggestionOf } from './VariableButton';

/** What a button beside the input does to it. */
export interface TemplateHandle {
  insert(path: string): void;
}

/**
 * A Liquid text that grows with what is in it, and completes variables within braces. The handle
 * puts a variable where the caret was last.
 */
export function TemplateInput({
  control,
  text,
  onChange,
  handle,
  isLong = false,
  isCode = false,
  placeholder,
}: {
  control: Partial<ControlProps> & { 'aria-label'?: string };
  text: string;
  onChange: (text: string) => void;
  handle?: RefObject<TemplateHandle | null>;
  /** Whether it may have several lines. */
  isLong?: boolean;
  isCode?: boolean;
  placeholder?: string | undefined;
}) {
  const { variables } = useFormScope();
  const area = useRef<HTMLTextAreaElement>(null);
  const [caret, setCaret] = useState<number>();
  const [isClosed, setIsClosed] = useState(false);
  const toCaret = useRef<number>(undefined);

  // After a variable was put in, the caret goes behind it.
  useLayoutEffect(() => {
    if (toCaret.current === undefined) return;
    area.current?.focus();
    area.current?.setSelectionRange(toCaret.current, toCaret.current);
    toCaret.current = undefined;
  });

  const insert = (path: string) => {
    const at = area.current?.selectionStart ?? text.length;
    const next = insertVariable({ text, caret: at, path });
    toCaret.current = next.caret;
    setCaret(undefined);
    onChange(next.text);
  };
  useImperativeHandle(handle, () => ({ insert }));

  const typing = caret === undefined || isClosed ? null : typingAt(text, caret);
  const suggestions = typing ? matching(variables, typing.typed).map(suggestionOf) : [];
  return (
    <Suggest
      label="Variables"
      suggestions={suggestions}
      isOpen={typing !== null}
      onPick={insert}
      onClose={() => setIsClosed(true)}
    >
      {(suggest) => (
        <Textarea
          {...control}
          {...suggest}
          ref={area}
          rows={isLong ? 3 : 1}
          value={text}
          placeholder={placeholder}
          spellCheck={!isCode}
          onChange={({ target }) => {
            setCaret(target.selectionStart);
            setIsClosed(false);
            onChange(isLong ? target.value : target.value.replaceAll('\n', ' '));
          }}
          onSelect={({ currentTarget }) => {
            // A caret that is only looked at opens nothing.
            if (caret !== undefined && currentTarget.selectionStart !== caret) setCaret(undefined);
          }}
          onBlur={() => setCaret(undefined)}
          onKeyDown={(event) => {
            suggest.onKeyDown(event);
            if (event.key === 'Enter' && !isLong) event.preventDefault();
          }}
          className={classes(
            'field-sizing-content max-h-80 resize-none leading-5',
            isLong ? 'min-h-[4.75rem]' : 'min-h-8 py-[5px]',
            isCode && 'font-mono sm:text-[13px]',
          )}
        />
      )}
    </Suggest>
  );
}
