import type { WorkflowGraph } from '@echoai/contract';

/** What the trigger of a graph may give, to begin an input with: the owner's sample if there is one. */
export function sampleInput({ nodes }: WorkflowGraph): Record<string, unknown> {
  const config = nodes.find(({ type }) => type === 'trigger')?.data.config;
  const sample = isObject(config?.sample) ? config.sample : {};
  switch (config?.kind) {
    case 'manual':
      return sample;
    case 'webhook':
      return { body: sample, headers: {}, query: {} };
    case 'message_received':
    case 'intent_detected':
    case 'sentiment':
      return { text: 'A visitor’s message', sentiment: 0, intent: null, intentConfidence: null };
    default:
      return {};
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
