import type { PageNode } from '@mixmark-io/domino';
import { weigh } from './unread.ts';

/** What is known of each element of a page, from one walk through it. */
export interface Inspection {
  /** Visible characters in it, without white space. */
  weightOf(element: PageNode): number;
  /** Whether a table, a heading or a form stands in it. */
  isStructured(element: PageNode): boolean;
}

/**
 * Walks through a page once. Asking the page itself for each element (`contains`, `querySelector`,
 * `textContent`) takes time by the square of its length where elements nest or stand in long rows.
 */
export function inspect(root: PageNode): Inspection {
  const weights = new Map<PageNode, number>();
  const structured = new Set<PageNode>();
  for (const node of nodesOf(root).reverse()) {
    const own = node.nodeType === 3 ? weigh(node.nodeValue ?? '') : (weights.get(node) ?? 0);
    weights.set(node, own);
    const above = node.parentNode;
    if (!above) continue;
    // Nobody sees the choices of a list before opening it.
    if (node.nodeName !== 'SELECT') weights.set(above, (weights.get(above) ?? 0) + own);
    if (structured.has(node) || /^(?:TABLE|FORM|H[1-3])$/.test(node.nodeName))
      structured.add(above);
  }
  return {
    weightOf: (element) => weights.get(element) ?? 0,
    isStructured: (element) => structured.has(element),
  };
}

/** The elements below `root` of certain names; unlike what `querySelectorAll` finds, quick to remove. */
export function nodesNamed(names: RegExp, root: PageNode): PageNode[] {
  return nodesOf(root).filter(({ nodeName }) => names.test(nodeName));
}

/** `root` and the nodes below it, each before those it contains; not by recursion, since pages nest thousands deep. */
function nodesOf(root: PageNode): PageNode[] {
  const nodes: PageNode[] = [];
  const open: PageNode[] = [root];
  for (let node = open.pop(); node; node = open.pop()) {
    nodes.push(node);
    for (let child = node.firstChild; child; child = child.nextSibling) open.push(child);
  }
  return nodes;
}
