import {
  type Compilation,
  compile,
  type Diagnostic,
  nextRun,
  nodeDefinitions,
  type ReferenceStates,
  rootTypes,
} from '@echoai/automation';
import type { WorkflowGraph } from '@echoai/contract';
import type { Transaction } from '../platform/database/database.ts';
import { AppError } from '../platform/errors.ts';
import { type Activation, readActiveGraphs } from './workflowStore.ts';

/**
 * Checks a graph as the workflow's, with the other active workflows in mind.
 * @param references of `readReferences`, where what the graph names is to be there
 */
export async function compileWorkflow(
  tx: Transaction,
  { id, graph, references }: { id: string; graph: unknown; references?: ReferenceStates },
): Promise<Compilation> {
  const others = await readActiveGraphs(tx, id);
  return compile({
    graph,
    definitions: nodeDefinitions,
    roots: rootTypes,
    ...(references && { references }),
    workflow: {
      id,
      startsIndirectly: Object.fromEntries(others.map(({ id, graph }) => [id, startsOf(graph)])),
      titles: Object.fromEntries(others.map(({ id, name }) => [id, name])),
    },
  });
}

/** The graph that a client sent, as far as it is one. @throws {AppError} `invalid-request` */
export function requireGraph({ graph, diagnostics }: Compilation): WorkflowGraph {
  if (graph) return graph;
  throw new AppError('invalid-request', diagnostics[0]!.message, { fields: fieldsOf(diagnostics) });
}

/** @throws {AppError} `workflow-invalid` with all its errors */
export function requireMachine({ machine, diagnostics }: Compilation) {
  if (machine) return machine;
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  const more = errors.length > 1 ? ` And ${errors.length - 1} more.` : '';
  throw new AppError('workflow-invalid', `${errors[0]!.message}${more}`, {
    fields: fieldsOf(errors),
  });
}

/** What starts a version: its trigger, as the graph has it. */
export function activationOf(version: number, graph: WorkflowGraph, now: Date): Activation {
  const trigger = graph.nodes.find(({ type }) => type === 'trigger')!;
  const { kind, ...rest } = trigger.data.config;
  const definition = nodeDefinitions[kind]!;
  const config = definition.config.parse(rest);
  const nextRunAt =
    kind === 'schedule'
      ? nextRun({ ...(config as { cron: string; timeZone: string }), after: now })
      : null;
  return { version, kind, event: definition.event ?? null, config, nextRunAt };
}

function startsOf(graph: WorkflowGraph): string[] {
  return graph.nodes.flatMap(({ data: { config } }) =>
    config.kind === 'start_workflow' ? [String(config.workflowId)] : [],
  );
}

function fieldsOf(diagnostics: Diagnostic[]) {
  return diagnostics.map(({ nodeId, field, message }) => ({
    path: [nodeId, field].filter(Boolean).join('.'),
    message,
  }));
}
