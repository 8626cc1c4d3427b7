import type { RefObject } from 'preact';
import { useLayoutEffect } from 'preact/hooks';
import { SendIcon } from './icons.tsx';
import { inWords, texts } from './texts/texts.ts';

/** From this share of the limit on, the visitor sees how much is left. */
const counterFrom = 0.9;

/** Where the visitor writes. A text over the limit stays whole, to be shortened. */
export function Composer({
  text,
  onText,
  onSend,
  isBusy,
  maxLength,
  placeholder,
  field,
}: {
  text: string;
  onText: (text: string) => void;
  onSend: () => void;
  isBusy: boolean;
  maxLength: number;
  placeholder: string;
  field: RefObject<HTMLTextAreaElement | null>;
}) {
  const isTooLong = text.length > maxLength;
  const canSend = !isBusy && !isTooLong && text.trim() !== '';

  useLayoutEffect(() => {
    const area = field.current;
    if (!area) return;
    area.style.height = 'auto';
    area.style.height = `${area.scrollHeight}px`;
  }, [text]);

  const onKeyDown = (event: KeyboardEvent) => {
    // Enter that ends an input method's composition is not meant for us.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    if (canSend) onSend();
  };
  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        if (canSend) onSend();
        field.current?.focus();
      }}
    >
      <div class="field">
        <textarea
          ref={field}
          rows={1}
          // Of an empty field the page decides, so that it begins where the visitor does.
          dir={text ? 'auto' : undefined}
          value={text}
          onInput={(event) => onText(event.currentTarget.value)}
          onKeyDown={onKeyDown}
          placeholder={placeholder}
          aria-label={texts.yourMessage}
          aria-invalid={isTooLong}
          aria-describedby="counter"
          enterkeyhint="send"
        />
        <button type="submit" class="send" aria-label={texts.send} disabled={!canSend}>
          <SendIcon />
        </button>
      </div>
      <p id="counter" class={isTooLong ? 'counter over' : 'counter'} role="status">
        {text.length >= maxLength * counterFrom &&
          (isTooLong
            ? texts.tooLong(inWords(text.length - maxLength))
            : texts.left(inWords(maxLength - text.length)))}
      </p>
    </form>
  );
}
