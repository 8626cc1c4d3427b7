import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { CloseIcon } from './icons.tsx';

/**
 * A modal dialog of the browser, open from the start: it keeps the focus, closes on Escape, and gives
 * the focus back to what opened it.
 */
export function Sheet({
  title,
  closeLabel,
  onClose,
  children,
}: {
  title: ComponentChildren;
  closeLabel: string;
  onClose: () => void;
  children: ComponentChildren;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  const close = () => dialog.current?.close();
  useEffect(() => dialog.current?.showModal(), []);
  return (
    // A click beside the sheet closes it; the keyboard has Escape and the button.
    // biome-ignore lint/a11y/useKeyWithClickEvents: see above
    <dialog
      ref={dialog}
      class="sheet"
      aria-labelledby="sheet-title"
      onClose={onClose}
      onClick={(event) => event.target === dialog.current && close()}
    >
      <article>
        <header>
          <h2 id="sheet-title" dir="auto">
            {title}
          </h2>
          <button type="button" class="icon" aria-label={closeLabel} onClick={close}>
            <CloseIcon />
          </button>
        </header>
        {children}
      </article>
    </dialog>
  );
}
