import type { WorkflowGraph, WorkflowNode } from '@echoai/contract';

/** An automation to begin with. */
export interface AutomationTemplate {
  id: string;
  title: string;
  /** What it does, in a sentence. */
  description: string;
  /** What must be set up or filled in before it is of use, in a few words; absent when nothing. */
  needs?: string;
  graph: WorkflowGraph;
}

type Config = WorkflowNode['data']['config'];
type NodeWithoutPlace = Omit<WorkflowNode, 'position'>;

/**
 * A graph whose nodes all stand in one place, so that the builder lays them out.
 * @param edges as `from>to`, or `from.outcome>to`
 */
export function graphOf(nodes: NodeWithoutPlace[], edges: string[]): WorkflowGraph {
  return {
    nodes: nodes.map((node) => ({ ...node, position: { x: 0, y: 0 } })),
    edges: edges.map((id) => {
      const [from = '', target = ''] = id.split('>');
      const [source = '', sourceHandle] = from.split('.');
      return { id, source, target, ...(sourceHandle ? { sourceHandle } : {}) };
    }),
  };
}

export function trigger(id: string, label: string, config: Config): NodeWithoutPlace {
  return { id, type: 'trigger', data: { label, config } };
}

export function condition(id: string, label: string, config: Config): NodeWithoutPlace {
  return { id, type: 'condition', data: { label, config } };
}

export function action(id: string, label: string, config: Config): NodeWithoutPlace {
  return { id, type: 'action', data: { label, config } };
}

/** Whether a variable is as said: the configuration of the condition "If". */
export function ifIt(field: string, operator: string, value?: unknown): Config {
  const rule = { field, operator, ...(value === undefined ? {} : { value }) };
  return { kind: 'if', condition: { match: 'all', rules: [rule] } };
}

/** Weekdays from nine to five, by the clock of the automation. */
export const officeHours = {
  days: Object.fromEntries(
    ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'].map((day) => [
      day,
      [{ from: '09:00', to: '17:00' }],
    ]),
  ),
};
