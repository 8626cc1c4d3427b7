import { operators } from '@echoai/automation/conditions/operators';
import {
  type ReferenceStates,
  referenceKey,
  referencesOf,
} from '@echoai/automation/fields/referencesOf';
import { nodeDefinitions } from '@echoai/automation/nodes/index';
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

type Config = WorkflowNode['data']['config'];

/**
 * What a node is set to, in a line; empty when it has no settings. Ids of connections, channels and
 * other things outside of the graph are left out, or said by their names where these are known.
 */
export function summaryOf(config: Config, references: ReferenceStates = {}): string {
  const names = namesOf(config, references);
  const named = (value: unknown, path: string): unknown => {
    if (names.has(path)) return names.get(path);
    if (Array.isArray(value)) return value.map((item, place) => named(item, `${path}.${place}`));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, named(item, `${path}.${key}`)]),
    );
  };
  return Object.entries(config)
    .filter(([name]) => !unspoken.has(name))
    .map(([name, value]) => inWords(names.size > 0 ? named(value, name) : value, 0))
    .filter(Boolean)
    .slice(0, 2)
    .join(' · ');
}

/** Names of what fields refer to, by their paths; empty where a name is not known. */
function namesOf({ kind, ...config }: Config, references: ReferenceStates): Map<string, string> {
  const definition = Object.hasOwn(nodeDefinitions, kind) ? nodeDefinitions[kind] : undefined;
  const names = new Map<string, string>();
  for (const { field, reference } of definition ? referencesOf(definition, config) : []) {
    // Intents and tags are words already.
    if (['intent', 'tag', 'setting'].includes(reference.to)) continue;
    const key = referenceKey(reference);
    const state = Object.hasOwn(references, key) ? references[key] : undefined;
    names.set(field, state && 'name' in state ? (state.name ?? '') : '');
  }
  return names;
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
