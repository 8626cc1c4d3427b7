import type { WorkflowGraph } from '@echoai/contract/workflowGraph';
import type { Diagnostic } from './diagnostics.ts';
import {
  type Reference,
  type ReferenceStates,
  referenceKey,
  referencesOf,
} from './fields/referencesOf.ts';
import { buildFlow, type Definitions } from './flow/flow.ts';
import { parseGraph } from './flow/parseGraph.ts';
import { buildMachine } from './machine/buildMachine.ts';
import type { WorkflowMachine } from './machine/schema.ts';
import { parseTemplate as parseLiquid } from './templates/index.ts';
import {
  analyse,
  type ParseTemplate,
  type RootTypes,
  type WorkflowContext,
} from './verify/analysis.ts';
import { verify } from './verify/verify.ts';
import { graphWork, TooMuchWork, withinWork } from './work.ts';

export interface Compilation {
  /** Null when the value is no graph at all. */
  graph: WorkflowGraph | null;
  /** What runs; null when there are errors. */
  machine: WorkflowMachine | null;
  diagnostics: Diagnostic[];
}

/**
 * Checks a graph and makes of it the machine that runs. Pure, and never throws: whatever is wrong
 * with the graph, any value at all, is among the diagnostics.
 *
 * @param definitions the kinds of nodes that there are, by kind.
 * @param workflow for circles of workflows; without it they are not looked for.
 * @param references states of what the graph refers to, such as connections; a reference without one
 * is not checked.
 * @param roots types of variables that are there from the beginning; `any` where nothing is said.
 */
export function compile(input: CompilationInput): Compilation {
  const { graph, faults } = parseGraph(input.graph);
  if (!graph) return { graph: null, machine: null, diagnostics: faults.map(unreadable) };
  try {
    return withinWork(graphWork, () => compileGraph({ ...input, graph }));
  } catch (error) {
    if (!(error instanceof TooMuchWork)) throw error;
    return { graph, machine: null, diagnostics: [unreadable(tooLarge)] };
  }
}

const tooLarge =
  'The workflow is too large to be checked: it has too many nodes that read too many variables. Split it into several workflows.';

interface CompilationInput {
  graph: unknown;
  definitions: Definitions;
  workflow?: WorkflowContext;
  references?: ReferenceStates;
  roots?: RootTypes;
  parseTemplate?: ParseTemplate;
}

function compileGraph({
  graph,
  definitions,
  workflow,
  references = {},
  roots = {},
  parseTemplate = parseLiquid,
}: CompilationInput & { graph: WorkflowGraph }): Compilation {
  const flow = buildFlow(graph, definitions);
  const diagnostics = verify(
    analyse({ flow, parseTemplate, roots, references, workflow: workflow ?? null }),
  );
  const hasErrors = diagnostics.some(({ severity }) => severity === 'error');
  return { graph, machine: hasErrors ? null : buildMachine(flow, workflow?.id), diagnostics };
}

/** What a graph refers to outside of itself, each once. None where it is no graph. */
export function referencesOfGraph(input: {
  graph: unknown;
  definitions: Definitions;
}): Reference[] {
  const { graph } = parseGraph(input.graph);
  if (!graph) return [];
  const found = graph.nodes.flatMap(({ type, data: { config } }) => {
    const { kind, ...rest } = config;
    const definition = Object.hasOwn(input.definitions, kind) ? input.definitions[kind]! : null;
    return definition?.type === type ? referencesOf(definition, rest) : [];
  });
  return [...new Map(found.map(({ reference }) => [referenceKey(reference), reference])).values()];
}

function unreadable(message: string): Diagnostic {
  return { code: 'invalid-graph', severity: 'error', nodeId: null, message, path: [] };
}
