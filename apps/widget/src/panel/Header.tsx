import { useRef } from 'preact/hooks';
import { CloseIcon, MoreIcon, NewChatIcon } from './icons.tsx';

/** Who one talks to, and what can be done with the conversation as a whole. */
export function Header({
  name,
  onNew,
  onClose,
}: {
  name: string;
  onNew?: () => void;
  onClose?: () => void;
}) {
  const menu = useRef<HTMLDivElement>(null);
  return (
    <header class="header">
      <div class="who">
        <h1>{name}</h1>
        {name && <p>Automatic answers</p>}
      </div>
      {onNew && (
        <>
          <button type="button" class="icon" aria-label="More" popovertarget="menu">
            <MoreIcon />
          </button>
          <div id="menu" class="menu" popover="auto" ref={menu}>
            <button
              type="button"
              onClick={() => {
                menu.current?.hidePopover();
                onNew();
              }}
            >
              <NewChatIcon />
              New conversation
            </button>
          </div>
        </>
      )}
      {onClose && (
        <button type="button" class="icon" aria-label="Close chat" onClick={onClose}>
          <CloseIcon />
        </button>
      )}
    </header>
  );
}
