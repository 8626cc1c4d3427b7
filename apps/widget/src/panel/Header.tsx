import type { FunctionComponent } from 'preact';
import { useRef } from 'preact/hooks';
import { CloseIcon, MoreIcon } from './icons.tsx';
import { texts } from './texts/texts.ts';

export interface MenuItem {
  label: string;
  icon: FunctionComponent;
  onChoose: () => void;
}

/** Who one talks to, and what can be done beside talking. */
export function Header({
  name,
  answers,
  items,
  onClose,
}: {
  name: string;
  /** By whom one is answered. */
  answers: string;
  items: MenuItem[];
  onClose?: () => void;
}) {
  const menu = useRef<HTMLDivElement>(null);
  return (
    <header class="header">
      <div class="who">
        <h1>{name}</h1>
        {name && <p>{answers}</p>}
      </div>
      {items.length > 0 && (
        <>
          <button type="button" class="icon" aria-label={texts.more} popovertarget="menu">
            <MoreIcon />
          </button>
          <div id="menu" class="menu" popover="auto" ref={menu}>
            {items.map(({ label, icon: Icon, onChoose }) => (
              <button
                key={label}
                type="button"
                onClick={() => {
                  menu.current?.hidePopover();
                  onChoose();
                }}
              >
                <Icon />
                {label}
              </button>
            ))}
          </div>
        </>
      )}
      {onClose && (
        <button type="button" class="icon" aria-label={texts.closeChat} onClick={onClose}>
          <CloseIcon />
        </button>
      )}
    </header>
  );
}
