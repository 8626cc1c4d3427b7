import { operators } from '@echoai/automation/conditions/operators';
import type { WorkflowNode } from '@echoai/contract';
import { cutText } from '@echoai/contract/text';

/** Of every node, and no help in telling one from another. */
const unspoken = new Set([
  'kind',
  'chatbotId',
  'retry',
  'timeoutSeconds',
  'whenUncertain',
  'sample',
  'headers',
  'timeZone',
  'id',
  'mode',
  'match',
  'type',
]);

/** What a node is set to, in a line; empty when it has no settings. */
export function summaryOf(config: WorkflowNode['data']['config']): string {
  return Object.entries(config)
    .filter(([name]) => !unspoken.has(name))
    .map(([, value]) => inWords(value, 0))
    .filter(Boolean)
    .slice(0, 2)
    .join(' · ');
}

function inWords(value: unknown, depth: number): string {
  if (typeof value === 'string') return cutText(value.replace(/\s+/g, ' ').trim(), 120);
  if (typeof value === 'number') return String(value);
  if (depth > 4 || typeof value !== 'object' || value === null) return '';
  if (Array.isArray(value))
    return value
      .map((item) => inWords(item, depth + 1))
      .filter(Boolean)
      .slice(0, 4)
      .join(', ');
  if ('rules' in value && Array.isArray(value.rules)) {
    const joint = 'match' in value && value.match === 'any' ? ' or ' : ' and ';
    return value.rules
      .map((rule) => inWords(rule, depth + 1))
      .filter(Boolean)
      .join(joint);
  }
  if ('operator' in value && 'field' in value) {
    const { field, operator } = value;
    const title = operators[operator as keyof typeof operators]?.title ?? operator;
    const operand = 'value' in value ? inWords(value.value, depth + 1) : '';
    return [field, title, operand].filter(Boolean).join(' ');
  }
  // Of a way out or a band: what the owner calls it.
  if ('title' in value && typeof value.title === 'string') return value.title;
  if ('amount' in value && 'unit' in value)
    return `${value.amount} ${value.amount === 1 ? String(value.unit).replace(/s$/, '') : value.unit}`;
  const mode = 'mode' in value ? `${String(value.mode)} ` : '';
  const rest = Object.entries(value)
    .filter(([name]) => !unspoken.has(name))
    .map(([, item]) => inWords(item, depth + 1))
    .filter(Boolean);
  return (mode + rest.slice(0, 2).join(', ')).trim();
}
