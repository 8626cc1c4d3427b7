import css from './views.css';

/** What is not needed to chat, with its styles; loaded once the panel is opened, see `useViews.ts`. */
export { Faq } from './Faq.tsx';
export { History } from './History.tsx';
export { Memory } from './Memory.tsx';

const sheet = new CSSStyleSheet();
sheet.replaceSync(css);
document.adoptedStyleSheets.push(sheet);
