import { renderConfig } from '../fields/renderConfig.ts';
import { evaluators } from '../nodes/index.ts';
import { quoted } from '../verify/check.ts';
import type { Choice } from './choices.ts';
import { exampleOf } from './exampleOf.ts';
import { act, performers } from './performers.ts';
import { chosenToFail, failed, type Performed, type Visit } from './visit.ts';

/** What a node does, and its configuration with the templates filled in. */
export function performNode(visit: Visit): Performed & { input: unknown } {
  const { node, scope, choices } = visit;
  const { definition, config } = node.reading;
  if (definition.type === 'trigger') return { input: config, outcome: 'next', output: scope.event };
  // The visitor's answers are read one by one, where they are asked for.
  const choice = node.kind === 'ask_visitor' ? null : choices.next(node.id);
  if (definition.type === 'condition')
    return { input: config, ...chosen(evaluate(visit), choice, visit) };
  const rendered = renderConfig({ schema: definition.config, config, scope });
  if ('error' in rendered) return { input: config, ...failed(notFilledIn(visit, rendered)) };
  const perform = Object.hasOwn(performers, node.kind) ? performers[node.kind]! : act;
  const performed = perform({ ...visit, config: rendered.config });
  return { input: rendered.config, ...chosen(performed, choice, visit) };
}

function evaluate({ node, scope, world }: Visit): Performed {
  return evaluators[node.kind]!({
    config: node.reading.config,
    scope,
    nodeId: node.id,
    visitorId: scope.visitor.id ?? scope.execution.id,
    now: world.now,
  });
}

/** What was chosen goes before what the node would do, unless it cannot be performed at all. */
function chosen(performed: Performed, choice: Choice | null, { node, world }: Visit): Performed {
  if (!choice || performed.error !== undefined) return performed;
  const { outcome = performed.outcome, output } = choice;
  if (outcome === 'error') return chosenToFail(output);
  if (outcome === performed.outcome)
    return output === undefined ? performed : { ...performed, output };
  const example = () => exampleOf(node.reading.outputs.get(outcome) ?? null, world.now);
  const { effects } = performed;
  return { outcome, output: output === undefined ? example() : output, effects };
}

function notFilledIn({ node }: Visit, { field, error }: { field: string; error: string }): string {
  return `${field} of ${quoted(node.label)} cannot be filled in: ${error}`;
}
