import { createDocument, type PageNode } from '@mixmark-io/domino';
import TurndownService from 'turndown';
import { addTableRules } from './htmlTables.ts';
import { percentOf, type Unread, weigh } from './unread.ts';

/** Where nothing stands that a visitor reads. */
const unseen = 'script, style, noscript, template';
/** What surrounds the content of a page, unless it holds most of it. */
const surroundings = 'nav, footer, form, iframe, select, datalist';
/** A form with more text than this says something besides what its fields are. */
const smallForm = 400;

/** The Markdown of a page's content, and how much of its visible text that leaves out. */
export function readHtml(html: string): { text: string; unread: Unread | null } {
  const document = createDocument(html, true);
  const { body } = document;
  // One pass over the list, since removing one by one from a living list takes time by its square.
  for (const node of [...body.querySelectorAll(unseen)]) node.remove();
  const weights = weighAll(body);
  const visible = weights.get(body) ?? 0;
  let lost = 0;
  for (const node of [...body.querySelectorAll(surroundings)]) {
    const weight = weights.get(node) ?? 0;
    if (isContent({ node, weight, visible })) continue;
    if (!/^(?:SELECT|DATALIST)$/.test(node.nodeName) && body.contains(node)) lost += weight;
    node.remove();
  }
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
  return weight > smallForm || Boolean(node.querySelector('h1, main, article, table'));
}

/** Visible characters of each element, without white space. */
function weighAll(root: PageNode): Map<PageNode, number> {
  const weights = new Map<PageNode, number>();
  // By a list instead of by recursion, since pages nest thousands deep.
  const order: PageNode[] = [];
  const open: PageNode[] = [root];
  for (let node = open.pop(); node; node = open.pop()) {
    order.push(node);
    for (let child = node.firstChild; child; child = child.nextSibling) open.push(child);
  }
  for (const node of order.reverse()) {
    const own = node.nodeType === 3 ? weigh(node.nodeValue ?? '') : (weights.get(node) ?? 0);
    weights.set(node, own);
    const above = node.nodeName === 'SELECT' ? null : node.parentNode;
    if (above) weights.set(above, (weights.get(above) ?? 0) + own);
  }
  return weights;
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
