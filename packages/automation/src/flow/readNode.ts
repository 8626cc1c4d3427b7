import type { WorkflowNode } from '@echoai/contract/workflowGraph';
import type { NodeDefinition, Outcome } from '../definition.ts';
import { fieldTitle } from '../fields/fieldTitle.ts';
import { referencesOf } from '../fields/referencesOf.ts';
import type { Definitions, FlowNode, Reading } from './flow.ts';
import { type FieldProblem, problemsOf } from './issueWords.ts';

/** Outcome ids become event names of XState, where dots, stars and emptiness mean something. */
const outcomeId = /^[A-Za-z0-9_-]{1,60}$/;

/** A node of the graph with its configuration read by its definition. */
export function readNode({
  node,
  definitions,
  index,
}: {
  node: WorkflowNode;
  definitions: Definitions;
  index: number;
}): FlowNode {
  const { kind, ...config } = node.data.config;
  const definition = Object.hasOwn(definitions, kind) ? definitions[kind]! : null;
  const { reading, problems } = definition
    ? read({ definition, config, type: node.type })
    : { reading: null, problems: [] };
  return {
    index,
    id: node.id,
    label: node.data.label,
    kind,
    type: definition?.type ?? node.type,
    reading,
    problems,
    references: definition?.type === node.type ? referencesOf(definition, config) : [],
    edges: [],
  };
}

function read({
  definition,
  config,
  type,
}: {
  definition: NodeDefinition;
  config: unknown;
  type: WorkflowNode['type'];
}): { reading: Reading | null; problems: FieldProblem[] } {
  const failed = (problems: FieldProblem[]) => ({ reading: null, problems });
  if (type !== definition.type)
    return failed([{ field: 'type', message: `must be ${definition.type}, not ${type}` }]);
  const { data, error } = definition.config.safeParse(config);
  if (error)
    return failed(
      problemsOf(error.issues).map((problem) => ({
        ...problem,
        title: fieldTitle(definition.config, problem.field),
      })),
    );
  const outcomes = definition.outcomes(data);
  const problem = problemOfOutcomes(outcomes);
  if (problem) return failed([problem]);
  return {
    reading: {
      definition,
      config: data,
      outcomes,
      outputs: new Map(outcomes.map(({ id }) => [id, definition.output(data, id)])),
      templates: definition.templates(data),
    },
    problems: [],
  };
}

/** Ways out may come from the configuration, as the cases of a switch do. */
function problemOfOutcomes(outcomes: Outcome[]): FieldProblem | null {
  const ids = outcomes.map(({ id }) => id);
  const twice = ids.find((id, position) => ids.indexOf(id) !== position);
  if (twice !== undefined) return { field: '', message: `has two ways out with the id ${twice}` };
  const odd = ids.find((id) => !outcomeId.test(id));
  return odd === undefined
    ? null
    : { field: '', message: `has a way out whose id is not of letters, digits, _ and -: ${odd}` };
}
