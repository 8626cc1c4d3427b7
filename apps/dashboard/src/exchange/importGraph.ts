import { readJson } from '../automations/readJson.ts';
import { withoutIds } from '../builder/graph/clipboard.ts';
import { explainTool, recogniseTool } from './recogniseTool.ts';

/**
 * A text or file as a graph to begin with: as it is, but without the ids of another organisation.
 * What is wrong with it as a graph is said by who checks it.
 * @returns the graph and, of an exported file, the automation's name; or why it is none
 */
export function importGraph(
  text: string,
  organisationId: string | undefined,
): { graph: unknown; name?: string; problem?: undefined } | { problem: string } {
  const read = readJson(text);
  if (read.problem !== undefined) return read;
  const tool = recogniseTool(read.value);
  if (tool) return { problem: explainTool(tool) };
  const { value } = read;
  if (typeof value !== 'object' || value === null || !('nodes' in value))
    return { problem: 'This is no automation: it must be an object with nodes and edges.' };
  const { name, organisationId: owner } = value as { name?: unknown; organisationId?: unknown };
  const isForeign = typeof owner === 'string' && owner !== organisationId;
  return {
    graph: isForeign ? foreign(value) : value,
    ...(typeof name === 'string' ? { name } : {}),
  };
}

function foreign(value: { nodes: unknown }): unknown {
  if (!Array.isArray(value.nodes)) return value;
  return {
    ...value,
    nodes: value.nodes.map((node) =>
      typeof node?.data?.config?.kind === 'string'
        ? { ...node, data: { ...node.data, config: withoutIds(node.data.config) } }
        : node,
    ),
  };
}
