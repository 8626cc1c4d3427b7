import type { WorkflowGraph } from '@echoai/contract/workflowGraph';
import { type Bit, explore } from './flow/explore.ts';
import {
  buildFlow,
  type Definitions,
  type Flow,
  type FlowEdge,
  type FlowNode,
} from './flow/flow.ts';
import { lookUp } from './lookUp.ts';
import { parseTemplate } from './templates/index.ts';
import { formatPath } from './variablePath.ts';
import type { RootTypes } from './verify/analysis.ts';
import { changesOf } from './verify/changes.ts';
import { quoted } from './verify/check.ts';
import { readTemplates, type VariableUse } from './verify/variables/readTemplates.ts';
import { givenBy, typesOf } from './verify/variables/types.ts';
import { isTrusted, validates } from './verify/variables/uncheckedRecipient.ts';
import { nameOf, provenPresent } from './verify/variables/variableNotSet.ts';

/** Where an execution stands, and how it came there. */
export interface Standing {
  nodeId: string;
  /**
   * How it goes on: the node has what it `waits` for; tries once more (`retry`), which may or may
   * not take the configuration anew; or is visited `anew`.
   */
  goesOn: 'waits' | 'retry' | 'anew';
  /** What its trigger gave: `event` in templates. */
  event: unknown;
  /** What its nodes gave, by id: `steps` in templates. */
  outputs: Record<string, unknown>;
  /** The nodes that it left, in their order, each with the version that it had then. */
  past: readonly { nodeId: string; kind: string; outcome: string | null; version: number }[];
  /** The version that it has now. */
  version: number;
}

/**
 * Prepares a graph as what executions of other versions could go on with.
 *
 * @param graph without errors, as all versions are
 * @param versions the graphs that `Standing` names, by version
 * @returns says for an execution why it cannot: a sentence, or null when it can. It can when its
 *   node is there with the same kind and ways out, and whatever may be read from there on is set,
 *   and checked where it decides whom something is sent to.
 */
export function prepareMove({
  graph,
  versions,
  definitions,
  roots = {},
}: {
  graph: WorkflowGraph;
  versions: ReadonlyMap<number, WorkflowGraph>;
  definitions: Definitions;
  roots?: RootTypes;
}): (standing: Standing) => string | null {
  const flow = buildFlow(graph, definitions);
  const { uses } = readTemplates(flow, parseTemplate);
  const flows = new Map([...versions].map(([key, of]) => [key, buildFlow(of, definitions)]));
  const ways = createWays(flow);

  return (standing) => {
    const { nodeId, goesOn, version } = standing;
    const here = flow.byId.get(nodeId);
    const old = flows.get(version)?.byId.get(nodeId);
    const name = quoted(old?.label ?? nodeId);
    if (!here?.reading) return `It has no node ${name}.`;
    if (goesOn !== 'anew') {
      if (!old?.reading || here.kind !== old.kind) return `${name} is of another kind there.`;
      if (outcomesOf(here) !== outcomesOf(old)) return `${name} has other ways out there.`;
    }
    const from = {
      here,
      leaves: [...(goesOn === 'anew' ? [] : [old!]), ...(goesOn === 'waits' ? [] : [here])],
      isPerformed: goesOn !== 'waits',
      version,
    };
    for (const use of uses) {
      const reason =
        missing(use, standing, from) ??
        unknownEvent(use, standing, from) ??
        unchecked(use, standing, from);
      if (reason) return reason;
    }
    return null;
  };

  function missing({ node, path, mayBeMissing }: VariableUse, { outputs }: Standing, from: From) {
    const step = path[0] === 'steps' && !mayBeMissing ? flow.byId.get(path[1] ?? '') : undefined;
    if (!step?.reading) return null;
    const variable = formatPath(path);
    const isSet = lookUp({ steps: outputs }, variable) !== undefined;
    const proof = ways.proofs.get(variable);
    const mayArrive = ways.mayArrive({
      from,
      node,
      key: `set ${variable}`,
      bit: isSet ? 1 : 0,
      step: (bit, edge) => {
        const { source, outcome } = edge;
        if (source.id === step.id) return givenBy(source, path.slice(2)).has(outcome) ? 1 : 0;
        return proof?.has(nameOf(edge)) ? 1 : bit;
      },
    });
    return mayArrive ? `${quoted(node.label)} reads ${variable}, which it does not have.` : null;
  }

  function unknownEvent(
    { node, path, mayBeMissing }: VariableUse,
    { event, version }: Standing,
    from: From,
  ) {
    if (path[0] !== 'event' || mayBeMissing) return null;
    const variable = formatPath(path);
    const before = flows.get(version);
    const isKnown = before !== undefined && typesOf(path, before, roots).length > 0;
    if (isKnown || lookUp({ event }, variable) !== undefined) return null;
    const mayArrive = ways.mayArrive({ from, node, key: '', bit: 0, step: (bit) => bit });
    return mayArrive
      ? `${quoted(node.label)} reads ${variable}, which what started it did not give.`
      : null;
  }

  function unchecked(use: VariableUse, { past }: Standing, from: From) {
    if (use.use === 'text' || isTrusted(use, { flow, roots })) return null;
    const variable = formatPath(use.path);
    const changes = changesOf(variable);
    const after = (bit: Bit, edge: Pick<FlowEdge, 'source' | 'outcome'>): Bit => {
      if (validates(edge, variable)) return 1;
      return changes(edge.source) ? 0 : bit;
    };
    const bit = past.reduce<Bit>((known, { nodeId, kind, outcome, version }) => {
      const source = flows.get(version)?.byId.get(nodeId);
      if (source?.kind !== kind) return 0;
      // One that failed was not left, but may have changed something.
      if (outcome === null) return changes(source) ? 0 : known;
      return after(known, { source, outcome });
    }, 0);
    const key = `checked ${variable}`;
    return ways.mayArrive({ from, node: use.node, key, bit, step: after })
      ? `${quoted(use.node.label)} sends to ${variable}, which it has not checked.`
      : null;
  }
}

/** The visit that is under way. */
interface From {
  here: FlowNode;
  /** The node as it may be configured when it is left: by its old version, the new, or either. */
  leaves: FlowNode[];
  /** Whether the node reads its variables once more. */
  isPerformed: boolean;
  /** The version that the execution has now. */
  version: number;
}

function outcomesOf({ reading }: FlowNode): string {
  return (reading?.outcomes ?? [])
    .map(({ id }) => id)
    .sort()
    .join(' ');
}

/** Ways through a flow that begin in the middle; those of one place and variable are walked once. */
function createWays(flow: Flow) {
  const explorations = new Map<string, ReturnType<typeof explore>>();
  return {
    proofs: provenPresent(flow),
    /** Whether some way from here, where the bit is known, comes to `node` while it is 0. */
    mayArrive({
      from: { here, leaves, isPerformed, version },
      node,
      key,
      bit,
      step,
    }: {
      from: From;
      node: FlowNode;
      /** Names what the bit says, and so what `step` does. */
      key: string;
      bit: Bit;
      step: (bit: Bit, edge: FlowEdge) => Bit;
    }): boolean {
      if (isPerformed && node === here && bit === 0) return true;
      const place = [here.id, leaves.length, isPerformed, version, bit, key].join(' ');
      const known = explorations.get(place);
      if (known) return known.arrives(node, 0);
      // A copy stands for the visit under way; the node itself is arrived at when it comes again.
      const begin: FlowNode = { ...here, index: flow.nodes.length, edges: [] };
      begin.edges = here.edges.map((edge) => ({ ...edge, source: begin }));
      const leave = (edge: FlowEdge) =>
        leaves.every((source) => step(bit, { ...edge, source }) === 1) ? 1 : 0;
      const found = explore({
        nodes: [...flow.nodes, begin],
        from: [begin],
        step: (now, edge) => (edge.source === begin ? leave(edge) : step(now, edge)),
      });
      explorations.set(place, found);
      return found.arrives(node, 0);
    },
  };
}
