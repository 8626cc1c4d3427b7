import { style } from './style.ts';

/**
 * The widget's elements on the host page: a closed shadow root, filled without markup and styled
 * through the CSSOM, which no content security policy or trusted type of the page forbids.
 */
export function createView() {
  const create = document.createElement.bind(document);
  const container = create('echoai-widget');
  // Important, so that no rule of the page reaches it.
  container.style.cssText = 'all:initial!important';
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(style);
  const root = container.attachShadow({ mode: 'closed' });
  root.adoptedStyleSheets = [sheet];

  const body = create('main');
  const box = create('div');
  const frame = create('iframe');
  const bubble = create('button');
  const badge = create('span');
  frame.id = 'panel';
  bubble.setAttribute('aria-controls', 'panel');
  box.append(frame);
  bubble.append(create('i'), badge);
  body.append(box, bubble);
  root.append(body);
  return [container, body, frame, bubble, badge] as const;
}
