import { createDocument, type PageNode } from '@mixmark-io/domino';
import { pageService } from './htmlRules.ts';
import { inspect, nodesNamed } from './inspect.ts';
import { percentOf, type ReadText, type Unread, weigh } from './unread.ts';

/** Elements that hold nothing a visitor reads; names of SVG elements are in small letters. */
const unseen =
  /^(?:script|style|noscript|template|video|audio|canvas|defs|desc|metadata|symbol|annotation|annotation-xml)$/i;
/** What surrounds the content of a page, unless it holds most of it. */
const surroundings = /^(?:NAV|FOOTER|FORM|IFRAME|SELECT|DATALIST)$/;
/** A form with more text than this says something besides what its fields are. */
const smallForm = 400;
/** A page with more text than this does not wait for a script. */
const fewLetters = 200;

/** Elements that a form around the content has. One by one: the page sorts what a list of them finds. */
const contentNames = ['h1', 'main', 'article', 'table'];

/** The Markdown of a page's content, and how much of its visible text that leaves out. */
export function readHtml(html: string): ReadText {
  const { body } = createDocument(html, true);
  if (body?.nodeName !== 'BODY') return { text: '', unread: { percent: 100, reason: inFrames } };
  const title = titleOf(body);
  const hasScripts = nodesNamed(/^SCRIPT$/, body.parentNode ?? body).length > 0;
  const asksForScripts = nodesNamed(/^NOSCRIPT$/, body).some(({ textContent }) =>
    /java\s?script/i.test(textContent ?? ''),
  );
  for (const node of nodesNamed(unseen, body)) node.remove();
  for (const node of nodesNamed(/^svg$/i, body)) {
    if (node.getAttribute('aria-hidden') === 'true') node.remove();
  }
  const { weightOf } = inspect(body);
  const visible = weightOf(body);
  const isAwaited =
    hasScripts && visible < fewLetters && (asksForScripts || hasPlace(body, weightOf));
  for (const node of nodesNamed(surroundings, body)) {
    if (!isContent({ node, weight: weightOf(node), visible })) node.remove();
  }
  const lost = visible - inspect(body).weightOf(body);
  const hasHeading = Boolean(body.querySelector('h1'));
  const content = pageService().turndown(body as never);
  const text = title && !hasHeading && content ? `# ${title}\n\n${content}` : content;
  // What the page shows before the script runs is not its own text.
  if (isAwaited) return { text, unread: { percent: content ? 99 : 100, reason: byScript } };
  return { text, unread: unreadOf({ visible, lost, content }) };
}

const inFrames =
  'This page only shows other pages in its frames. Upload those pages, or paste their text.';
const byScript =
  'A script writes this page when a browser shows it, so that the file holds almost none of its text. Save the page from the browser once it is shown, or paste its text.';

function titleOf(body: PageNode): string {
  const html = body.parentNode;
  for (let part = html?.firstChild ?? null; part && part !== body; part = part.nextSibling) {
    // Icons have titles too, in the body.
    const [title] = nodesNamed(/^TITLE$/, part);
    if (title) return (title.textContent ?? '').replace(/\s+/g, ' ').trim();
  }
  return '';
}

/** Whether a page has a place that a script fills, and that is almost empty. */
function hasPlace(body: PageNode, weightOf: (node: PageNode) => number): boolean {
  return nodesNamed(/^(?:DIV|MAIN|SECTION|APP-ROOT)$/, body).some(
    (node) =>
      weightOf(node) < 40 &&
      (node.nodeName === 'APP-ROOT' ||
        /^(?:root|app|__next|__nuxt|___gatsby|svelte)$/.test(node.getAttribute('id') ?? '')),
  );
}

function isContent({
  node,
  weight,
  visible,
}: {
  node: PageNode;
  weight: number;
  visible: number;
}): boolean {
  if (!/^(?:NAV|FOOTER|FORM)$/.test(node.nodeName)) return false;
  if (weight > visible / 2) return true;
  if (node.nodeName !== 'FORM') return false;
  return weight > smallForm || contentNames.some((name) => node.querySelector(name));
}

function unreadOf({
  visible,
  lost,
  content,
}: {
  visible: number;
  lost: number;
  content: string;
}): Unread | null {
  // Addresses of links are text that nobody saw.
  const kept = weigh(content.replace(/\]\([^()\s]*\)/g, ']'));
  const percent = percentOf(Math.max(lost, visible - kept), visible);
  if (percent < 50) return null;
  const reason =
    lost * 2 >= visible
      ? 'Menus, footers, frames and small forms are left out, and most of this page stands in them.'
      : 'Most of what this page shows is no text that can be read.';
  return { percent, reason };
}
