import type { PageNode } from '@mixmark-io/domino';
import TurndownService from 'turndown';
import { addTableRules } from './htmlTables.ts';

/** Makes Markdown of a page's elements; one service reads one page. */
export function pageService(): TurndownService {
  const service = new TurndownService({
    headingStyle: 'atx',
    codeBlockStyle: 'fenced',
    // An icon without text says what it means by its label.
    blankReplacement: (_, node) =>
      (node as { isBlock?: boolean }).isBlock ? '\n\n' : labelOf(node as never),
  });
  service.addRule('picture within the page', {
    filter: (node) => node.nodeName === 'IMG' && isOwnAddress(node.getAttribute('src')),
    replacement: (_, node) => (node as PageNode).getAttribute('alt')?.trim() ?? '',
  });
  service.addRule('link without an address', {
    filter: (node) => node.nodeName === 'A' && isOwnAddress(node.getAttribute('href')),
    replacement: (content) => content,
  });
  // Turndown takes these for parts of a line, and so would run their words together.
  service.addRule('block', {
    filter: (node) =>
      /^(?:DETAILS|SUMMARY|LEGEND|DIALOG|SEARCH)$/.test(node.nodeName) ||
      node.getAttribute('role') === 'row',
    replacement: (content) => `\n\n${content.trim()}\n\n`,
  });
  service.addRule('apart', {
    filter: (node) =>
      /^(?:button|label|textarea|option|text|tspan|title)$/i.test(node.nodeName) ||
      /^(?:grid|columnheader|rowheader)?cell$|^(?:column|row)header$/.test(
        node.getAttribute('role') ?? '',
      ),
    replacement: (content) => ` ${content.trim()} `,
  });
  service.addRule('term', {
    filter: 'dt',
    replacement: (content) => `\n\n${content.trim().replace(/[\p{L}\p{N})]$/u, '$&:')}`,
  });
  service.addRule('meaning', { filter: 'dd', replacement: (content) => `\n${content.trim()}\n\n` });
  // A raised number after another would be one number with it: 19 and 99 are not 1999.
  service.addRule('raised number', {
    filter: 'sup',
    replacement: (content) =>
      /^\d+$/.test(content.trim())
        ? content.trim().replace(/\d/g, (digit) => '⁰¹²³⁴⁵⁶⁷⁸⁹'[+digit]!)
        : content,
  });
  service.addRule('struck out', {
    filter: (node) => /^(?:DEL|S|STRIKE)$/.test(node.nodeName),
    replacement: (content) => (content.trim() ? `~~${content.trim()}~~` : ''),
  });
  service.addRule('field', {
    filter: 'input',
    replacement: (_, node) => fieldText(node as PageNode),
  });
  addTableRules(service);
  return service;
}

function labelOf(node: PageNode): string {
  const label = /^(?:I|SPAN|svg)$/.test(node.nodeName) ? node.getAttribute('aria-label') : null;
  return label && node.getAttribute('aria-hidden') !== 'true' ? ` ${label.trim()} ` : '';
}

/** What somebody sees in a field that cannot be filled in. */
function fieldText(input: PageNode): string {
  const has = (name: string) => input.getAttribute(name) !== null;
  if (!has('disabled') && !has('readonly')) return '';
  const type = input.getAttribute('type') ?? 'text';
  if (type === 'checkbox' || type === 'radio') return has('checked') ? ' ☑ ' : ' ☐ ';
  if (!/^(?:text|number|email|tel|url|date|time)$/.test(type)) return '';
  return ` ${(input.getAttribute('value') ?? '').trim()} `;
}

/** Addresses that hold bytes or a program, and lead nowhere. */
const isOwnAddress = (address: string | null) =>
  /^\s*(?:data|blob|javascript):/i.test(address ?? '');
