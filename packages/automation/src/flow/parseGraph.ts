import { type WorkflowGraph, workflowGraph } from '@echoai/contract/workflowGraph';
import { problemsOf } from './issueWords.ts';
import { faultOfJson } from './plainJson.ts';

/** Most findings of one graph that cannot be read. */
const maxFaults = 50;

/** Names that every object has; a variable of that name would be read as something else. */
const reservedIds = new Set(['constructor', 'prototype']);

/**
 * Any value as a graph, or else what is wrong with it, a sentence each, at most 50. Never throws.
 */
export function parseGraph(
  value: unknown,
): { graph: WorkflowGraph; faults?: never } | { graph: null; faults: string[] } {
  try {
    const fault = faultOfJson(value);
    if (fault) return { graph: null, faults: [`The workflow cannot be read: ${fault}.`] };
    const { data, error } = workflowGraph.safeParse(value);
    if (error) return { graph: null, faults: faultsOf(error.issues) };
    const reserved = data.nodes.find(({ id }) => reservedIds.has(id));
    if (!reserved) return { graph: data };
    return { graph: null, faults: [`A node may not have the id ${reserved.id}. Rename it.`] };
  } catch {
    // Getters and proxies may throw, which JSON has not.
    return { graph: null, faults: ['The workflow cannot be read: it is no plain JSON.'] };
  }
}

function faultsOf(issues: Parameters<typeof problemsOf>[0]): string[] {
  return problemsOf(issues.slice(0, maxFaults)).map(
    ({ field, message }) => `The workflow cannot be read: ${field || 'it'} ${message}.`,
  );
}
