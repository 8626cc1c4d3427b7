import type { MemoryFact } from '@echoai/contract';
import { useEffect, useRef, useState } from 'preact/hooks';
import { Day } from './Day.tsx';
import { DeleteIcon, EditIcon } from './icons.tsx';
import type { Memory } from './memory.ts';
import { viewTexts } from './texts/viewTexts.ts';

/** Longest fact that the API takes. */
const longest = 300;

/** One thing remembered: to read, being put right, or about to be forgotten. */
export function Fact({
  fact: { id, text, createdAt, correctedAt },
  isLeaving,
  memory,
  onGone,
}: {
  fact: MemoryFact;
  isLeaving: boolean;
  memory: Memory;
  /** It goes while it has the focus. */
  onGone: () => void;
}) {
  const [isEditing, setEditing] = useState(false);
  const row = useRef<HTMLLIElement>(null);
  /** Which control gets the focus when the row looks otherwise. */
  const focusOn = useRef('');
  useEffect(() => {
    row.current?.querySelector<HTMLElement>(focusOn.current || ':not(*)')?.focus();
    focusOn.current = '';
  });
  useEffect(() => {
    const element = row.current;
    return () => {
      if (element?.contains(document.activeElement)) onGone();
    };
  }, []);
  const edit = (next: boolean) => {
    focusOn.current = next ? 'textarea' : '.edit';
    setEditing(next);
  };

  if (isLeaving) {
    return (
      <li ref={row} class="fact">
        <p class="hint">{viewTexts().forgotten}</p>
        <button
          type="button"
          class="link undo"
          onClick={() => {
            focusOn.current = '.edit';
            memory.undo(id);
          }}
        >
          {viewTexts().undo}
          <span class="unseen">: {text}</span>
        </button>
      </li>
    );
  }
  if (isEditing) {
    return (
      <li ref={row} class="fact">
        <Correction
          text={text}
          onCancel={() => edit(false)}
          onSave={async (corrected) => {
            if (corrected === text || (await memory.correct(id, corrected))) edit(false);
          }}
        />
      </li>
    );
  }
  return (
    <li ref={row} class="fact">
      <p dir="auto">
        {text}
        <span class="hint">
          {correctedAt && `${viewTexts().correctedOn} `}
          <Day time={correctedAt ?? createdAt} />
        </span>
      </p>
      <button
        type="button"
        class="icon edit"
        aria-label={viewTexts().correct(text)}
        onClick={() => edit(true)}
      >
        <EditIcon />
      </button>
      <button
        type="button"
        class="icon"
        aria-label={viewTexts().forget(text)}
        onClick={() => {
          focusOn.current = '.undo';
          memory.forget(id);
        }}
      >
        <DeleteIcon />
      </button>
    </li>
  );
}

function Correction({
  text,
  onSave,
  onCancel,
}: {
  text: string;
  onSave: (text: string) => void;
  onCancel: () => void;
}) {
  const [value, setValue] = useState(text);
  const save = () => {
    if (value.trim()) onSave(value.trim());
  };
  const onEnter = (event: KeyboardEvent) => {
    // A fact is one line.
    if (event.key !== 'Enter' || event.isComposing) return;
    event.preventDefault();
    save();
  };
  const onEscape = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.isComposing) return;
    // Only the correction ends; the sheet stays.
    event.preventDefault();
    onCancel();
  };
  return (
    <form
      class="line"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
      onKeyDown={onEscape}
    >
      <textarea
        aria-label={viewTexts().correction}
        dir="auto"
        rows={2}
        maxLength={longest}
        enterkeyhint="done"
        value={value}
        onInput={(event) => setValue(event.currentTarget.value)}
        onKeyDown={onEnter}
      />
      <button type="submit" class="strong" disabled={!value.trim()}>
        {viewTexts().save}
      </button>
      <button type="button" class="quiet" onClick={onCancel}>
        {viewTexts().cancel}
      </button>
    </form>
  );
}
