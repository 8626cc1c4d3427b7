import { nodeDefinitions } from '@echoai/automation/nodes/index';
import { type WorkflowGraph, type WorkflowNode, workflowGraph } from '@echoai/contract';
import { parseJson } from '@echoai/contract/json';
import type { Edited, Selection } from './edits';
import { newId, newLabel } from './names';
import type { Position } from './places';

/** Nodes on the clipboard, with the edges between them. */
export interface Fragment extends WorkflowGraph {
  /** Whose chatbots and workflows the nodes name; undefined when the text does not say. */
  organisationId?: string | undefined;
}

/** Controls of fields that hold the id of something of the organisation's. */
const controlsOfIds = new Set(['chatbot', 'workflow', 'connection', 'credential', 'option']);

export function copy({ nodes, edges }: WorkflowGraph, selection: Selection): Fragment {
  const copied = new Set(selection.nodes);
  return {
    nodes: nodes.filter(({ id }) => copied.has(id)),
    edges: edges.filter(({ source, target }) => copied.has(source) && copied.has(target)),
  };
}

/** The nodes in a text: what `copy` gave as JSON, or a graph by itself. */
export function readFragment(text: string): Fragment | undefined {
  try {
    const value: unknown = parseJson(text);
    const graph = workflowGraph.safeParse(value).data;
    if (!graph || graph.nodes.length === 0) return undefined;
    const { organisationId } = value as { organisationId?: unknown };
    return {
      ...graph,
      organisationId: typeof organisationId === 'string' ? organisationId : undefined,
    };
  } catch {
    return undefined;
  }
}

/**
 * Puts nodes into a graph, under new ids where theirs are taken; what they read of each other is
 * read of the copies.
 * @param by how far from their places; the copies are selected then
 */
export function paste(
  graph: WorkflowGraph,
  { fragment, by, isForeign }: { fragment: Fragment; by: Position; isForeign: boolean },
): Edited {
  const taken = new Set(graph.nodes.map(({ id }) => id));
  const labels = new Set(graph.nodes.map(({ data }) => data.label));
  const names = new Map<string, string>();
  for (const { id } of fragment.nodes) {
    const name = newId(id, taken);
    taken.add(name);
    // Of nodes with equal ids, the first is meant by the edges.
    if (!names.has(id)) names.set(id, name);
  }
  const used = new Set<string>();
  const nodes = fragment.nodes.flatMap((node) => {
    const id = names.get(node.id)!;
    if (used.has(id)) return [];
    used.add(id);
    const label = newLabel(node.data.label, labels);
    labels.add(label);
    const config = isForeign ? withoutIds(node.data.config) : node.data.config;
    const { x, y } = node.position;
    return [
      {
        ...node,
        id,
        data: { label, config: renameSteps(config, names) as typeof config },
        position: { x: x + by.x, y: y + by.y },
      },
    ];
  });
  const exits = new Set<string>();
  const edges = fragment.edges.flatMap((edge) => {
    const [source, target] = [names.get(edge.source), names.get(edge.target)];
    const exit = `${source}.${edge.sourceHandle ?? 'next'}`;
    if (!source || !target || exits.has(exit)) return [];
    exits.add(exit);
    return [{ ...edge, id: exit, source, target }];
  });
  return {
    graph: { nodes: [...graph.nodes, ...nodes], edges: [...graph.edges, ...ownIds(graph, edges)] },
    selection: { nodes: nodes.map(({ id }) => id), edges: [] },
  };
}

function ownIds({ edges: existing }: WorkflowGraph, edges: WorkflowGraph['edges']) {
  const taken = new Set(existing.map(({ id }) => id));
  return edges.map((edge) => {
    let { id } = edge;
    for (let count = 2; taken.has(id); count++) id = `${edge.id}.${count}`;
    taken.add(id);
    return { ...edge, id };
  });
}

/** Without the ids of chatbots, workflows and connections, which are another organisation's. */
export function withoutIds(config: WorkflowNode['data']['config']): WorkflowNode['data']['config'] {
  const { kind } = config;
  const schema = nodeDefinitions[kind]?.config;
  const shape = (schema && 'shape' in schema ? schema.shape : {}) as Record<
    string,
    { meta(): { control?: unknown } | undefined }
  >;
  const isId = (name: string) =>
    Object.hasOwn(shape, name) && controlsOfIds.has(String(controlOf(shape[name]!)));
  const kept = Object.entries(config).filter(([name]) => !isId(name));
  return { ...Object.fromEntries(kept), kind };
}

/** Of a field, also when it became optional after it was named. */
function controlOf(field: { meta(): { control?: unknown } | undefined }): unknown {
  const inner = (field as { def?: { innerType?: typeof field } }).def?.innerType;
  return field.meta()?.control ?? (inner && controlOf(inner));
}

/** `steps.<id>` in every text of a value, by the new names. */
function renameSteps(value: unknown, names: ReadonlyMap<string, string>): unknown {
  if (typeof value === 'string')
    return value.replace(/\bsteps\.([A-Za-z][A-Za-z0-9_]*)/g, (whole, id: string) =>
      names.has(id) ? `steps.${names.get(id)}` : whole,
    );
  if (Array.isArray(value)) return value.map((item) => renameSteps(item, names));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [name, renameSteps(item, names)]),
  );
}
