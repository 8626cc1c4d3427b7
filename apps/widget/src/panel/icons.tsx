import type { ComponentChildren } from 'preact';

/** Outlines of 24 by 24 in the manner of lucide; the words stand beside them or in the label. */
const icon = (children: ComponentChildren) => () => (
  <svg viewBox="0 0 24 24" aria-hidden="true" focusable="false">
    {children}
  </svg>
);

export const CloseIcon = icon(<path d="M18 6 6 18M6 6l12 12" />);
export const SendIcon = icon(<path d="M12 19V5M5 12l7-7 7 7" />);
export const MoreIcon = icon(
  <>
    <circle cx="5" cy="12" r="1" />
    <circle cx="12" cy="12" r="1" />
    <circle cx="19" cy="12" r="1" />
  </>,
);
export const NewChatIcon = icon(<path d="M12 5v14M5 12h14" />);
export const SearchIcon = icon(
  <>
    <circle cx="11" cy="11" r="7" />
    <path d="m20 20-4-4" />
  </>,
);
export const ExternalIcon = icon(
  <path d="M15 4h5v5M20 4l-9 9M18 13v5a2 2 0 0 1-2 2H6a2 2 0 0 1-2-2V8a2 2 0 0 1 2-2h5" />,
);
export const ChevronIcon = icon(<path d="m6 9 6 6 6-6" />);
export const RetryIcon = icon(<path d="M3 12a9 9 0 1 0 3-6.7L3 8M3 3v5h5" />);
export const AlertIcon = icon(
  <>
    <circle cx="12" cy="12" r="9" />
    <path d="M12 8v4M12 16h.01" />
  </>,
);
export const MemoryIcon = icon(<path d="M6 3h12v18l-6-4-6 4zM9 8h6" />);
export const EditIcon = icon(<path d="M4 20h4L19 9l-4-4L4 16zM13 7l4 4" />);
export const DeleteIcon = icon(<path d="M4 7h16M9 7V4h6v3M6 7l1 13h10l1-13" />);
