import { type Bit, type Exploration, explore } from '../../flow/explore.ts';
import type { Flow, FlowEdge } from '../../flow/flow.ts';
import { formatPath } from '../../variablePath.ts';
import type { Analysis } from '../analysis.ts';
import { changesOf } from '../changes.ts';
import { type Check, quoted } from '../check.ts';
import type { VariableUse } from './readTemplates.ts';
import { typesOf } from './types.ts';

/**
 * What a visitor, a model or another server wrote decides where something is sent, on a way without
 * a node that validates it: messages to strangers, or requests into the owner's own network.
 */
export const uncheckedRecipient: Check = {
  severity: 'error',
  *find(analysis) {
    const explorations = new Map<string, Exploration>();
    for (const use of analysis.uses) {
      if (use.use === 'text' || isTrusted(use, analysis)) continue;
      const path = formatPath(use.path);
      const found = explorations.get(path) ?? exploreChecks(path, analysis.flow);
      explorations.set(path, found);
      if (!found.arrives(use.node, 0)) continue;
      yield {
        nodeId: use.node.id,
        field: use.field,
        message: `${path} comes from outside and decides where ${quoted(use.node.label)} sends to. Check it first, by a node that validates it, on every way that leads here.`,
        path: found.wayTo(use.node, 0),
      };
    }
  },
};

/** Types that hold nothing but what we or the owner put there. */
const harmless = ['boolean', 'choice', 'date'];

/** Whether a variable holds nothing that a stranger wrote. */
export function isTrusted(
  { path }: Pick<VariableUse, 'path'>,
  { flow, roots }: Pick<Analysis, 'flow' | 'roots'>,
): boolean {
  const [root = '', id = ''] = path;
  if (['workflow', 'execution', 'now'].includes(root)) return true;
  if (root === 'steps' && flow.byId.get(id)?.reading?.definition.givesOwnValues) return true;
  return typesOf(path, flow, roots).every(({ type }) => harmless.includes(type));
}

/** The bit says whether the variable has been checked, and has not changed since. */
function exploreChecks(path: string, { nodes, triggers }: Flow): Exploration {
  const changes = changesOf(path);
  return explore({
    nodes,
    from: triggers,
    step: (bit, edge): Bit => {
      if (validates(edge, path)) return 1;
      return changes(edge.source) ? 0 : bit;
    },
  });
}

/** Whether a node that is left so has proven the variable. */
export function validates(
  { source: { id, reading }, outcome }: Pick<FlowEdge, 'source' | 'outcome'>,
  path: string,
): boolean {
  const proven = reading?.definition.validates?.(reading.config, outcome) ?? [];
  return proven.some((each) => (each.startsWith('.') ? `steps.${id}${each}` : each) === path);
}
