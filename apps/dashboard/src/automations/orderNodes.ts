import type { WorkflowGraph, WorkflowNode } from '@echoai/contract';

/**
 * The nodes in the order in which people read them: from the trigger along the ways out, each way
 * to its end before the next, and last those that no way leads to.
 */
export function orderNodes({ nodes, edges }: WorkflowGraph): WorkflowNode[] {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const ordered = new Set<WorkflowNode>();
  const rest = nodes.filter(({ type }) => type === 'trigger').reverse();
  for (let node = rest.pop(); node; node = rest.pop()) {
    if (ordered.has(node)) continue;
    ordered.add(node);
    const next = edges.filter(({ source }) => source === node!.id).reverse();
    rest.push(...next.flatMap(({ target }) => byId.get(target) ?? []));
  }
  return [...ordered, ...nodes.filter((node) => !ordered.has(node))];
}
