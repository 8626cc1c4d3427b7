import { createDocument, type PageNode } from '@mixmark-io/domino';
import TurndownService from 'turndown';
import { addTableRules } from './htmlTables.ts';
import { inspect, nodesNamed } from './inspect.ts';
import { percentOf, type Unread, weigh } from './unread.ts';

/** Where nothing stands that a visitor reads. */
const unseen = /^(?:SCRIPT|STYLE|NOSCRIPT|TEMPLATE)$/;
/** What surrounds the content of a page, unless it holds most of it. */
const surroundings = /^(?:NAV|FOOTER|FORM|IFRAME|SELECT|DATALIST)$/;
/** A form with more text than this says something besides what its fields are. */
const smallForm = 400;

/** Elements that a form around the content has. One by one: the page sorts what a list of them finds. */
const contentNames = ['h1', 'main', 'article', 'table'];

/** The Markdown of a page's content, and how much of its visible text that leaves out. */
export function readHtml(html: string): { text: string; unread: Unread | null } {
  const document = createDocument(html, true);
  const { body } = document;
  for (const node of nodesNamed(unseen, body)) node.remove();
  const { weightOf } = inspect(body);
  const visible = weightOf(body);
  for (const node of nodesNamed(surroundings, body)) {
    if (!isContent({ node, weight: weightOf(node), visible })) node.remove();
  }
  const lost = visible - inspect(body).weightOf(body);
  const title = document.title.replace(/\s+/g, ' ').trim();
  const hasHeading = Boolean(body.querySelector('h1'));
  const content = createService().turndown(body as never);
  const text = title && !hasHeading && content ? `# ${title}\n\n${content}` : content;
  return { text, unread: unreadOf({ visible, lost, content }) };
}

function createService(): TurndownService {
  const service = new TurndownService({ headingStyle: 'atx', codeBlockStyle: 'fenced' });
  service.addRule('picture within the page', {
    filter: (node) => node.nodeName === 'IMG' && isOwnAddress(node.getAttribute('src')),
    replacement: (_, node) => (node as PageNode).getAttribute('alt')?.trim() ?? '',
  });
  service.addRule('link without an address', {
    filter: (node) => node.nodeName === 'A' && isOwnAddress(node.getAttribute('href')),
    replacement: (content) => content,
  });
  addTableRules(service);
  return service;
}

/** Addresses that hold bytes or a program, and lead nowhere. */
const isOwnAddress = (address: string | null) =>
  /^\s*(?:data|blob|javascript):/i.test(address ?? '');

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
