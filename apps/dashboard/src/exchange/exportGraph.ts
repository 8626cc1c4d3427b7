import type { WorkflowGraph } from '@echoai/contract';
import { cutText } from '@echoai/contract/text';
import { withoutIds } from '../builder/graph/clipboard.ts';

/** Names of headers and fields whose value lets somebody in. */
const secretName = /^(proxy-)?authorization$|cookie|api[-_]?key|token|secret|password|signature/i;

/**
 * An automation as a file for another installation: without ids of chatbots, workflows and
 * connections, and without the values of headers and parameters that let somebody in.
 * @returns JSON
 */
export function exportGraph(name: string, { nodes, edges }: WorkflowGraph): string {
  const withoutSecrets = nodes.map((node) => ({
    ...node,
    data: { ...node.data, config: clean(withoutIds(node.data.config)) },
  }));
  return JSON.stringify({ name, nodes: withoutSecrets, edges }, null, 2);
}

/** `Refunds & returns` as `refunds-returns.json`. */
export function fileNameOf(name: string): string {
  const words =
    name
      .normalize('NFKD')
      .replace(/\p{M}/gu, '')
      .toLowerCase()
      .match(/[a-z0-9]+/g) ?? [];
  return `${cutText(words.join('-'), 60) || 'automation'}.json`;
}

/** What is left of a secret: a variable that stands for it is none. */
const template = (text: string) => (/^\s*\{\{[^{}]*\}\}\s*$/.test(text) ? text : '');

function clean<Value>(value: Value): Value {
  if (typeof value === 'string') return cleanAddress(value) as Value;
  if (Array.isArray(value)) return value.map(clean) as Value;
  if (typeof value !== 'object' || value === null) return value;
  const { name } = value as { name?: unknown };
  const isSecret = typeof name === 'string' && 'value' in value && secretName.test(name);
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => {
      const hides = (isSecret && key === 'value') || secretName.test(key);
      return [key, hides && typeof item === 'string' ? template(item) : clean(item)];
    }),
  ) as Value;
}

/** An address without what stands before its host, and without parameters that let somebody in. */
function cleanAddress(text: string): string {
  if (!/^https?:\/\//i.test(text)) return text;
  return text
    .replace(/^(https?:\/\/)[^/?#@\s]*@/i, '$1')
    .replace(/([?&])([^?=&#\s]+)=([^&#\s]*)/g, (whole, sign: string, key: string) =>
      secretName.test(key) || /^(key|sig|auth)$/i.test(key) ? `${sign}${key}=` : whole,
    );
}
