import type { Flow, FlowNode } from '../flow/flow.ts';
import type { FinalState, NodeState, WorkflowMachine } from './schema.ts';

/** Where a way out leads that is not connected; `error` fails the execution, others end it. */
const unconnected = (outcome: string) => (outcome === 'error' ? 'failed' : 'ended');

/**
 * The machine of a flow without errors. Conditions are performed like actions and leave by an
 * outcome, so that there are no guards: see docs/decisions/0012-conditions-are-performed.md.
 */
export function buildMachine(flow: Flow, id = 'workflow'): WorkflowMachine {
  return {
    id,
    initial: keyOf(flow.triggers[0]!),
    context: { steps: {} },
    states: {
      ...Object.fromEntries(flow.nodes.map((node) => [keyOf(node), stateOf(node)])),
      ended: { type: 'final', description: 'Ended' },
      failed: { type: 'final', description: 'Failed' },
    },
  };
}

/** Numbers, since XState reads dots and other signs of a target's name. */
function keyOf(node: FlowNode): string {
  return `s${node.index}`;
}

function stateOf(node: FlowNode): NodeState | FinalState {
  const description = node.label;
  const meta = { nodeId: node.id, kind: node.kind };
  const outcomes = node.reading?.outcomes ?? [];
  if (outcomes.length === 0) return { type: 'final', description, meta };
  return {
    description,
    meta,
    entry: { type: 'perform', params: { nodeId: node.id } },
    on: Object.fromEntries(outcomes.map(({ id }) => [id, transitionOf(node, id)])),
  };
}

function transitionOf(node: FlowNode, outcome: string): NodeState['on'][string] {
  const target = node.edges.find((edge) => edge.outcome === outcome)?.target;
  return {
    target: target ? keyOf(target) : unconnected(outcome),
    ...(target === node ? { reenter: true as const } : {}),
    actions: { type: 'store', params: { nodeId: node.id } },
  };
}
