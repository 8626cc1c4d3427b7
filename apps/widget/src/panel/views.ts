import css from './views.css';

/** What is not needed to ask and be answered, with its styles; loaded once the panel is opened, see `useViews.ts`. */
export { CitationDialog } from './CitationDialog.tsx';
export { Faq } from './Faq.tsx';
export { History } from './History.tsx';
export { follow } from './live.ts';
export { Memory } from './Memory.tsx';

const sheet = new CSSStyleSheet();
sheet.replaceSync(css);
document.adoptedStyleSheets.push(sheet);
