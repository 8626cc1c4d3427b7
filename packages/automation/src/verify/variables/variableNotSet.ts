import { type Bit, type Exploration, explore } from '../../flow/explore.ts';
import type { Flow, FlowEdge, FlowNode } from '../../flow/flow.ts';
import { formatPath } from '../../variablePath.ts';
import { type Check, quoted } from '../check.ts';
import type { VariableUse } from './readTemplates.ts';
import { givenBy } from './types.ts';

/**
 * A use of `steps.x.y` which some way from the trigger reaches without leaving x by an outcome that
 * gives y, or after x was passed again and gave none.
 */
export const variableNotSet: Check = {
  severity: 'error',
  *find({ flow, uses }) {
    const explorations = new Map<string, Exploration>();
    const proofs = provenPresent(flow);
    for (const use of uses) {
      const step = stepOf(use, flow);
      if (!step) continue;
      const given = [...givenBy(step, use.path.slice(2)).keys()];
      if (given.length === 0) continue;
      const variable = formatPath(use.path);
      const proof = proofs.get(variable);
      const key = [step.id, ...given, proof ? variable : ''].join(' ');
      const found = explorations.get(key) ?? exploreSetting({ flow, step, given, proof });
      explorations.set(key, found);
      if (!found.arrives(use.node, 0)) continue;
      yield {
        nodeId: use.node.id,
        field: use.field,
        message: messageOf(use, step, given),
        path: found.wayTo(use.node, 0),
      };
    }
  },
};

function stepOf({ path, mayBeMissing }: VariableUse, { byId }: Flow): FlowNode | null {
  const step = path[0] === 'steps' && !mayBeMissing ? byId.get(path[1] ?? '') : undefined;
  return step?.reading ? step : null;
}

/** The bit says whether the variable is set. */
function exploreSetting({
  flow,
  step,
  given,
  proof,
}: {
  flow: Flow;
  step: FlowNode;
  given: string[];
  proof?: Set<string>;
}): Exploration {
  const gives = new Set(given);
  return explore({
    nodes: flow.nodes,
    from: flow.triggers,
    step: (bit, edge): Bit => {
      if (edge.source === step) return gives.has(edge.outcome) ? 1 : 0;
      return proof?.has(nameOf(edge)) ? 1 : bit;
    },
  });
}

export const nameOf = ({ source, outcome }: Pick<FlowEdge, 'source' | 'outcome'>) =>
  `${source.id} ${outcome}`;

/** Ways out, by variable, that are taken only when it has a value: a comparison with it held. */
export function provenPresent({ nodes }: Flow): Map<string, Set<string>> {
  const proofs = new Map<string, Set<string>>();
  for (const node of nodes)
    for (const { id } of node.reading?.outcomes ?? []) {
      const { definition, config } = node.reading!;
      for (const { path, operator, truth } of definition.comparisons?.(config, id) ?? []) {
        if (truth === (operator === 'not_exists')) continue;
        const proof = proofs.get(path) ?? new Set();
        proofs.set(path, proof.add(nameOf({ source: node, outcome: id })));
      }
    }
  return proofs;
}

function messageOf({ node, path }: VariableUse, step: FlowNode, given: string[]): string {
  const variable = formatPath(path);
  const titles = step
    .reading!.outcomes.filter(({ id }) => given.includes(id))
    .map(({ title }) => quoted(title));
  const ways = new Intl.ListFormat('en', { type: 'disjunction' }).format(titles);
  return node === step
    ? `${quoted(node.label)} uses ${variable}, which it gives only afterwards. Use a variable of an earlier node.`
    : `${quoted(node.label)} uses ${variable}, but can be reached without leaving ${quoted(step.label)} by ${ways}. Lead every way through it, or use another variable.`;
}
