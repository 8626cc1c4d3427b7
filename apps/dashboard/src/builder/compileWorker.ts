import { compile } from '@echoai/automation/compile';
import type { ReferenceStates } from '@echoai/automation/fields/referencesOf';
import { nodeDefinitions } from '@echoai/automation/nodes/index';
import { rootTypes } from '@echoai/automation/scope';
import type { WorkflowGraph } from '@echoai/contract';
import type { Diagnostic } from '@/automations/diagnosticsOf';
import { orderNodes } from '@/automations/orderNodes';

/** Errors first, and each in the order in which one reads the nodes. */
function inOrder(diagnostics: Diagnostic[], graph: WorkflowGraph): Diagnostic[] {
  const places = new Map(orderNodes(graph).map(({ id }, place) => [id, place]));
  const rank = ({ severity, nodeId }: Diagnostic) =>
    (severity === 'error' ? 0 : graph.nodes.length) + (places.get(nodeId ?? '') ?? -1);
  return diagnostics.toSorted((one, other) => rank(one) - rank(other));
}

/** Checks graphs beside the page, where it may take its time: 200 nodes need 15 ms. */
addEventListener(
  'message',
  ({
    data,
  }: MessageEvent<{
    graph: WorkflowGraph;
    references: ReferenceStates;
    revision: number;
  }>) => {
    const { diagnostics } = compile({
      graph: data.graph,
      definitions: nodeDefinitions,
      roots: rootTypes,
      references: data.references,
    });
    postMessage({ diagnostics: inOrder(diagnostics, data.graph), revision: data.revision });
  },
);
